"""The one table of kinds of sources: a new kind is one folder and one row."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from data.config.base import SourceSettings
from data.provider import Provider, ProviderContext
from data.providers.alertmanager.settings import AlertmanagerSettings
from data.providers.aws.settings import AwsSettings
from data.providers.command.settings import CommandSettings
from data.providers.fly.settings import FlySettings
from data.providers.github.settings import GithubSettings
from data.providers.host.settings import HostSettings
from data.providers.http.settings import HttpSettings
from data.providers.postgres.settings import PostgresSettings
from data.providers.prometheus.settings import PrometheusSettings
from data.providers.sentry.settings import SentrySettings
from data.providers.statuspage.settings import StatuspageSettings
from data.providers.supabase.settings import SupabaseSettings
from data.providers.tls.settings import TlsSettings
from data.providers.vercel.settings import VercelSettings


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: its settings at hand, its client imported when first needed."""

    name: str
    settings: type[SourceSettings]
    client: str

    def make(self, settings: SourceSettings, context: ProviderContext) -> Provider:
        """A provider for one configured source."""
        module, _, attribute = self.client.partition(":")
        return cast(Provider, getattr(import_module(module), attribute)(settings, context))


KINDS: tuple[Kind, ...] = (
    # One kind a line, so that adding one touches one line.
    Kind("alertmanager", AlertmanagerSettings, "data.providers.alertmanager.client:AlertmanagerProvider"),
    Kind("aws", AwsSettings, "data.providers.aws.client:AwsProvider"),
    Kind("command", CommandSettings, "data.providers.command.client:CommandProvider"),
    Kind("fly", FlySettings, "data.providers.fly.client:FlyProvider"),
    Kind("github", GithubSettings, "data.providers.github.client:GithubProvider"),
    Kind("host", HostSettings, "data.providers.host.client:HostProvider"),
    Kind("http", HttpSettings, "data.providers.http.client:HttpProvider"),
    Kind("postgres", PostgresSettings, "data.providers.postgres.client:PostgresProvider"),
    Kind("prometheus", PrometheusSettings, "data.providers.prometheus.client:PrometheusProvider"),
    Kind("sentry", SentrySettings, "data.providers.sentry.client:SentryProvider"),
    Kind("statuspage", StatuspageSettings, "data.providers.statuspage.client:StatuspageProvider"),
    Kind("supabase", SupabaseSettings, "data.providers.supabase.client:SupabaseProvider"),
    Kind("tls", TlsSettings, "data.providers.tls.client:TlsProvider"),
    Kind("vercel", VercelSettings, "data.providers.vercel.client:VercelProvider"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
SETTINGS = {kind.name: kind.settings for kind in KINDS}
