"""What has reached the players of a drill, to read once more: messages, calls, lines of logs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from data.drills.plays.telling import came_at
from data.models.entry import Entry
from data.safe import safe
from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines

_WIDE = 84
_ROOM = 100
"""Columns from which the wide form fits."""
_WAYS = {"message": "writes", "call": "calls"}


class MessagesRead(ModalScreen[None]):
    """The latest first."""

    CSS_PATH = ["modal.tcss", "drill.tcss"]
    BINDINGS = [Binding("escape,q,enter,M", "close", "Close", id="messages.close")]

    def __init__(self, entries: Sequence[Entry], starts: datetime, zone: ZoneInfo) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._starts = starts
        self._zone = zone

    def compose(self) -> ComposeResult:
        """One scrolling list."""
        with Vertical(classes="dialog wide page"), VerticalScroll():
            yield Lines(self._words())

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss()

    def _words(self) -> list[Line]:
        width = _WIDE if self.app.size.width >= _ROOM else WIDTH
        lines: list[Line] = [line(Span("What has reached you", "strong"), Span("   esc closes", "dim"))]
        if not self._entries:
            lines += [(), line("Nothing has, so far.")]
        for entry in sorted(
            self._entries, key=lambda each: (came_at(each, self._starts), each.id), reverse=True
        ):
            who = safe(str(entry.get("who") or ""))
            way = _WAYS.get(str(entry.get("way") or ""), "")
            head = f"{who} {way}".strip() or "Log"
            at = f"{came_at(entry, self._starts).astimezone(self._zone):%H:%M:%S}"
            lines += [(), line(Span(f"{at}  ", "dim"), Span(head, "heading"))]
            lines += wrap(safe(str(entry.get("words") or "")), width)
        return lines
