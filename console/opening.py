"""All that the open console is made of, put together from a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.cli.session import Session
from console.wiring import Watch, watch
from data.channel import Channel
from data.config.configuration import Configuration
from data.config.places import recordings_dir, state_dir
from data.journal.journal import Journal
from data.looks import Looks
from data.models.checklist import Checklist
from data.policies.book import PolicyBook
from data.procedures.library import load_checklists
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


def parts_of(session: Session) -> Parts:
    """The parts of a session. Raises ConfigError where the configuration cannot be used."""
    settings = session.settings()
    console = settings.console
    standing = Standing(
        environment=console.environment or "local",
        policy=session.policy_id,
        who=f"{console.who(session.environ)}@{console.where()}",
        zone=console.zone(session.environ),
        badges=("READ-ONLY",) if session.read_only else (),
    )
    return Parts(
        time=session.time,
        watch=watch(session),
        journal=session.journal(),
        policies=session.policies(),
        checklists=load_checklists(settings.procedures).checklists,
        standing=standing,
        configuration=settings,
        looks=Looks(state_dir(session.environ), keeping=not session.read_only),
        recordings=None if session.read_only else recordings_dir(session.environ, console.environment),
        recording_bytes=console.recording_mb * 2**20,
        channels=session.channels,
        theme=session.options.theme or console.theme,
        screen=session.options.screen or "",
        chosen_policy=session.options.policy or "",
        procedures=tuple(settings.procedures),
    )
