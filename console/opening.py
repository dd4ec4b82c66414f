"""All that the open console is made of, put together from a session."""

from __future__ import annotations

from dataclasses import dataclass

from console.cli.session import Session
from console.wiring import Watch, watch
from data.timekeeping import Timekeeper
from widgets.standing import Standing


@dataclass(frozen=True, slots=True)
class Parts:
    """Made once at the start and handed to the application."""

    time: Timekeeper
    watch: Watch
    standing: Standing
    theme: str


def parts_of(session: Session) -> Parts:
    """The parts of a session. Raises ConfigError where the configuration cannot be used."""
    console = session.settings().console
    standing = Standing(
        environment=console.environment or "local",
        policy=session.policy_id,
        who=f"{console.who(session.environ)}@{console.where()}",
        zone=console.zone(session.environ),
        badges=("READ-ONLY",) if session.read_only else (),
    )
    return Parts(session.time, watch(session), standing, session.options.theme or console.theme)


def open_console(session: Session) -> int:
    """Open the console and stay in it; its exit code."""
    from console.app import OpsConsole  # noqa: PLC0415 - imports this module's Parts

    return OpsConsole(parts_of(session)).launch()
