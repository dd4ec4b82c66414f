"""All sources in one list: sorted, filtered, grouped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from textual.reactive import var

from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from widgets.health.health_row import Columns, Mark, Moment, health_line
from widgets.health.ranking import moved, ranked
from widgets.held_rows import HeldRows
from widgets.line import Line, Span
from widgets.rows import OPENS, Row


class HealthTable(HeldRows):
    """A row a source, worst first."""

    BINDINGS = [OPENS]

    snapshot: var[Snapshot | None] = var(None, init=False)
    """What is shown."""
    order: var[str] = var("worst first", init=False)
    """One of ranking.ORDERS."""
    filter: var[str] = var("", init=False)
    """Words that name, kind, group or verdict must all contain."""
    grouped: var[bool] = var(False, init=False)
    """Whether rows stand under headings of their groups."""

    def __init__(self, zone: ZoneInfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone
        self._kept: tuple[str, ...] = ()
        self._texts: dict[str, tuple[SourceState, Mark, Line]] = {}
        self._drawn: tuple[Columns, date] | None = None

    def build(self, width: int) -> Sequence[Row]:
        """Headings and rows at a width."""
        if self.snapshot is None:
            return ()
        columns = Columns.at(width)
        drawn = (columns, self.snapshot.at.astimezone(self._zone).date())
        if drawn != self._drawn:
            self._drawn = drawn
            self._texts.clear()
        moment = Moment(self.snapshot.at, self.snapshot.elapsed, self._zone)
        kept = self._kept if self.held else ()
        silenced = self._silenced()
        sources = ranked(self.snapshot.sources, self.order, kept, silenced)
        self._kept = tuple(state.name for state in sources)
        rising = moved(self.snapshot.sources, self.order, kept, silenced) if kept else frozenset()
        shown = [state for state in sources if matches(state, self.filter)]
        rows = [Row("heading", (columns.heading(),), selectable=False)]
        group = None
        if self.grouped:
            shown.sort(key=lambda state: state.group)
        for state in shown:
            if self.grouped and state.group != group:
                group = state.group
                rows.append(Row(f"group {group}", _group_lines(group, shown), selectable=False))
            mark = Mark(state.name in rising, self.snapshot.maintenance_of(state) is not None)
            rows.append(Row(state.name, (self._text(state, columns, moment, mark),)))
        return rows

    def _silenced(self) -> frozenset[str]:
        """The names of what is changed on purpose, and is to raise no alarm meanwhile."""
        if self.snapshot is None or not self.snapshot.openings:
            return frozenset()
        return frozenset(each.name for each in self.snapshot.sources if self.snapshot.silenced(each))

    def _text(self, state: SourceState, columns: Columns, moment: Moment, mark: Mark) -> Line:
        """A row's text, made anew only where it can have changed: of hundreds few do at a time."""
        known = self._texts.get(state.name)
        if known is None or known[0] is not state or known[1] != mark or state.phase is Phase.STALE:
            known = self._texts[state.name] = (state, mark, health_line(state, columns, moment, mark))
        return known[2]

    @property
    def hidden(self) -> int:
        """How many sources the filter hides."""
        sources = self.snapshot.sources if self.snapshot else ()
        return sum(not matches(state, self.filter) for state in sources)

    def watch_snapshot(self) -> None:
        self.rebuild()

    def watch_order(self) -> None:
        self.put_in_order()

    def watch_filter(self) -> None:
        self.rebuild()

    def watch_grouped(self) -> None:
        self.rebuild()


def matches(state: SourceState, words: str) -> bool:
    """Whether every word stands in the source's name, kind, group, verdict or signals."""
    if not words:
        return True
    hay = " ".join(
        [
            state.name,
            state.kind,
            state.group,
            state.verdict.value,
            *(reading.signal for reading in state.readings),
        ]
    ).lower()
    return all(word in hay for word in words.lower().split())


def _group_lines(group: str, shown: Sequence[SourceState]) -> tuple[Line, ...]:
    members = [state for state in shown if state.group == group]
    passing = sum(state.verdict is Verdict.PASS for state in members)
    return (
        (),
        (Span(f"  {group}", "heading"), Span(f"  {passing} of {len(members)} pass", "dim")),
    )
