"""What is on record of a drill that was played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from pathlib import Path

from data.drills.orders.orders import orders_folder
from data.drills.plays.folders import DrillFolder
from data.drills.plays.telling import ENDED
from data.journal.pages import days_between, read_day
from data.journal.showing import shown_page
from data.models.entry import Entry
from data.models.score import Mark, Score, ScoreLine
from data.procedures.fields import number, one_of
from data.safe import safe

_WHY_LIMIT = 500


def entries_of(folder: DrillFolder) -> tuple[Entry, ...]:
    """Every entry of a drill's journal in the order of time, fit to be shown."""
    return _entries(folder.journal)


def orders_in(folder: DrillFolder) -> tuple[Entry, ...]:
    """Every order and note of whoever led a drill, in the order of time."""
    return _entries(orders_folder(folder.path))


def recorded_score(entries: Iterable[Entry]) -> Score | None:
    """The score as it was put on record at the end; None where the drill has not ended."""
    told = next((each.get("score") for each in reversed(list(entries)) if each.kind == ENDED), None)
    total = number(told.get("total")) if isinstance(told, Mapping) else None
    if total is None or not isinstance(told, Mapping):
        return None
    given = told.get("lines")
    lines = [_line(each) for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
    return Score(total, tuple(line for line in lines if line is not None))


def ended_at(entries: Iterable[Entry]) -> float | None:
    """The second of the scenario at which a drill was ended; None where it was not."""
    return next((number(each.get("until_s")) for each in entries if each.kind == ENDED), None)


def _line(told: Mapping[str, object]) -> ScoreLine | None:
    mark, points, of = one_of(Mark, told.get("mark")), number(told.get("points")), number(told.get("of"))
    if mark is None or points is None or of is None:
        return None
    return ScoreLine(mark, points, of, safe(str(told.get("why", "")), _WHY_LIMIT), number(told.get("at")))


def _entries(root: Path) -> tuple[Entry, ...]:
    return tuple(
        entry for day in days_between(root) for entry in shown_page(read_day(root, day, UTC)).entries
    )
