"""What can be set for an app at Fly."""

from __future__ import annotations

from pydantic import Field

from data.config.base import Duration
from data.web.access import ApiSettings
from data.web.address import HttpUrl

MACHINES, DOWN, FAILING = "fly.machines", "fly.machines_down", "fly.checks_failing"


class FlySettings(ApiSettings):
    """An app's machines and their checks."""

    every: Duration = Field(default=30.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    url: HttpUrl = "https://api.machines.dev"
    """Where the Machines interface begins."""
    app: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    """The app's name."""

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({MACHINES, DOWN, FAILING})
