"""What the screens about incidents work with; the application gives it to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.incidents.room import Room
from data.models.incident import Incident
from data.models.message import NextWords
from data.timekeeping import Timekeeper


@dataclass(frozen=True, slots=True)
class IncidentDesk:
    """`incidents` are all there are, oldest first; `host` is the machine whose clock `time` reads.

    `look` gives one of them with its surroundings as they are at this moment, None where no entry
    tells of it. `half_written` gives, by incident and key, a text that was begun and not finished;
    `recording` is False where nothing may be written down. `runbooks` are ids and titles; `words`
    says what should be said next; `read` has everything about an incident read, however old it is.
    """

    incidents: Callable[[], Sequence[Incident]]
    look: Callable[[str], Room | None]
    time: Timekeeper
    host: str
    half_written: Callable[[str, str], str] = lambda id, key: ""
    recording: bool = True
    runbooks: Callable[[], Sequence[tuple[str, str]]] = tuple
    words: Callable[[Room], Sequence[NextWords]] = lambda room: ()
    read: Callable[[str], None] = lambda id: None
