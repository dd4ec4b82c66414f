"""What can be set for a project at Vercel."""

from __future__ import annotations

from pydantic import Field

from data.config.base import Duration
from data.web.access import ApiSettings
from data.web.address import HttpUrl

DEPLOYMENTS, FAILED = "vercel.deployments", "vercel.failed"


class VercelSettings(ApiSettings):
    """A project's deployments."""

    url: HttpUrl = "https://api.vercel.com"
    """Where the interface begins."""
    project: str = Field(pattern=r"^[A-Za-z0-9._-]{1,100}$")
    """The project's name or id."""
    team: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,100}$")
    """The id of the team that owns it (``team_…``); without one, the token's own account."""
    target: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,60}$")
    """Only deployments to this environment: ``production`` or ``preview``."""
    window: Duration = Field(default=86_400.0, ge=3600, le=30 * 86_400)
    """How far back "today" reaches."""

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({DEPLOYMENTS, FAILED})
