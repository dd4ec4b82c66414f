"""The alert desk: everything that fires or deviates, what waits for an answer first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType

from data.alerts.clock import running
from data.alerts.desk import Desk
from data.alerts.grouping import groupings
from data.models.policy import Policy
from screens.alerts.alert_keys import AlertKeys, Look, block
from screens.frame import FRAME_STYLE, WIDE
from screens.messages import AlertAsked
from widgets.alerts.alert_list import AlertList
from widgets.alerts.alert_past import past_rows
from widgets.alerts.alert_sentence import alert_sentence
from widgets.filter_box import FilterBox
from widgets.frame.standing import Standing
from widgets.line import Span, line
from widgets.lines import Lines
from widgets.rows import RowList, below

_TICK = 1.0


class AlertsScreen(AlertKeys):
    """The list under its sentence; the alert under the cursor beside it where there is room."""

    TITLE = "Alerts"
    MODE = "alerts"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "alerts.tcss"]
    BINDINGS = [
        Binding(
            "g", "group", "Group", id="alerts.group", show=False, tooltip="By name, by a label, by source"
        ),
        Binding("H", "past", "Past", id="alerts.past", tooltip="What has resolved and what was done"),
        Binding("slash", "filter", "Filter", id="alerts.filter", tooltip="Words; owner, label=value, state"),
        Binding("o", "order", "Order", id="alerts.order", show=False, tooltip="Sort anew"),
        Binding("escape", "clear", "Clear", id="alerts.clear", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]

    def __init__(self, standing: Standing, look: Look, policies: Sequence[Policy]) -> None:
        super().__init__(standing, look, policies)
        self._desk: Desk | None = None
        self._past = False

    def compose_body(self) -> ComposeResult:
        """The list, how much of it is out of sight, and the filter while it is typed."""
        with Horizontal():
            yield AlertList(id="alerts")
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield Lines(id="tail")
        yield FilterBox(placeholder="words in name, label=value, owner, source or state", id="filter")

    @property
    def alerts(self) -> AlertList:
        """The list."""
        return self.query_one(AlertList)

    def on_mount(self) -> None:
        """Clocks run while somebody looks, and only as fast as they can be seen to."""
        self.set_interval(_TICK, self._tick)

    def watch_snapshot(self) -> None:
        """Show what is new."""
        self.show()

    def watch_entries(self) -> None:
        """Show who has done what."""
        self.show()

    def show(self) -> None:
        """Look at the desk anew."""
        if self.snapshot is None or not self.laid_out:
            return
        desk, memory = self.look()
        self._desk = desk
        self.say(alert_sentence(desk))
        self.alerts.past = past_rows(desk, memory) if self._past else None
        self.alerts.desk = desk
        self.call_after_refresh(self._tell_tail)
        self._show_beside()

    def subject(self) -> str:
        """The alert or silence under the cursor."""
        return "" if self._past else self.alerts.cursor or ""

    def action_group(self) -> None:
        """Group by the next thing there is to group by."""
        if self._desk is not None:
            ways = groupings(self._desk.cases)
            at = ways.index(self.alerts.by) if self.alerts.by in ways else 0
            self.alerts.by = ways[(at + 1) % len(ways)]
            self._tell_tail()

    def action_order(self) -> None:
        """Sort anew."""
        self.alerts.put_in_order()
        self._tell_tail()

    def action_past(self) -> None:
        """Show what is over, or the desk again."""
        self._past = not self._past
        self.show()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBox).open()

    def action_clear(self) -> None:
        """Back to the desk, all of it."""
        self._past = False
        self.query_one(FilterBox).drop()
        self.show()

    def on_filter_box_filtered(self, event: FilterBox.Filtered) -> None:
        """Filter as it is typed."""
        self.alerts.filter = event.words
        self._tell_tail()
        if event.done:
            self.alerts.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Show it whole."""
        if self.subject():
            self.post_message(AlertAsked("open", self.subject()))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show what is under the cursor beside the list."""
        self._show_beside()

    def on_resize(self) -> None:
        """The wide layout has the detail beside the list."""
        self.call_after_refresh(self._show_beside)

    def _tick(self) -> None:
        desk = self._desk
        if desk is None or not self.is_current:
            return
        now = self.look()[0].now
        if now.minute != desk.now.minute or any(running(case, now) for case in desk.waiting):
            self.show()

    def _show_beside(self) -> None:
        beside = self.query_one("#beside", Lines)
        if self._desk is not None and beside.size.width:
            beside.content = block(self._desk, self.subject(), self.policies, beside.size.width)

    def _tell_tail(self) -> None:
        if self._desk is None:
            return
        self.query_one("#tail", Lines).content = (
            line(Span(" · ".join(_tail(self.alerts, self._desk, past=self._past)), "dim")),
        )


def _tail(alerts: AlertList, desk: Desk, *, past: bool) -> list[str]:
    """What stands below the list: how much of it is out of sight, filtered, or never came."""
    more = below(alerts)
    parts = [f"↓ {more} more"] if more else []
    if past:
        return [*parts, "what is over, the latest first; esc goes back"]
    if alerts.filter:
        parts.append(f"filter “{alerts.filter}” hides {alerts.hidden}")
    parts += [f"{source} shows {some:,} of {total:,}" for source, some, total in desk.cut]
    return [*parts, f"grouped by {alerts.by} (g)", *(["held still (o sorts anew)"] if alerts.held else [])]
