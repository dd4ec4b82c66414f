"""All incidents; where exactly one is open, it is what is opened."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.types import CSSPathType

from screens.frame import FRAME_STYLE, FrameScreen
from screens.incidents.incident_desk import IncidentDesk
from widgets.frame.standing import Standing
from widgets.incidents.incident_list import IncidentList, in_order, sentence, still_open
from widgets.line import Span, line
from widgets.rows import RowList

_TICK = 20.0


class IncidentsScreen(FrameScreen):
    """The list, beneath the incident that is commanded."""

    TITLE = "Incidents"
    MODE = "incident"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "incidents.tcss"]
    BINDINGS = [
        Binding("i", "incident", "Declare", id="incidents.declare", tooltip="Declare an incident"),
        Binding("w", "watch", "Watch", id="incidents.watch", tooltip="The one under the cursor, big"),
    ]

    def __init__(self, standing: Standing, desk: IncidentDesk) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self.desk = desk
        self._arrived = True
        self._inner: FrameScreen | None = None

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield IncidentList(self._zone, self.desk.host, id="incidents")

    @property
    def rows(self) -> IncidentList:
        """The list."""
        return self.query_one(IncidentList)

    def on_mount(self) -> None:
        """How long they last grows."""
        self.set_interval(_TICK, self._tick)

    def on_screen_resume(self) -> None:
        """Whoever comes here wants the only one that is open; who comes back from one wants the list."""
        left, self._arrived = self._inner, False
        if left is None:
            self._arrived = True
        elif left not in self.app.screen_stack:
            self._inner = None

    def watch_entries(self) -> None:
        """Show what has been recorded."""
        self.show()

    def watch_snapshot(self) -> None:
        """The state of things has come."""
        self.show()

    def show(self) -> None:
        """Look at them all anew."""
        if not self.laid_out:
            return
        incidents = self.desk.incidents()
        self.rows.now = self.desk.time.now()
        self.rows.incidents = in_order(incidents)
        width = max(40, self.size.width - 2)
        self.say(sentence(incidents, width, recording=self.desk.recording))
        open_ = still_open(incidents)
        if self._arrived and self.is_current and self.snapshot is not None:
            self._arrived = False
            if len(open_) == 1:
                self.open(open_[0].id)

    def open(self, id: str) -> None:
        """Show one whole: to command it, or to look on where nothing may be recorded."""
        if not self.desk.recording:
            self.watch_one(id)
        elif self.standing is not None:
            from screens.incidents.incident import IncidentScreen  # noqa: PLC0415 - heavy: all that it is made of

            self._push(IncidentScreen(self.standing, self.desk, id))

    def watch_one(self, id: str) -> None:
        """Show one big, for those who look on."""
        from screens.incidents.incident_watcher import IncidentWatcher  # noqa: PLC0415 - only when first asked for

        if self.standing is not None:
            self._push(IncidentWatcher(self.standing, self.desk, id))

    def subject(self) -> str:
        """The incident under the cursor."""
        return self.rows.cursor or ""

    def trouble(self) -> str:
        """An incident is nothing that another one would be about."""
        return ""

    def action_incident(self) -> None:
        """Declare one."""
        if self.desk.recording:
            super().action_incident()
        else:
            self.say((line(Span("Nothing is recorded: this console only looks.", "warn")),))

    def action_watch(self) -> None:
        """Show the one under the cursor big."""
        if self.subject():
            self.watch_one(self.subject())

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Show it whole."""
        if event.key:
            self.open(event.key)

    def on_resize(self) -> None:
        """Lay out the words for the new width."""
        self.call_after_refresh(self.show)

    def _push(self, screen: FrameScreen) -> None:
        self._arrived, self._inner = False, screen
        self.app.push_screen(screen)

    def _tick(self) -> None:
        if self.is_current and still_open(self.rows.incidents):
            self.rows.now = self.desk.time.now()
            self.rows.rebuild()
