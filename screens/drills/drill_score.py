"""What a drill was worth: each line with its points, why, and when that was decided."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.types import CSSPathType

from data.drills.plays.telling import TITLES, second_words
from data.models.scenario import Scenario
from data.models.score import Score, ScoreLine
from screens.frame import FRAME_STYLE, FrameScreen
from widgets.frame.standing import Standing
from widgets.line import Line, Span, Tone, fit, line, wrap
from widgets.lines import Lines

_COSTLY = 3
_POINTS, _TITLE, _AT = 10, 20, 5
_GAP = "  "
_AFTERWARDS = "What happened when: ops-console drill debrief; over time: drill history."


class DrillScoreScreen(FrameScreen):
    """Total, lines, and what cost most."""

    TITLE = "Score"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "drill_score.tcss"]
    AUTO_FOCUS = "#score"
    BINDINGS = [Binding("escape,backspace", "leave", "Look around", id="score.leave")]

    def __init__(self, standing: Standing, scenario: Scenario, score: Score) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._scenario = scenario
        self._score = score
        self._lines = Lines(id="lines")

    def compose_body(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll(id="score"):
            yield self._lines

    def on_mount(self) -> None:
        """Say it first in one sentence."""
        total = self._score.total
        tone: Tone = "pass" if total >= 80 else "warn" if total >= 50 else "fail"
        self.say(
            (
                line(
                    Span(f"{total:g} of 100", tone),
                    f" · {self._scenario.title}",
                    Span("   q leaves, all is kept", "dim"),
                ),
            )
        )
        self._show()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.call_after_refresh(self._show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The drill is over: nothing is written any more."""
        return False if action in ("note", "incident") else super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Back to the console, to look around."""
        self.dismiss()

    def _show(self) -> None:
        width = max(60, self.size.width - 4)
        lines: list[Line] = []
        for each in self._score.lines:
            lines += _score_lines(each, width)
        worst = self._score.worst[:_COSTLY]
        if worst:
            lines += [(), line(Span("What cost most", "heading"))]
            for each in worst:
                lines += wrap(f"{each.of - each.points:g} points  {TITLES[each.mark]}: {each.why}", width)
        lines += [(), *wrap(_AFTERWARDS, width, "dim")]
        self._lines.content = tuple(lines)


def _score_lines(each: ScoreLine, width: int) -> list[Line]:
    """Points, what for, when, why: the why goes on below itself."""
    full = each.points >= each.of
    tone: Tone = "pass" if full else "fail" if each.points <= 0 else "warn"
    at = second_words(each.at) if each.at is not None else ""
    head = _POINTS + _TITLE + _AT + 3 * len(_GAP)
    first, *rest = wrap(each.why, max(20, width - head)) or [()]
    return [
        (
            Span(fit(f"{each.points:g} of {each.of:g}", _POINTS, right=True), tone),
            Span(_GAP),
            Span(fit(TITLES[each.mark], _TITLE), "strong"),
            Span(_GAP),
            Span(fit(at, _AT), "dim"),
            Span(_GAP),
            *first,
        ),
        *((Span(" " * head), *more) for more in rest),
    ]
