"""What can be set for a project at Supabase."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from data.web.access import ApiSettings
from data.web.address import HttpUrl

HEALTHY = "supabase.healthy"
Service = Literal["auth", "db", "db_postgres_user", "pooler", "realtime", "rest", "storage", "pg_bouncer"]


class SupabaseSettings(ApiSettings):
    """A project and the services that must be healthy."""

    url: HttpUrl = "https://api.supabase.com"
    """Where the management interface begins."""
    project: str = Field(pattern=r"^[a-z0-9-]{1,63}$")
    """The project's reference: twenty letters, in the address of its page."""
    services: tuple[Service, ...] = Field(
        default=("auth", "db", "pooler", "realtime", "rest", "storage"), min_length=1
    )
    """The services whose health is asked for."""

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({HEALTHY})
