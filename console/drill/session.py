"""The session of a drill: the same commands on its stage, its journal and its channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from console.cli.session import Session
from console.drill.parts import ENVIRONMENT, Drill
from data.config.console import ConsoleSettings

_OURS = "OPS_CONSOLE_"
_STATE = "state"


def session_in(drill: Drill, session: Session, write: Callable[[str], object]) -> Session:
    """A session like another one, in which nothing of the person's own is read, written or asked.

    The team's own procedures and policies are kept; what commands leave behind is in the drill's folder.
    """
    head, parts = drill.folder.head, drill.parts
    console = ConsoleSettings(
        environment=ENVIRONMENT,
        policy=drill.stage.scenario.policy,
        timezone=parts.standing.zone.key,
        user=head.who,
        host=head.host,
    )
    settings = session.settings()
    configuration = replace(
        parts.configuration, console=console, procedures=settings.procedures, policies=settings.policies
    )
    environ = {name: value for name, value in session.environ.items() if not name.startswith(_OURS)}
    environ["XDG_STATE_HOME"] = str(drill.folder.path / _STATE)
    staged = replace(parts, configuration=configuration)
    return Session(environ, time=parts.time, write=write, staged=staged)
