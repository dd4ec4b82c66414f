"""On a small terminal an incident is shown in turns: which there are, and what each holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.incidents.room import Room
from data.models.timer import TimerState
from data.models.verdict import GRAVE
from widgets.countdown import boxes
from widgets.line import Line, Span, Tone, clip, width_of


@dataclass(frozen=True, slots=True)
class Tab:
    """A turn: its title, the sections of rows it shows (none: the timeline), and what it counts."""

    title: str
    sections: tuple[str, ...]
    count: Callable[[Room], tuple[str, Tone]]


def tab_line(room: Room, current: int, width: int) -> Line:
    """All turns with their counts, the current one strong."""
    pieces: list[Span] = []
    for at, tab in enumerate(TABS):
        words, tone = tab.count(room)
        here = at == current
        pieces += [
            Span("▸" if here else " ", "accent"),
            Span(tab.title, "strong" if here else "dim"),
            Span(f" {words}" if words else "", tone),
            Span("  "),
        ]
    return clip((*pieces, Span("← →", "dim")) if width_of(pieces) + 3 <= width else tuple(pieces[:-1]), width)


def _events(room: Room) -> tuple[str, Tone]:
    return f"{len(room.incident.timeline):,}", "dim"


def _work(room: Room) -> tuple[str, Tone]:
    tasks = sum(task.done is None for task in room.incident.tasks)
    asked = sum(each.answered is None for each in room.incident.questions)
    over = sum(left <= 0 for _, left in boxes(room))
    return (f"{tasks + asked} ({over} over)", "fail") if over else (str(tasks + asked), "dim")


def _signals(room: Room) -> tuple[str, Tone]:
    bad = sum(each.verdict in GRAVE for each in room.signals)
    return (f"{bad} fail", "fail") if bad else (str(len(room.signals)), "dim")


def _words(room: Room) -> tuple[str, Tone]:
    waiting = len(room.letters)
    return (f"{waiting} wait", "warn") if waiting else ("", "dim")


def _clocks(room: Room) -> tuple[str, Tone]:
    missed = sum(each.state is TimerState.MISSED for each in room.clocks)
    return (f"{missed} late", "fail") if missed else (str(len(room.clocks)), "dim")


TABS = (
    Tab("Timeline", (), _events),
    Tab("Work", ("deputy", "tasks", "questions"), _work),
    Tab("Signals", ("signals", "runbooks"), _signals),
    Tab("Words", ("words", "others"), _words),
    Tab("Clocks", ("clocks",), _clocks),
)
"""In the order in which they are gone through."""
