"""A dashboard: a sentence, what it is looked at with, panels of facts, and the plot of one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.types import CSSPathType

from data.models.board import Fact
from data.models.past import TimeRange
from screens.boards.board import BoardScreen
from screens.boards.fact import FactScreen
from screens.frame import FRAME_STYLE, WIDE
from widgets.boards.board_detail import fact_lines, panel_lines
from widgets.boards.board_list import BoardList, Scene
from widgets.boards.board_order import ORDERS
from widgets.boards.board_range import Range, range_line
from widgets.boards.board_row import Setting
from widgets.boards.board_trend import trends
from widgets.charts.chart import chart_of
from widgets.charts.chart_view import ChartView
from widgets.filter_box import FilterBox
from widgets.frame.mode_bar import ModeBar
from widgets.line import Line, Span
from widgets.lines import Lines
from widgets.rows import RowList

_DAY = 86_400.0
_LATE = 0.1
"""A past that begins later than this share of its range does not reach back all the way."""


class DashboardScreen(BoardScreen):
    """Draws any board; the fact under the cursor is plotted below, or beside where there is room."""

    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "dashboard.tcss"]
    BINDINGS = [
        Binding("slash", "filter", "Filter", id="board.filter", tooltip="Show only facts with these words"),
        Binding("o", "order", "Order", show=False, id="board.order", tooltip="Sort anew; again: otherwise"),
        Binding(
            "escape",
            "clear",
            "Back",
            show=False,
            id="board.clear",
            tooltip="Drop cursor and filter; then to health",
        ),
    ]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-enough"), (36, "-tall")]

    def compose_body(self) -> ComposeResult:
        """What it is looked at with, the facts, the plot and the words about the fact."""
        yield Lines(id="range")
        with Container(id="halves"):
            yield BoardList(id="board")
            with Vertical(id="beneath"):
                yield ChartView(id="plot")
                with VerticalScroll(id="words", can_focus=False):
                    yield Lines(id="beside")
        yield FilterBox(placeholder="words in name, source, group, verdict or text", id="filter")

    @property
    def facts(self) -> BoardList:
        """The facts."""
        return self.query_one(BoardList)

    @property
    def plot(self) -> ChartView:
        """The plot of the fact under the cursor."""
        return self.query_one(ChartView)

    def chosen(self) -> Fact | None:
        """The fact under the cursor."""
        return self.facts.fact if self.laid_out else None

    def subject(self) -> str:
        """The fact under the cursor, by its name."""
        fact = self.chosen()
        return fact.name if fact else ""

    def show_board(self) -> None:
        """Sentence, list, plot."""
        board, seen, outlook = self.board, self.seen, self.outlook
        if board is None or seen is None or outlook is None:
            return
        self.say_board(board)
        setting = Setting(seen.at, self.zone, trends(seen, outlook), bool(self.against))
        self.facts.scene = Scene(board, setting, self.against, outlook.span.title)
        self._show_fact()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBox).open()

    def action_clear(self) -> None:
        """Drop the cursor of the plot, else the filter, else go back to health."""
        if self.plot.cursor is not None:
            self.plot.cursor = None
        elif self.facts.arranged.words:
            self.query_one(FilterBox).drop()
        else:
            self.post_message(ModeBar.Chosen("health"))

    def action_order(self) -> None:
        """Sort anew; where it was in order already, sort by the next order."""
        if not self.facts.held:
            order = ORDERS[(ORDERS.index(self.facts.arranged.order) + 1) % len(ORDERS)]
            self.facts.arranged = replace(self.facts.arranged, order=order)
        self.facts.put_in_order()
        self._tell_range()

    def action_read(self, step: int) -> None:
        """Move the cursor on the plot."""
        self.plot.move(step)

    def on_filter_box_filtered(self, event: FilterBox.Filtered) -> None:
        """Filter as it is typed."""
        self.facts.arranged = replace(self.facts.arranged, words=tuple(event.words.lower().split()))
        self._tell_range()
        if event.done:
            self.facts.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Show the fact whole."""
        if event.key and self.standing is not None:
            self.app.push_screen(FactScreen(self.standing, self.desk, self, event.key))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Plot the fact that the cursor has come to."""
        self.plot.cursor = None
        self._show_fact()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Lay out the words for the new width."""
        self.call_after_refresh(self.show_board)

    def on_board_list_fitted(self, event: BoardList.Fitted) -> None:
        """Other rows are out of sight."""
        self.call_after_refresh(self._tell_range)

    def _show_fact(self) -> None:
        fact, seen, outlook = self.chosen(), self.seen, self.outlook
        if seen is None or outlook is None:
            return
        chart = chart_of(fact, seen, outlook, self.against) if fact else None
        self.plot.content = () if chart else tuple(self._words(self.plot.size.width, titled=True))
        self.plot.chart = chart
        beside = self.query_one("#beside", Lines)
        if beside.size.width:
            beside.content = tuple(self._words(beside.size.width, titled=False)) if chart else ()
        self.call_after_refresh(self._tell_range)

    def _words(self, width: int, *, titled: bool) -> list[Line]:
        """What there is to say of the row under the cursor."""
        fact, panel = self.chosen(), self.facts.panel
        if fact is None or self.seen is None:
            return panel_lines(panel, width) if panel else []
        title: list[Line] = [(Span(fact.name, "strong"),)] if titled else []
        return [*title, *fact_lines(fact, self.seen.at, self.zone, width)]

    def _tell_range(self) -> None:
        if self.outlook is None:
            return
        shown = self.query_one("#range", Lines)
        above, below = self.facts.out_of_sight
        range_ = Range(
            self.outlook.span.title,
            self.against,
            self._past(self.outlook.span),
            words=" ".join(self.facts.arranged.words),
            hidden=self.facts.hidden,
            above=above,
            below=below,
            order=self.facts.arranged.order,
            held=self.facts.held,
        )
        shown.content = (range_line(range_, shown.size.width),)

    def _past(self, span: TimeRange) -> str:
        """Where the plotted past comes from, and since when there is one."""
        fact, chart = self.chosen(), self.plot.chart
        if fact is None or chart is None or fact.drawn is not None:
            return ""
        first = chart.series.times[0]
        told = self.desk.remembered(fact.source)
        if first - chart.start <= span.seconds * _LATE:
            return told
        began = chart.clock.time(first)
        day = f"{began:%a} {began.day} " if span.seconds > _DAY else ""
        return " · ".join(part for part in (f"only since {day}{began:%H:%M}", told) if part)
