"""What can be set for an Alertmanager."""

from __future__ import annotations

from pydantic import Field

from data.config.base import Duration, Line
from data.config.token import HeaderSettings
from data.web.address import HttpUrl

FIRING = "alerts.firing"
SILENCED = "alerts.silenced"
INHIBITED = "alerts.inhibited"
SILENCES = "alerts.silences"
WATCHDOG = "alerts.watchdog"
UPTIME = "alerts.uptime_s"


class AlertmanagerSettings(HeaderSettings):
    """An Alertmanager, or whatever speaks version 2 of its interface."""

    url: HttpUrl
    """Where its interface begins: what stands before ``/api/v2``."""
    every: Duration = Field(default=4.0, ge=0.5)
    """Often: what others have acknowledged is to be seen within five seconds."""
    watchdog: Line = ""
    """The name of an alert that always fires, so that its absence tells of broken alerting."""
    max_alerts: int = Field(default=500, ge=1, le=5000)
    """As many alerts are kept, the gravest first; how many there are is always said."""

    def feeds(self) -> frozenset[str]:
        """How many alerts there are of each state; the watchdog where one is named."""
        counts = {FIRING, SILENCED, INHIBITED, SILENCES, UPTIME}
        return frozenset(counts | ({WATCHDOG} if self.watchdog else set()))
