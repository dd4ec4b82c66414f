"""The one table of kinds of sources: a new kind is one folder and one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.config.base import SourceSettings
    from data.provider import Provider, ProviderContext


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: how the classes in the folder of its name are called; imported when first needed."""

    name: str
    settings_class: str
    client_class: str

    @property
    def settings(self) -> type[SourceSettings]:
        """What a person may write about one of these."""
        settings: type[SourceSettings] = self._part("settings", self.settings_class)
        return settings

    def make(self, settings: SourceSettings, context: ProviderContext) -> Provider:
        """A provider for one configured source."""
        provider: Provider = self._part("client", self.client_class)(settings, context)
        return provider

    def _part(self, module: str, name: str) -> Any:  # noqa: ANN401 - the table's tests say what it is
        return getattr(import_module(f"data.providers.{self.name}.{module}"), name)


class _Settings(Mapping[str, "type[SourceSettings]"]):
    """The settings of each kind by its name."""

    def __getitem__(self, name: str) -> type[SourceSettings]:
        return BY_NAME[name].settings

    def __iter__(self) -> Iterator[str]:
        return iter(BY_NAME)

    def __len__(self) -> int:
        return len(BY_NAME)


KINDS: tuple[Kind, ...] = (
    # One kind a line, so that adding one touches one line.
    Kind("alertmanager", "AlertmanagerSettings", "AlertmanagerProvider"),
    Kind("aws", "AwsSettings", "AwsProvider"),
    Kind("command", "CommandSettings", "CommandProvider"),
    Kind("fly", "FlySettings", "FlyProvider"),
    Kind("github", "GithubSettings", "GithubProvider"),
    Kind("host", "HostSettings", "HostProvider"),
    Kind("http", "HttpSettings", "HttpProvider"),
    Kind("postgres", "PostgresSettings", "PostgresProvider"),
    Kind("prometheus", "PrometheusSettings", "PrometheusProvider"),
    Kind("sentry", "SentrySettings", "SentryProvider"),
    Kind("statuspage", "StatuspageSettings", "StatuspageProvider"),
    Kind("supabase", "SupabaseSettings", "SupabaseProvider"),
    Kind("tls", "TlsSettings", "TlsProvider"),
    Kind("vercel", "VercelSettings", "VercelProvider"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
SETTINGS: Mapping[str, type[SourceSettings]] = _Settings()
