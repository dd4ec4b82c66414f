"""One fact of a board, opened: its plot, its words, what each policy makes of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.types import CSSPathType

from data.boards.outlook import Outlook
from data.models.board import Board, Fact
from data.models.snapshot import Snapshot
from screens.boards.board import BoardScreen
from screens.boards.board_desk import BoardDesk
from screens.frame import FRAME_STYLE
from widgets.boards.board_detail import fact_lines
from widgets.charts.chart import chart_of
from widgets.charts.chart_view import ChartView
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.lines import Lines


class FactScreen(BoardScreen):
    """Follows its fact from snapshot to snapshot; left and right read its plot."""

    TITLE = "Fact"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "fact.tcss"]
    AUTO_FOCUS = "VerticalScroll"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]
    BINDINGS = [
        Binding("escape,backspace", "app.pop_screen", "Back", id="fact.back"),
        Binding(
            "left,h",
            "read(-1)",
            "Read",
            id="fact.left",
            key_display="←→",
            tooltip="Read the plot",
            priority=True,
        ),
        Binding("right,l", "read(1)", "Read on", show=False, id="fact.right", priority=True),
    ]

    def __init__(self, standing: Standing, desk: BoardDesk, board: BoardScreen, key: str) -> None:
        super().__init__(standing, desk)
        self._of = board
        self._key = key
        self._fact: Fact | None = None
        self.MODE = board.MODE

    def compose_body(self) -> ComposeResult:
        """The plot above, everything else under it."""
        yield ChartView(id="plot")
        with VerticalScroll():
            yield Lines(id="detail")

    def on_mount(self) -> None:
        """Show at once what the board shows."""
        self.modes, self.now, self.snapshot = self._of.modes, self._of.now, self._of.snapshot

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """The board that the fact is of."""
        return self._of.make(snapshot, outlook)

    def chosen(self) -> Fact | None:
        """The fact."""
        return self._fact

    def subject(self) -> str:
        """The fact, by its name."""
        return self._fact.name if self._fact else ""

    def show_board(self) -> None:
        """The fact as it is now; what is gone stays as it was, and says so."""
        if self.board is None or self.seen is None or self.outlook is None:
            return
        fact = self.board.fact(self._key)
        gone: Line = () if fact else line(Span("It is not among the facts any more; so it was last.", "warn"))
        self._fact = fact or self._fact
        if self._fact is None:
            self.say((gone,))
            return
        panel = next((each.title for each in self.board.panels if fact in each.facts), "")
        title: Line = (Span(self._fact.name, "strong"), Span(f"   {panel}", "dim"))
        self.say((title, gone) if gone else (title,))
        plot, detail = self.query_one(ChartView), self.query_one("#detail", Lines)
        plot.chart = chart_of(self._fact, self.seen, self.outlook, self.against)
        plot.display = plot.chart is not None
        width = max(40, detail.size.width)
        signal = self._fact.series[1] if self._fact.series else ""
        opinions = self.desk.opinions(signal, self._fact.value, self._fact.unit) if signal else ()
        detail.content = tuple(fact_lines(self._fact, self.seen.at, self.zone, width, opinions))

    def action_read(self, step: int) -> None:
        """Move the cursor on the plot."""
        self.query_one(ChartView).move(step)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self.show_board)
