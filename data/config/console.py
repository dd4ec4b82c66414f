"""The ``[console]`` table: what holds for the whole console."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from data.config.base import Line, LocalPath, Settings
from data.config.zone import find_zone, local_zone


class ConsoleSettings(Settings):
    """Everything has a default: the console opens without any configuration."""

    environment: Line = ""
    """The banner; "production" is unmistakable on every frame."""
    policy: str = "manual"
    """Whose numbers decide."""
    timezone: str = ""
    """An IANA name; by default the machine's own."""
    read_only: bool = False
    """Look, and change nothing."""
    theme: str = ""
    """By default the one that suits the terminal."""
    log_dir: LocalPath | None = None
    """The journal's folder."""
    user: Line = ""
    """Who signs; by default the account's name."""
    recording_mb: int = Field(default=500, ge=0, le=1_000_000)
    """Megabytes that the flight recorder keeps, the latest ones; 0 records nothing."""
    host: Line = ""
    """What the journal calls this machine; by default its host name."""

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name and find_zone(name) is None:
            raise ValueError(f'no time zone "{name}"; an IANA name is wanted, as in "Europe/London"')
        return name

    def zone(self, environ: Mapping[str, str]) -> ZoneInfo:
        """The zone that days are reckoned in."""
        return find_zone(self.timezone) or local_zone(environ)

    def who(self, environ: Mapping[str, str]) -> str:
        """The person's name, as the journal writes it."""
        if self.user or environ.get("USER"):
            return self.user or environ["USER"]
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "unknown"

    def where(self) -> str:
        """The machine's name, as the journal writes it."""
        return self.host or socket.gethostname().partition(".")[0] or "localhost"
