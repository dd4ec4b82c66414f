"""Where the console stands: what every frame says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

REPLAYED = "REPLAY"
"""The badge of every frame that shows a recording."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The environment, the person, the policy, and anything that makes this console special.

    `badges` are words such as READ-ONLY; `journal` is empty while everything is saved, else says
    what is wrong; `alarm` whether that is a danger to what was typed; `drill` whether all of it is
    invented, and what is recorded belongs to a drill.
    """

    environment: str
    policy: str
    who: str
    zone: ZoneInfo
    badges: tuple[str, ...] = ()
    journal: str = ""
    alarm: bool = False
    drill: bool = False

    @property
    def production(self) -> bool:
        """Whether a mistake here would be felt by users."""
        return self.environment.strip().lower() in {"production", "prod", "live"}
