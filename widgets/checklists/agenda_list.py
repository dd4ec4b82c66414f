"""What is due, what was missed, what is done, and every other list there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.reactive import var

from data.models.checklist import Checklist, Every
from data.procedures.agenda import Engagement
from widgets.checklists.agenda_row import agenda_line, shelf_line
from widgets.line import Span, line
from widgets.rows import OPENS, Row, RowList

_PARTS = (
    ("Today", (Every.DAY,)),
    ("This week", (Every.WEEK,)),
    ("This month", (Every.MONTH,)),
    ("This quarter and year", (Every.QUARTER, Every.YEAR)),
)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is shown: the lists this team works by, what it missed, and the rest of the shelf."""

    now: datetime
    engagements: tuple[Engagement, ...] = ()
    missed: tuple[Engagement, ...] = ()
    shelf: tuple[Checklist, ...] = ()


class AgendaList(RowList):
    """A row a list; the key of a row is the list's id."""

    BINDINGS = [OPENS]

    agenda: var[Agenda | None] = var(None, init=False)
    """What is shown."""

    def __init__(self, zone: ZoneInfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone

    def build(self, width: int) -> Sequence[Row]:
        """Today's lists first, then those of longer rhythms, what was missed, and the shelf."""
        shown = self.agenda
        if shown is None:
            return ()
        rows: list[Row] = []
        for heading, rhythms in _PARTS:
            engagements = [each for each in shown.engagements if each.checklist.recurrence.every in rhythms]
            if engagements:
                rows.append(_heading(heading, first=not rows))
            rows += [self._row(each, width, shown.now) for each in engagements]
        for each in shown.missed:
            if each is shown.missed[0]:
                rows.append(_heading("Missed", first=not rows))
            key = f"missed {each.checklist.id} {each.occasion.day}"
            rows.append(Row(key, (agenda_line(each, width, shown.now, self._zone),), selectable=False))
        if shown.shelf:
            rows.append(_heading("Other lists", first=not rows))
            rows += [Row(each.id, (shelf_line(each, width),)) for each in shown.shelf]
        return rows

    def _row(self, each: Engagement, width: int, now: datetime) -> Row:
        return Row(each.checklist.id, (agenda_line(each, width, now, self._zone),))

    def watch_agenda(self) -> None:
        self.rebuild()


def _heading(text: str, *, first: bool = False) -> Row:
    words = line(Span(f"  {text}", "heading"))
    return Row(f"heading {text}", (words,) if first else ((), words), selectable=False)
