"""The timeline of an incident: the newest line first, and as long as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from textual.reactive import var

from data.models.entry import Entry
from data.models.incident import Line as Event
from widgets.held_rows import HeldRows
from widgets.incidents.incident_event import event_details, event_line
from widgets.line import Line, Span, line
from widgets.rows import Row

FIRST = 400
"""So many of the newest lines are drawn at once; the others when somebody goes down to them."""
_EARLIER = "earlier"
_SECONDS_FROM = 100
"""Cells from which there is room for the seconds."""


class Timeline(HeldRows):
    """Stays at the newest line until somebody goes down in it; enter shows a line whole."""

    events: var[tuple[Event, ...]] = var((), init=False)
    """The lines, oldest first."""
    filter: var[str] = var("", init=False)
    """Words that a line must hold."""
    unfolded: var[str | None] = var(None, init=False)
    """The id of the entry that is shown whole."""

    def __init__(self, zone: tzinfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.zone = zone
        self.entries: Sequence[Entry] = ()
        """What the journal has of these lines, and of others."""
        self.today: date | None = None
        self._drawn: dict[Event, Row] = {}
        self._drawn_for: tuple[object, ...] = ()
        self._all = False

    @property
    def hidden(self) -> int:
        """How many lines the filter hides."""
        return len(self.events) - len(self._found()) if self.filter else 0

    def build(self, width: int) -> Sequence[Row]:
        """A line each; drawn once, since what is told does not change."""
        drawn_for = (width >= _SECONDS_FROM, self.today)
        if drawn_for != self._drawn_for:
            self._drawn, self._drawn_for = {}, drawn_for
        known, fresh, rows = self._drawn, {}, []
        found = self._found()
        for event in found if self._all else found[:FIRST]:
            row = known.get(event)
            if row is None:
                row = Row(event.stamp.entry, (self._line(event, width),))
            fresh[event] = row
            rows.append(row if event.stamp.entry != self.unfolded else self._whole(event, row, width))
        self._drawn = fresh
        if len(found) > len(rows):
            words = f"{len(found) - len(rows):,} earlier lines, down shows them"
            rows.append(Row(_EARLIER, (line(Span(words, "dim")),)))
        if not rows:
            words = "no line has these words" if self.filter else "nothing has been told yet"
            rows.append(Row("none", (line(Span(words, "dim")),), selectable=False))
        return rows

    def action_open(self) -> None:
        """Show the line under the cursor whole, or as one line again."""
        if self.cursor == _EARLIER:
            self.action_move(1)
            return
        self.unfolded = None if self.unfolded == self.cursor else self.cursor

    def action_move(self, step: int) -> None:
        """Back at the newest line, it follows what comes; at the last one that is drawn, all are."""
        keys = self.row_keys
        at = keys.index(self.cursor) if self.cursor in keys else 0
        if keys[-1:] == [_EARLIER] and at + step >= len(keys) - 1:
            self.hold()
            self._all = True
            self.rebuild()
        super().action_move(step)
        if self.cursor == self.top():
            self.follow()

    def action_edge(self, step: int) -> None:
        """The last one of all is the first that was told."""
        self.action_move(step * len(self.events))

    def watch_events(self) -> None:
        self.rebuild()

    def watch_filter(self) -> None:
        self.put_in_order()

    def watch_unfolded(self) -> None:
        self.rebuild()
        self.show_cursor()

    def _found(self) -> list[Event]:
        events = list(reversed(self.events))
        words = self.filter.casefold().split()
        if not words:
            return events
        return [
            event
            for event in events
            if all(word in f"{event.kind} {event.stamp.by} {event.words}".casefold() for word in words)
        ]

    def _line(self, event: Event, width: int) -> Line:
        return event_line(event, self.zone, seconds=width >= _SECONDS_FROM, today=self.today)

    def _whole(self, event: Event, row: Row, width: int) -> Row:
        entry = next((each for each in self.entries if each.id == event.stamp.entry), None)
        return Row(row.key, (*row.lines, *event_details(event, entry, width, self.zone)))


def day_in(zone: tzinfo, events: Sequence[Event]) -> date | None:
    """The day of the newest line: lines of other days say so."""
    return events[-1].stamp.at.astimezone(zone or UTC).date() if events else None
