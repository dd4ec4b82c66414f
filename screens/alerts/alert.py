"""One alert or silence, opened from the desk: everything known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.types import CSSPathType

from data.models.policy import Policy
from screens.alerts.alert_keys import AlertKeys, Look, block
from screens.frame import FRAME_STYLE
from widgets.alerts.alert_sentence import alert_sentence
from widgets.frame.standing import Standing
from widgets.lines import Lines

_TICK = 1.0


class AlertScreen(AlertKeys):
    """One scrolling block, as it is now."""

    TITLE = "Alert"
    MODE = "alerts"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "alerts.tcss"]
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [Binding("escape,backspace", "app.pop_screen", "Back", id="alert.back")]

    def __init__(self, key: str, standing: Standing, look: Look, policies: Sequence[Policy]) -> None:
        super().__init__(standing, look, policies)
        self._key = key

    def compose_body(self) -> ComposeResult:
        """The block."""
        with VerticalScroll(id="whole"):
            yield Lines(id="detail")

    def on_mount(self) -> None:
        """Its clock runs while somebody looks."""
        self.set_interval(_TICK, self._show)

    def watch_snapshot(self) -> None:
        """Show what is new."""
        self._show()

    def watch_entries(self) -> None:
        """Show what was done."""
        self._show()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self._show)

    def subject(self) -> str:
        """This alert."""
        return self._key

    def _show(self) -> None:
        if self.snapshot is None or not self.is_current:
            return
        desk, _ = self.look()
        self.say(alert_sentence(desk))
        detail = self.query_one("#detail", Lines)
        detail.content = block(desk, self._key, self.policies, max(40, detail.size.width))
