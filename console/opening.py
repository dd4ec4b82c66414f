"""Puts together all that the open console is made of, from a session."""

from __future__ import annotations

from console.cli.session import Session
from console.parts import Parts
from console.wiring import watch
from data.config.places import recordings_dir, state_dir
from data.looks import Looks
from data.procedures.library import load_checklists
from widgets.frame.standing import Standing


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
