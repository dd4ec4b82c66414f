"""What every incident command does at its end: record what follows, and say how the incident stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from console.cli.session import Session

if TYPE_CHECKING:
    from console.cli.incidents.incident_desk import Desk
    from data.models.entry import Draft
    from data.models.incident import Incident


def desk_of(session: Session) -> Desk:
    """The desk to work at."""
    from console.cli.incidents.incident_desk import Desk  # noqa: PLC0415 - heavy: only when it runs

    return Desk(session)


def change(session: Session, id: str, as_json: bool, drafts: Callable[[Incident], list[Draft]]) -> None:
    """Record what follows from the incident of that id, the only open one where none is named."""
    desk = desk_of(session)
    changed = desk.change(id, drafts)
    if as_json:
        say(desk, changed, as_json)
    else:
        session.say(f"{changed.id}  {changed.severity}  {changed.stage.value}  {changed.title}")


def say(desk: Desk, found: Incident, as_json: bool) -> None:
    """Everything about an incident, on standard output."""
    from console.cli.incidents import incident_json, incident_text  # noqa: PLC0415 - heavy: only when it runs

    timers = desk.clocks(found)
    calls = desk.calls(found, timers)
    if as_json:
        desk.session.say_json(incident_json.shown(found, timers, calls, desk.zone))
    else:
        desk.session.say("\n".join(incident_text.shown(found, timers, calls, desk.zone)))
