"""What can be set for an Alertmanager."""

from __future__ import annotations

from pydantic import Field, model_validator

from data.config.base import Duration, Line, LocalPath, SourceSettings
from data.web.address import HttpUrl

FIRING = "alerts.firing"
SILENCED = "alerts.silenced"
INHIBITED = "alerts.inhibited"
SILENCES = "alerts.silences"
WATCHDOG = "alerts.watchdog"


class AlertmanagerSettings(SourceSettings):
    """An Alertmanager, or whatever speaks version 2 of its interface."""

    url: HttpUrl
    """Where its interface begins: what stands before ``/api/v2``."""
    every: Duration = Field(default=5.0, ge=0.5)
    """Often, so that people see soon what others have acknowledged."""
    token_env: str | None = None
    """The environment variable that holds a bearer token."""
    token_file: LocalPath | None = None
    """Or the file that holds it, which only its owner may read."""
    header_env: dict[str, str] = {}
    """Other headers to send, each with the environment variable that holds its whole value."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""
    watchdog: Line = ""
    """The name of an alert that always fires, so that its absence tells of broken alerting."""
    max_alerts: int = Field(default=500, ge=1, le=5000)
    """As many alerts are kept, the gravest first; how many there are is always said."""

    @model_validator(mode="after")
    def _one_token(self) -> AlertmanagerSettings:
        if self.token_env and self.token_file:
            raise ValueError("give one of token_env and token_file")
        return self

    def feeds(self) -> frozenset[str]:
        """How many alerts there are of each state; the watchdog where one is named."""
        counts = {FIRING, SILENCED, INHIBITED, SILENCES}
        return frozenset(counts | ({WATCHDOG} if self.watchdog else set()))
