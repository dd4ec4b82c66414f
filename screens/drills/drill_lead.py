"""The second terminal of a drill: what the players see, and beside it what they must not."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.types import CSSPathType

from data.drills.leaders.leading import LeadView
from data.drills.plays.telling import second_words
from data.models.scenario import Scenario
from widgets.drills.drill_glance import glance_lines, story_lines
from widgets.drills.drill_script import script_lines
from widgets.frame.key_bar import KeyBar
from widgets.line import Line, Span, line
from widgets.lines import Lines

_WIDE = 110
_EDGE = 4
_GLANCE = 9
"""Rows of the players' part at most, where the script stands below it."""


class LeadAsked(Message):
    """Something is to be done in the drill; `value` is a speed, where one is meant."""

    def __init__(self, what: str, value: float = 0.0) -> None:
        super().__init__()
        self.what = what
        self.value = value


class DrillLeadScreen(Screen[None]):
    """Players on the left or above, the script on the right or below."""

    CSS_PATH: ClassVar[CSSPathType | None] = "drill_lead.tcss"
    AUTO_FOCUS = "#script"
    BINDINGS = [
        Binding("P,p,f8", "ask('time')", "Stop or go on", key_display="P", id="lead.time"),
        Binding("1", "ask('speed', 1)", show=False),
        Binding("2", "ask('speed', 2)", show=False),
        Binding("5", "ask('speed', 5)", show=False),
        Binding(
            "0", "ask('speed', 10)", "Speed", key_display="1 2 5 0", id="lead.speed", tooltip="1, 2, 5 or 10×"
        ),
        Binding("i", "ask('inject')", "Inject", id="lead.inject", tooltip="Have something happen now"),
        Binding("a", "ask('answer')", "Answer", id="lead.answer", tooltip="As a colleague whom they asked"),
        Binding("n", "ask('note')", "Note", id="lead.note", tooltip="For the debrief; no player sees it"),
        Binding("q", "app.quit", "Leave", id="lead.leave", tooltip="The drill goes on"),
        Binding("question_mark", "app.keys", "Keys", id="lead.keys", tooltip="Show every key of this screen"),
    ]

    view: var[LeadView | None] = var(None, init=False)
    """The moment that is shown."""

    def __init__(self, scenario: Scenario, zone: ZoneInfo) -> None:
        super().__init__()
        self._scenario = scenario
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Head, two parts, keys."""
        yield Lines(id="head")
        with Container(id="columns"):
            with VerticalScroll(id="players"):
                yield Lines(id="glance")
            with VerticalScroll(id="script"):
                yield Lines(id="cues")
        yield KeyBar()

    def on_resize(self) -> None:
        """Lay out for the new size, side by side where there is room."""
        self.set_class(self.size.width < _WIDE, "narrow")
        self.call_after_refresh(self._show)

    def watch_view(self) -> None:
        """Show the new moment."""
        self._show()

    def action_ask(self, what: str, value: float = 0.0) -> None:
        """Pass the wish on."""
        self.post_message(LeadAsked(what, value))

    def _show(self) -> None:
        view = self.view
        if view is None or not self.query("#glance"):
            return
        narrow = self.size.width < _WIDE
        width = self.size.width - _EDGE if narrow else self.size.width // 2 - _EDGE
        glance = glance_lines(view.glance, view.policy, width, self._zone, brief=narrow)
        heading = line(Span("What the players see", "heading"))
        self._put("#head", (self._head(view),))
        self._put("#glance", (heading, *glance))
        self.query_one("#players").styles.height = min(_GLANCE, len(glance) + 1) if narrow else "100%"
        self._put(
            "#cues",
            (
                line(Span("The script", "heading"), Span("  no player sees this", "dim")),
                *script_lines(view.cues, width),
                (),
                *story_lines(self._scenario.story, width),
            ),
        )

    def _put(self, place: str, lines: tuple[Line, ...]) -> None:
        block = self.query_one(place, Lines)
        if block.content != lines:
            block.content = lines

    def _head(self, view: LeadView) -> Line:
        at = f"{second_words(view.second)} of {second_words(self._scenario.lasts)}"
        return line(
            Span(" DRILL ", "warn"),
            Span(" you lead ", "strong"),
            Span(f" {at} ", "accent"),
            Span(f"{_pace(view)}  ", "warn" if _pace(view).isupper() else "plain"),
            Span(f"orders are not saved: {view.unsaved}  " if view.unsaved else "", "fail"),
            Span(self._scenario.title, "dim"),
        )


def _pace(view: LeadView) -> str:
    """How fast time goes, or why it does not."""
    time = view.time
    if time is None:
        return "WAITING"
    if time.ended:
        return "ENDED"
    if not view.alive:
        return "LEFT"
    return f"{time.speed:g}×" if time.running else "PAUSED"
