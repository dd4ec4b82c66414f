"""What a commander can do about an incident: keys begin a line, a line becomes entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widget import Widget

from data.errors import UsageError
from data.incidents import intents
from data.incidents.completion import Known, choices
from data.incidents.orders import ORDERS, people_of
from data.incidents.preview import preview
from data.incidents.room import Room
from data.incidents.typed import Typed, typed
from screens.frame import FrameScreen
from screens.incidents.half_lines import HalfLines
from screens.incidents.incident_desk import IncidentDesk
from screens.incidents.incident_messages import IncidentAsked
from screens.messages import Record
from screens.modals.ask_text import AskText
from screens.modals.orders import Orders
from widgets.frame.standing import Standing
from widgets.incidents.order_line import OrderLine, refusal_lines, ways_lines
from widgets.line import Line, Span, line
from widgets.lines import Lines

if TYPE_CHECKING:
    from data.models.entry import Draft

_ONLY_LOOKS = "nothing is recorded: this console only looks"
STARTS = ("", "@", *(f"/{order.name}" for order in ORDERS), "/")
"""How lines can begin, in the order in which one that was begun is shown again."""
_FREE = "enter writes a note · @name gives a task · / shows the commands"


class Commanding(FrameScreen):
    """The keys and the line; what is shown is its subclass's."""

    BINDINGS = [
        Binding("n", "write('')", "Note", id="incident.note", tooltip="Write a line into the timeline"),
        Binding(
            "t", "write('@')", "Task", id="incident.task", tooltip="Give one person a task: @bo what 20m"
        ),
        Binding(
            "u", "ask('update')", "Update", id="incident.update", tooltip="Write to customers or the team"
        ),
        Binding(
            "e", "write('/escalate ')", "Escalate", id="incident.escalate", tooltip="Whom to call, and how"
        ),
        Binding("r", "ask('runbook')", "Runbook", id="incident.runbook", tooltip="Run a runbook"),
        Binding("h", "ask('handover')", "Handover", id="incident.handover", tooltip="Hand the command over"),
        Binding("s", "write('/severity ')", "Severity", id="incident.severity", show=False),
        Binding(
            "m",
            "write('/status ')",
            "Status",
            id="incident.status",
            show=False,
            tooltip="How far it has come",
        ),
        Binding("a", "acknowledge", "Ack", id="incident.ack", show=False, tooltip="Somebody answers: you"),
        Binding(
            "R",
            "write('/resolve ')",
            "Resolve",
            id="incident.resolve",
            show=False,
            tooltip="The service is well",
        ),
        Binding("at", "write('@')", "Task", id="incident.at", show=False, key_display="@"),
        Binding("i", "incident", "Another", id="incident.another", show=False, tooltip="Declare another"),
        Binding("slash", "write('/')", "Command", id="incident.command", show=False, tooltip="Every command"),
        Binding(
            "f", "write('/find ')", "Find", id="incident.find", show=False, tooltip="Lines with these words"
        ),
    ]

    def __init__(self, standing: Standing, desk: IncidentDesk, id: str) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.desk = desk
        self.incident = id
        self.room: Room | None = None
        self.half = HalfLines(partial(desk.half_written, id))
        self.came_from: Widget | None = None

    @property
    def order_line(self) -> OrderLine:
        """Where a commander types."""
        return self.query_one(OrderLine)

    def trouble(self) -> str:
        """An incident is nothing that another one would be about."""
        return ""

    def find(self, words: str) -> None:
        """Show only lines with these words. Override."""

    def back_to_rows(self) -> None:
        """Give the keys back to the rows. Override."""

    def action_write(self, start: str) -> None:
        """Begin a line, or go on with the one that was begun so."""
        if not self.desk.recording and start != "/find ":
            self.told(_ONLY_LOOKS)
            return
        self.came_from = self.focused
        self.order_line.open(self.half.open(start))
        self._show_ways(self.order_line.input.value)

    def action_ask(self, act: str) -> None:
        """Have something opened."""
        self._open(act, "")

    def action_acknowledge(self) -> None:
        """Somebody answers."""
        if self.room is not None:
            self.record(
                intents.acknowledge(self.room.incident), otherwise="somebody has acknowledged it already"
            )

    def on_order_line_typed(self, event: OrderLine.Typed) -> None:
        """Keep what is typed, and show how it can go on."""
        event.stop()
        if not self.order_line.input.has_focus:
            return
        kept = self.half.typed(event.text)
        self.post_message(AskText.Typed(self.incident, self.half.key, kept))
        self._show_ways(event.text)

    def on_order_line_given(self, event: OrderLine.Given) -> None:
        """Record what was typed, or say why not and leave it where it is."""
        event.stop()
        if not event.text.strip():
            self._leave()
            return
        found = self._typed(event.text)
        if found is None or found.refusal:
            self._ways(refusal_lines(found.refusal if found else _ONLY_LOOKS, self.size.width))
            return
        key = self.half.given()
        if found.opens:
            self.post_message(AskText.Typed(self.incident, key, ""))
            self._leave()
            self._open(found.opens, found.words)
        else:
            self.post_message(Record(found.drafts, self.incident, key))
            self._leave()
            self.told("saving…")

    def on_order_line_left(self, event: OrderLine.Left) -> None:
        """What is typed stays."""
        event.stop()
        self._leave()

    def record(self, drafts: Sequence[Draft], otherwise: str = "") -> None:
        """Hand entries over; say `otherwise` where there is nothing to record."""
        if not self.desk.recording:
            self.told(_ONLY_LOOKS)
        elif drafts:
            self.post_message(Record(drafts))
        else:
            self.told(otherwise)

    def attempt(self, make: Callable[[], list[Draft]], otherwise: str = "") -> None:
        """Record what an intent gives; say why not where it refuses."""
        try:
            self.record(make(), otherwise)
        except UsageError as error:
            self.told(error.told)

    def told(self, words: str) -> None:
        """Say something above the line until the next key."""
        self._ways((line(Span(f"  {words}", "warn" if words != "saving…" else "dim")),) if words else ())

    def _typed(self, text: str) -> Typed | None:
        room = self.room
        if room is None or not (self.desk.recording or text.startswith("/find")):
            return None
        return typed(text, room.incident, room.policy, people_of(room.incident, self._known(room).people))

    def _known(self, room: Room, text: str = "") -> Known:
        callees = tuple(
            dict.fromkeys([*room.escalate, *(one for each in room.callees.values() for one in each)])
        )
        names = (*(each.name for each in room.contacts), *(each.role for each in callees))
        return Known(names, callees, tuple(self.desk.runbooks()) if text.startswith("/r") else ())

    def _show_ways(self, text: str) -> None:
        room = self.room
        if room is None:
            return
        bar = self.order_line
        bar.choices = choices(text, room.incident, room.policy, self._known(room, text))
        found = self._typed(text) if text.strip() else None
        words: Line = line(Span(f"  {preview(found, room.incident) if found else _FREE}", "dim"))
        self._ways(ways_lines(bar.choices, bar.marked, words, self.size.width))

    def _ways(self, lines: tuple[Line, ...]) -> None:
        ways = self.query_one("#ways", Lines)
        ways.display = bool(lines)
        ways.content = lines

    def _leave(self) -> None:
        self._ways(())
        self.back_to_rows()
        self.order_line.put(self.half.waiting(STARTS))

    def _open(self, opens: str, words: str) -> None:
        match opens:
            case "find":
                self.find(words)
            case "help":
                self.app.push_screen(Orders())
            case "update" | "pager" | "runbook" | "handover" | "report" | "review" | "outbox":
                self.post_message(IncidentAsked(opens, self.incident, words))
