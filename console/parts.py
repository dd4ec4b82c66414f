"""What the open console is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.watch import Watch
from data.channel import Channel
from data.config.configuration import Configuration
from data.journal.journal import Journal
from data.looks import Looks
from data.models.checklist import Checklist
from data.policies.book import PolicyBook
from data.timekeeping import Timekeeper
from widgets.frame.standing import Standing


@dataclass(frozen=True, slots=True)
class Parts:
    """Made once at the start and handed to the application.

    What is seen is recorded in the folder `recordings`, where there is one, the latest
    `recording_bytes` of it. `channels` makes the ways out by their
    names, when something is to be sent. `procedures` are a team's own files; theme, screen and policy are as
    asked for on the way in.
    """

    time: Timekeeper
    watch: Watch
    journal: Journal
    policies: PolicyBook
    checklists: tuple[Checklist, ...]
    standing: Standing
    configuration: Configuration = field(default_factory=lambda: Configuration(Path()))
    looks: Looks | None = None
    recordings: Path | None = None
    recording_bytes: int = 0
    channels: Callable[[], Mapping[str, Channel]] = dict
    theme: str = ""
    screen: str = ""
    chosen_policy: str = ""
    procedures: tuple[Path, ...] = ()

    @property
    def only_looks(self) -> bool:
        """Whether nothing may be recorded, started or sent from here."""
        return self.journal.health.view_only
