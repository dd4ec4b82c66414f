"""The entries of a day with a cursor; the one under it can be unfolded."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from textual.binding import Binding
from textual.reactive import var

from data.models.entry import Entry
from data.models.journal import Problem
from widgets.journal.entry_row import entry_details, entry_line, found_by
from widgets.line import Line, Span, wrap
from widgets.rows import Row, RowList

MOST = 2000
"""Rows that are drawn; of a longer day the latest."""


class EntryList(RowList):
    """The latest entry first; enter unfolds."""

    BINDINGS = [
        Binding("enter", "open", "Unfold", id="rows.open", tooltip="Show the entry whole, or fold it")
    ]

    entries: var[tuple[Entry, ...]] = var((), init=False)
    """The entries of the day, oldest first."""
    problems: var[tuple[Problem, ...]] = var((), init=False)
    """What in the day's files is not a good entry."""
    filter: var[str] = var("", init=False)
    """Words that an entry must hold."""
    earlier: var[bool] = var(False, init=False)
    """Whether the day has more entries, before these."""
    dated: var[bool] = var(False, init=False)
    """Whether the day stands before the time, because there are several."""
    unfolded: var[str | None] = var(None, init=False)
    """The id of the entry that is shown whole."""

    def __init__(self, zone: ZoneInfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone

    @property
    def found(self) -> list[Entry]:
        """The entries that the filter lets through, latest first."""
        if not self.filter:
            return list(reversed(self.entries))
        return [entry for entry in reversed(self.entries) if found_by(entry, self.filter)]

    def build(self, width: int) -> Sequence[Row]:
        """Problems first, then entries."""
        rows = [
            Row(f"problem {at}", tuple(wrap(f"! {problem}", width, "warn")), selectable=False)
            for at, problem in enumerate(self.problems)
        ]
        found = self.found
        for entry in found[:MOST]:
            lines: list[Line] = [entry_line(entry, self._zone, dated=self.dated)]
            if entry.id == self.unfolded:
                lines += entry_details(entry, width, self._zone)
            rows.append(Row(entry.id, tuple(lines)))
        if self.earlier or len(found) > MOST:
            words = f"only the last {MOST} are here; f looks through all, ops-console log show has them"
            rows.append(Row("more", ((Span(words, "dim"),),), selectable=False))
        return rows

    def action_open(self) -> None:
        """Unfold the entry under the cursor, or fold it."""
        self.unfolded = None if self.unfolded == self.cursor else self.cursor

    def watch_entries(self) -> None:
        self.rebuild()

    def watch_problems(self) -> None:
        self.rebuild()

    def watch_filter(self) -> None:
        self.rebuild()

    def watch_dated(self) -> None:
        self.rebuild()

    def watch_unfolded(self) -> None:
        self.rebuild()
        self.show_cursor()
