"""Health: every source, worst first, and the way into each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from screens.frame import FRAME_STYLE, WIDE, FrameScreen
from screens.health.fitting import Fitting, FittingScreen, nothing_fits
from screens.messages import AroundAsked, Hurry, SourceAsked
from widgets.filter_box import FilterBox
from widgets.frame.standing import REPLAYED, Standing
from widgets.health.gain_lines import GainLines
from widgets.health.health_sentence import health_sentence
from widgets.health.health_table import HealthTable
from widgets.health.ranking import ORDERS
from widgets.line import Line, Span
from widgets.lines import Lines
from widgets.rows import RowList, below

if TYPE_CHECKING:
    from data.boards.gain import Gain
    from data.models.snapshot import Snapshot
    from widgets.health.source_detail import History

_REST = 19.0
"""After looking around the sources, so many times as long it is not done again."""

Around = Callable[["Snapshot"], Sequence["Gain"]]
"""What stands around the sources at a moment."""


def _nothing(snapshot: Snapshot) -> Sequence[Gain]:
    return ()


class HealthScreen(FittingScreen):
    """The list of sources under its sentence."""

    TITLE = "Health"
    MODE = "health"
    CSS_PATH = [FRAME_STYLE, "health.tcss"]
    BINDINGS = [
        Binding("slash", "filter", "Filter", id="health.filter", tooltip="Show only rows with these words"),
        Binding(
            "g",
            "group",
            "Group",
            id="health.group",
            show=False,
            tooltip="Put rows under their groups",
        ),
        Binding("o", "order", "Order", id="health.order", tooltip="Sort anew; again: sort otherwise"),
        Binding(
            "p", "around", "Panels", id="health.around", tooltip="Availability, alerts, deployments, vendors"
        ),
        Binding("a", "ask", "Ask now", id="health.ask", tooltip="Ask all sources now"),
        Binding("escape", "clear", "Clear filter", id="health.clear", show=False),
    ]

    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]

    def __init__(
        self, standing: Standing, history: History, around: Around = _nothing, fitting: Fitting = nothing_fits
    ) -> None:
        super().__init__(fitting)
        self._history = history
        self._around = around
        self._looking = False
        self._rested = 0.0
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone

    def compose_body(self) -> ComposeResult:
        """The list, how much of it is out of sight, and the filter while it is typed."""
        with Horizontal():
            yield HealthTable(self._zone, id="health").data_bind(FrameScreen.snapshot)
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield GainLines(id="gains")
        yield Lines(id="tail")
        yield FilterBox(placeholder="words in name, kind, group, verdict or signal", id="filter")

    @property
    def table(self) -> HealthTable:
        """The list."""
        return self.query_one(HealthTable)

    def watch_snapshot(self) -> None:
        """Say anew what is wrong."""
        self._say()
        self.call_after_refresh(self._tell_tail)
        self._show_beside()
        if not self._looking:
            self._looking = True
            self.set_timer(max(0.01, self._rested - perf_counter()), self._look_around)

    def _look_around(self) -> None:
        """After the list has been drawn: it is what people come for."""
        self._looking = False
        if self.snapshot is None or not self.laid_out:
            return
        begun = perf_counter()
        self.query_one(GainLines).gains = tuple(self._around(self.snapshot))
        if self.look_for_fitting():
            self._say()
        self._rested = perf_counter() + (perf_counter() - begun) * _REST

    def _say(self) -> None:
        recorded = self.standing is not None and REPLAYED in self.standing.badges
        said = health_sentence(self.snapshot, self._zone, self.size.width - 2, recorded=recorded)
        self.say((*said, *self.fitting_lines()))

    def meant(self) -> str:
        """The source that somebody has gone to; while nobody has, all of them are meant."""
        return self.subject() if self.table.held else ""

    def subject(self) -> str:
        """The source under the cursor."""
        return self.table.cursor or ""

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBox).open()

    def action_clear(self) -> None:
        """Drop the filter."""
        self.query_one(FilterBox).drop()

    def action_group(self) -> None:
        """Group, or not."""
        self.table.grouped = not self.table.grouped
        self._tell_tail()

    def action_order(self) -> None:
        """Sort anew; where it was in order already, sort by the next order."""
        if not self.table.held:
            self.table.order = ORDERS[(ORDERS.index(self.table.order) + 1) % len(ORDERS)]
        self.table.put_in_order()
        self._tell_tail()

    def action_around(self) -> None:
        """Show the panels."""
        self.post_message(AroundAsked())

    def action_ask(self) -> None:
        """Ask everything now."""
        self.post_message(Hurry())

    def on_filter_box_filtered(self, event: FilterBox.Filtered) -> None:
        """Filter as it is typed."""
        self.table.filter = event.words
        self._tell_tail()
        if event.done:
            self.table.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Show the source whole."""
        if event.key:
            self.post_message(SourceAsked(event.key))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the source under the cursor beside the list."""
        self._show_beside()
        if self._matches:
            self._say()

    def _show_beside(self) -> None:
        if not self.laid_out:
            return
        beside = self.query_one("#beside", Lines)
        state = self.snapshot.source(self.subject()) if self.snapshot else None
        if state is None or self.snapshot is None or beside.size.width == 0:
            return
        first = (Span(state.name, "strong"),)
        from widgets.health.source_detail import source_lines  # noqa: PLC0415 - where there is room for it

        detail = source_lines(
            state, self.snapshot, self._zone, beside.size.width, self._history, state.leading
        )
        beside.content = (first, (), *detail)

    def on_resize(self) -> None:
        """The wide layout has the detail beside the list; the sentence says what fits into a line."""
        if self.snapshot is not None:
            self._say()
        self.call_after_refresh(self._show_beside)

    def _tell_tail(self) -> None:
        if not self.laid_out:
            return
        table = self.table
        more = below(table)
        parts = [f"↓ {more} more"] if more else []
        if table.filter:
            parts.append(f"filter “{table.filter}” hides {table.hidden}")
        parts.append(table.order + (", held still (o sorts anew)" if table.held else ""))
        tail: Line = (Span(" · ".join(parts), "dim"),)
        self.query_one("#tail", Lines).content = (tail,)
