"""One incident: what a commander needs, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.types import CSSPathType

from data.incidents import intents
from data.incidents.room import Room
from screens.frame import FRAME_STYLE
from screens.incidents.commanding import STARTS
from screens.incidents.incident_desk import IncidentDesk
from screens.incidents.incident_layout import TALL, IncidentLayout
from screens.incidents.incident_messages import IncidentAsked
from widgets.countdown import hurried
from widgets.frame.standing import Standing
from widgets.incidents.incident_clock import clock_block
from widgets.incidents.incident_head import (
    IncidentHead,
    call_lines,
    head_line,
    roles_line,
    told_lines,
    warning_lines,
)
from widgets.incidents.incident_timeline import day_in
from widgets.line import Span, line
from widgets.lines import Lines
from widgets.rows import RowList

_TICK = 1.0
_LATEST_S = 60.0


class IncidentScreen(IncidentLayout):
    """The timeline and all else side by side where there is room, else one after the other."""

    TITLE = "Incident"
    MODE = "incident"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "incident.tcss"]
    AUTO_FOCUS = "Timeline"
    BINDINGS = [
        Binding(
            "c", "finish", "Done", id="incident.done", show=False, tooltip="The task or question is done"
        ),
        Binding(
            "w",
            "watch",
            "Watch",
            id="incident.watch",
            show=False,
            tooltip="Big, for those who look on",
        ),
    ]

    def __init__(self, standing: Standing, desk: IncidentDesk, id: str) -> None:
        super().__init__(standing, desk, id)
        self._looked = 0.0
        self._painted = False

    def on_mount(self) -> None:
        """Clocks run while somebody looks, and only as fast as they can be seen to."""
        self.query_one("#ways").display = False
        self.order_line.put(self.half.waiting(STARTS))
        self.set_interval(_TICK, self._tick)
        self.desk.read(self.incident)

    def watch_snapshot(self) -> None:
        """Show what is new."""
        self.show()

    def watch_entries(self) -> None:
        """Show what has been recorded."""
        self.show()
        if not self.order_line.input.has_focus:
            self.told("")

    def show(self) -> None:
        """Look at the incident anew."""
        if not self.laid_out:
            return
        self.room = self.desk.look(self.incident)
        self._looked = self.desk.time.elapsed()
        if self.room is None:
            self.say((line(Span(f"No entry tells of {self.incident}.", "warn")),))
            return
        self.say(())
        self._show_head(self.room)
        self._show_rows(self.room)

    def subject(self) -> str:
        """The incident."""
        return self.incident

    def action_finish(self) -> None:
        """Say that the task under the cursor is done, or answer the question."""
        section, _, id = self._under_cursor().partition("/")
        self.action_write({"tasks": f"/done {id} ", "questions": f"/answer {id} "}.get(section, "/done "))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Do what there is to do with a row."""
        section, _, id = (event.key or "").partition("/")
        room = self.room
        if room is None:
            return
        match section:
            case "tasks":
                task = room.incident.task(id)
                if task is not None and task.acknowledged is None and task.done is None:
                    self.attempt(lambda: intents.take_task(room.incident, id))
                else:
                    self.action_finish()
            case "questions":
                self.action_finish()
            case "words":
                self.action_ask("update")
            case "letters":
                self.post_message(IncidentAsked("outbox", self.incident, id))
            case "runbooks":
                self.post_message(IncidentAsked("runbook", self.incident, id))
            case "others":
                self.post_message(IncidentAsked("open", id))

    def action_watch(self) -> None:
        """Show it big, for those who look on."""
        from screens.incidents.incident_watcher import IncidentWatcher  # noqa: PLC0415 - only when first asked for

        if self.standing is not None:
            self.app.push_screen(IncidentWatcher(self.standing, self.desk, self.incident))

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.call_after_refresh(self.show)

    def _under_cursor(self) -> str:
        return (self.matters.cursor or "") if self.matters.has_focus else ""

    def _tick(self) -> None:
        room = self.room
        if room is None or not self.is_current:
            return
        if hurried(room) or self.desk.time.elapsed() - self._looked >= _LATEST_S:
            self.show()

    def _show_head(self, room: Room) -> None:
        width = max(40, self.size.width - 2)
        warnings = told_lines(warning_lines(room, width), 6 if self.both else 2)
        calls = call_lines(room, width, 3 if self.both else 1)
        self.query_one(IncidentHead).content = (head_line(room, width),)
        self.query_one("#state", Lines).content = (roles_line(room, width), *warnings, *calls)
        clocks = self.query_one("#clocks", Lines)
        clocks.display = not self.both
        if not self.both:
            clocks.content = clock_block(room, width, 4 if self.size.height >= TALL else 3)

    def _show_rows(self, room: Room) -> None:
        events = room.incident.timeline
        timeline = self.timeline
        timeline.entries = self.entries
        if timeline.events != events:
            timeline.today = day_in(self._zone, events)
            timeline.events = events
        if self._painted:
            self.matters.next_words = tuple(self.desk.words(room))
        else:  # templates are read behind the first picture
            self._painted = True
            self.call_after_refresh(self.show)
        self.matters.room = room
        self.lay_out()
