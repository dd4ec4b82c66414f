"""One incident: what a commander needs, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.types import CSSPathType

from data.incidents import intents
from data.incidents.room import Room
from screens.commanding import Command, Commanding
from screens.incident_messages import IncidentAsked
from widgets.countdown import hurried
from widgets.incident_clock import clock_block
from widgets.incident_head import IncidentHead, call_lines, head_line, roles_line, told_lines, warning_lines
from widgets.incident_matters import WHOLE, Matters
from widgets.incident_tabs import TABS, tab_line
from widgets.incident_timeline import Timeline, day_in
from widgets.line import Line, Span, line
from widgets.lines import Lines
from widgets.order_line import OrderLine
from widgets.rows import RowList
from widgets.standing import Standing

_WIDE, _TALL = 120, 30
_TICK = 1.0
_LATEST_S = 60.0
_PLACEHOLDER = "n note · @name task 20m · /command"


class IncidentScreen(Commanding):
    """The timeline and all else side by side where there is room, else one after the other."""

    TITLE = "Incident"
    MODE = "incident"
    CSS_PATH: ClassVar[CSSPathType | None] = ["frame.tcss", "incident.tcss"]
    AUTO_FOCUS = "Timeline"
    BINDINGS = [
        Binding("right,l,tab", "view(1)", "Next", id="incident.next", show=False, key_display="→"),
        Binding("left,shift+tab", "view(-1)", "Before", id="incident.before", show=False, key_display="←"),
        Binding(
            "c", "finish", "Done", id="incident.done", show=False, tooltip="The task or question is done"
        ),
        Binding(
            "w",
            "ask('watch')",
            "Watch",
            id="incident.watch",
            show=False,
            tooltip="Big, for those who look on",
        ),
        Binding("escape,backspace", "leave", "All incidents", id="incident.leave", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(_WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(_TALL, "-tall")]

    def __init__(self, standing: Standing, command: Command) -> None:
        super().__init__(standing, command)
        self._zone = standing.zone
        self._tab = 0
        self._looked = 0.0

    def compose_body(self) -> ComposeResult:
        """Clocks, tabs, the rows, and the line."""
        yield IncidentHead(id="head")
        yield Lines(id="state")
        yield Lines(id="clocks")
        yield Lines(id="tabs")
        with Container(id="body"):
            with Horizontal(id="halves"):
                yield Matters(id="matters")
                yield Timeline(self._zone, id="timeline")
            yield Lines(id="ways")
        yield OrderLine(_PLACEHOLDER)

    @property
    def timeline(self) -> Timeline:
        """What has happened."""
        return self.query_one(Timeline)

    @property
    def matters(self) -> Matters:
        """Everything else."""
        return self.query_one(Matters)

    @property
    def both(self) -> bool:
        """Whether there is room for both side by side."""
        return self.size.width >= _WIDE and self.size.height >= _TALL

    def on_mount(self) -> None:
        """Clocks run while somebody looks, and only as fast as they can be seen to."""
        self.query_one("#ways").display = False
        self.set_interval(_TICK, self._tick)

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
        self.room = self.command.look()
        self._looked = self.command.time.elapsed()
        if self.room is None:
            self.say((line(Span(f"No entry tells of {self.command.id}.", "warn")),))
            return
        self.say(())
        self._show_head(self.room)
        self._show_rows(self.room)

    def subject(self) -> str:
        """The incident."""
        return self.command.id

    def find(self, words: str) -> None:
        """Show only lines with these words."""
        self._tab = 0
        self.timeline.filter = words
        self._arrange()

    def back_to_rows(self) -> None:
        """The keys go to the rows that are seen."""
        (self.timeline if self.timeline.display else self.matters).focus()

    def action_view(self, step: int) -> None:
        """Show other rows, or go to the other half."""
        if self.both:
            (self.matters if self.timeline.has_focus else self.timeline).focus()
        else:
            self._tab = (self._tab + step) % len(TABS)
            self._arrange()
            self.back_to_rows()

    def action_finish(self) -> None:
        """Say that the task under the cursor is done, or answer the question."""
        section, _, id = self._under_cursor().partition("/")
        self.action_write({"tasks": f"/done {id} ", "questions": f"/answer {id} "}.get(section, "/done "))

    def action_leave(self) -> None:
        """Drop the search; else go back to the list."""
        if self.timeline.filter:
            self.timeline.filter = ""
            self._show_tabs()
        else:
            self.dismiss()

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
                self.post_message(IncidentAsked("outbox", self.command.id, id))
            case "runbooks":
                self.post_message(IncidentAsked("runbook", self.command.id, id))
            case "others":
                self.post_message(IncidentAsked("open", id))

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.call_after_refresh(self.show)

    def _under_cursor(self) -> str:
        return (self.matters.cursor or "") if self.matters.has_focus else ""

    def _tick(self) -> None:
        room = self.room
        if room is None or not self.is_current:
            return
        if hurried(room) or self.command.time.elapsed() - self._looked >= _LATEST_S:
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
            clocks.content = clock_block(room, width, 4 if self.size.height >= _TALL else 3)

    def _show_rows(self, room: Room) -> None:
        events = room.incident.timeline
        timeline = self.timeline
        if timeline.events != events:
            timeline.entries = {entry.id: entry for entry in self.entries}
            timeline.today = day_in(self._zone, events)
            timeline.events = events
        self.matters.room = room
        self._arrange()

    def _arrange(self) -> None:
        both, tab = self.both, TABS[self._tab]
        self.timeline.display = both or not tab.sections
        self.matters.display = both or bool(tab.sections)
        self.matters.sections = WHOLE if both or not tab.sections else tab.sections
        self._show_tabs()

    def _show_tabs(self) -> None:
        room = self.room
        if room is None:
            return
        found = self.timeline.filter
        tabs: list[Line] = [] if self.both else [tab_line(room, self._tab, self.size.width - 2)]
        if found:
            words = f"only lines with “{found}”: {self.timeline.hidden} hidden, esc shows all"
            tabs.append(line(Span(words, "warn")))
        self.query_one("#tabs", Lines).content = tuple(tabs)
