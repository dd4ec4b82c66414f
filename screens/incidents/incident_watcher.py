"""An incident on a projector, or in a console that only looks: no line to type on, nothing to change."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.types import CSSPathType

from data.incidents.room import Room
from screens.frame import FRAME_STYLE, FrameScreen
from screens.incidents.incident_desk import IncidentDesk
from widgets.countdown import hurried
from widgets.frame.standing import Standing
from widgets.incidents.incident_big import BigIncident
from widgets.incidents.incident_head import warning_lines
from widgets.line import Span, line

_TICK = 1.0
_LATEST_S = 30.0


class IncidentWatcher(FrameScreen):
    """Looks on."""

    TITLE = "Incident, looking on"
    MODE = "incident"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "incident.tcss"]
    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape,backspace,w", "leave", "Back", id="watcher.leave")]

    def __init__(self, standing: Standing, desk: IncidentDesk, id: str) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.desk = desk
        self.incident = id
        self._room: Room | None = None
        self._looked = 0.0

    def compose_body(self) -> ComposeResult:
        """All of it in one block."""
        yield BigIncident(id="big")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is written from here."""
        return False if action in ("note", "incident") else super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Clocks run while somebody looks."""
        self.set_interval(_TICK, self._tick)
        self.desk.read(self.incident)

    def watch_snapshot(self) -> None:
        """Show what is new."""
        self.show()

    def watch_entries(self) -> None:
        """Show what has been recorded."""
        self.show()

    def show(self) -> None:
        """Look at the incident anew."""
        if not self.laid_out:
            return
        self._room = self.desk.look(self.incident)
        self._looked = self.desk.time.elapsed()
        if self._room is None:
            self.say((line(Span(f"No entry tells of {self.incident}.", "warn")),))
            return
        self.say(warning_lines(self._room, max(40, self.size.width - 2), keys=False)[:2])
        self.query_one(BigIncident).room = self._room

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def _tick(self) -> None:
        if self._room is None or not self.is_current:
            return
        if hurried(self._room) or self.desk.time.elapsed() - self._looked >= _LATEST_S:
            self.show()
