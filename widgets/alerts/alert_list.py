"""The desk as one list: cases under their headings, then silences; or what is over."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import var

from data.alerts.case import Case
from data.alerts.clock import running
from data.alerts.desk import Desk
from data.alerts.grouping import URGENCY, grouped, matches
from data.catalogue import catalogue
from widgets.alerts.alert_row import Columns, alert_line, group_line, silence_line
from widgets.held_rows import HeldRows
from widgets.line import Line, Span
from widgets.rows import OPENS, Row


class AlertList(HeldRows):
    """A row a case; the line of one that has not changed is not made anew."""

    BINDINGS = [OPENS]

    desk: var[Desk | None] = var(None, init=False)
    """What is shown."""
    filter: var[str] = var("", init=False)
    """Words that a case must all contain."""
    by: var[str] = var(URGENCY, init=False)
    """What cases are grouped by."""
    past: var[tuple[Row, ...] | None] = var(None, init=False)
    """Rows of what is over, shown in place of the desk."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._texts: dict[str, tuple[Case, object, Line]] = {}
        self._order: dict[str, int] = {}

    def build(self, width: int) -> Sequence[Row]:
        """Headings and rows at a width."""
        if self.past is not None:
            return self.past
        desk = self.desk
        if desk is None:
            return ()
        columns = Columns.at(width)
        rows = [Row("heading", (columns.heading(),), selectable=False)]
        texts: dict[str, tuple[Case, object, Line]] = {}
        for group in grouped(self._ordered(self.shown), self.by):
            heading = group_line(group, desk.now, apart=self.by == URGENCY)
            rows.append(Row(f"group {group.title}", heading, selectable=False))
            for case in group.cases:
                known = texts[case.key] = self._text(case, columns, desk)
                rows.append(Row(case.key, (known[2],)))
        self._texts = texts
        rows += self._silences(desk, columns)
        return rows if len(rows) > 1 else [Row("nothing", _nothing(desk), selectable=False)]

    @property
    def shown(self) -> tuple[Case, ...]:
        """The cases that the filter leaves."""
        cases = self.desk.cases if self.desk else ()
        return tuple(case for case in cases if matches(case, self.filter))

    @property
    def hidden(self) -> int:
        """How many cases the filter hides."""
        return len(self.desk.cases) - len(self.shown) if self.desk else 0

    def _ordered(self, cases: Sequence[Case]) -> Sequence[Case]:
        """By urgency; while the order is held what is new follows what was there, each where it stands."""
        if not self.held:
            self._order = {case.key: at for at, case in enumerate(cases)}
            return cases
        for case in cases:
            self._order.setdefault(case.key, len(self._order))
        by_standing = self.by == URGENCY
        return sorted(
            cases, key=lambda case: (case.standing.rank if by_standing else 0, self._order[case.key])
        )

    def _text(self, case: Case, columns: Columns, desk: Desk) -> tuple[Case, object, Line]:
        moment = desk.now if running(case, desk.now) else desk.now.replace(second=0, microsecond=0)
        rest = (columns, moment)
        known = self._texts.get(case.key)
        if known is not None and known[1] == rest and known[0] == case:
            return known
        return case, rest, alert_line(case, columns, desk.now, desk.zone)

    def _silences(self, desk: Desk, columns: Columns) -> list[Row]:
        """Silences that stand for no alert's answer, while nothing is searched for."""
        plain = [kept for kept in desk.silences if not kept.silence.acknowledges]
        if not plain or self.filter:
            return []
        title: tuple[Line, ...] = ((), (Span("   silences", "heading"), Span(f"  {len(plain)}", "dim")))
        rows = [Row("group of silences", title, selectable=False)]
        rows += [Row(kept.key, (silence_line(kept, columns, desk.now, desk.zone),)) for kept in plain]
        return rows

    def watch_desk(self) -> None:
        self.rebuild()

    def watch_filter(self) -> None:
        self.rebuild()

    def watch_by(self) -> None:
        self.rebuild()

    def watch_past(self) -> None:
        self.rebuild()


def _nothing(desk: Desk) -> tuple[Line, ...]:
    """What stands in an empty list: how to bring it to life, where that is what is missing."""
    if desk.asked:
        return ((Span("   Nothing is listed.", "dim"),),)
    known = catalogue().get("alerts.firing")
    lines = known.configure.splitlines() if known else []
    return (
        (Span("   To have alerts here, add to the configuration:"),),
        (),
        *((Span(f"   {text}", "accent"),) for text in lines),
    )
