"""Working through a procedure: its steps, what goes on, and what has been done with which outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType

from data.models.entry import Entry
from data.models.runbook import Step
from data.models.runbook_run import RunbookRun
from data.procedures.runbooks.wording import minutes_words
from data.runbook_runs.order import shown
from screens.frame import FRAME_STYLE, WIDE
from screens.messages import CursorAt
from screens.runbooks.step_asking import RunbookContext
from screens.runbooks.step_keys import StepKeys
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.lines import Lines
from widgets.rows import RowList
from widgets.runbooks.live_lines import live_lines
from widgets.runbooks.run_words import changed_lines, run_heading, tail_words, waits_lines
from widgets.runbooks.step_list import StepList, Stretch
from widgets.runbooks.step_row import StepView, step_details
from widgets.runbooks.time_box import time_box

_TICK = 0.5


class RunbookRunScreen(StepKeys):
    """Follows the run wherever it is written from; its clock goes while somebody looks."""

    TITLE = "Runbook run"
    MODE = "runbooks"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "runbook_run.tcss"]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]

    def __init__(self, standing: Standing, about: RunbookContext) -> None:
        super().__init__(standing, about)
        self._zone = standing.zone
        self._stood: tuple[str, Sequence[Entry], float] = ("", (), 0.0)
        self._at: str | None = None
        self._known: RunbookRun | None = None
        self._busy = False
        self._heading: Line = ()
        self._live: tuple[Line, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The steps, what is known of one beside them where there is room, and the last word."""
        with Horizontal():
            yield StepList(self._zone, id="steps")
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield Lines(id="tail")

    def on_mount(self) -> None:
        """Let the clock and the output be seen to move."""
        self.set_interval(_TICK, self._tick)

    def watch_entries(self) -> None:
        """Somebody may have written of this run."""
        self.about.conductor.take(self.entries)
        self.show_run()

    def changed(self, words: str = "") -> None:
        """Something was done, or begun; `words` say what has gone wrong."""
        self.show_run()
        if words:
            self.tell(words)

    def show_run(self) -> None:
        """Show the run anew."""
        if not self.laid_out:
            return
        if self.run is not self._known:
            self._known, self.told = self.run, ()
        self._busy = self.about.conductor.busy
        self._show_steps()
        self._follow()
        self._heading = ()
        self._show_heading()
        self._show_tail()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Seen again."""
        super().on_screen_resume()
        self.show_run()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Let the place be kept."""
        self.told = ()
        self._show_tail()
        self._show_beside()
        if event.key and self.run.open and self.about.recording:
            self.post_message(CursorAt(self.run.id, event.key))

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self.show_run)

    def _follow(self) -> None:
        """Put the cursor where the run stands, once it has moved on; at first where somebody was."""
        if not self.steps.row_keys:
            return
        if self._at is None and self.about.cursor in self.steps.row_keys:
            self.steps.cursor = self.about.cursor
            if self.about.half_written(f"note:{self.about.cursor}"):
                self.action_note()
        elif self._at != self.run.at and self.run.at:
            self.steps.cursor = self.run.at
        self._at = self.run.at

    def _tick(self) -> None:
        if not self.is_current or not self.laid_out:
            return
        if self.about.conductor.busy is not self._busy:
            self.show_run()
        elif self._goes_on() != self._live:
            self._show_steps()
        self._show_heading()

    def _show_steps(self) -> None:
        self._live = self._goes_on()
        self.steps.stretches = self._stretches()
        self._show_beside()

    def _show_heading(self) -> None:
        heading = run_heading(self.run, self._clock())
        if heading != self._heading:
            self._heading = heading
            self.say((heading, *self._waits(), *changed_lines(self.run, self.about.conductor.runbook)))

    def _waits(self) -> tuple[Line, ...]:
        """What there is to do, or why there is nothing."""
        conductor, width = self.about.conductor, max(40, self.size.width - 2)
        if conductor.busy:
            return (line("It goes on. ", Span("t ends it", "accent")),)
        if self.run.open and not self.about.recording:
            return (line(Span("This console only looks: nothing is run or written.", "dim")),)
        return waits_lines(self.run, conductor.move, conductor.runbook.style, self._zone, width)

    def _clock(self) -> Span:
        """The time box of the step where the run stands, counted from the entry that led there."""
        at, time = self.run.at, self.about.time
        if self._stood[:2] != (at, self.entries):
            led = [each.at for each in self.entries if leads_to(each, self.run.id, at)]
            before = max(timedelta(), time.now() - max(led)).total_seconds() if led else 0.0
            self._stood = (at, self.entries, time.elapsed() - before)
        step = self.about.conductor.runbook.step(at)
        return time_box(time.elapsed() - self._stood[2], step.box if step else None)

    def _stretches(self) -> tuple[Stretch, ...]:
        book, known = self.about.conductor.runbook, set(self.run.steps)
        number = {id: at for at, id in enumerate(self.run.steps, 1)}
        stretches = [
            (
                phase.title,
                minutes_words(phase),
                tuple(self._view(step.id, number[step.id], step) for step in phase.steps if step.id in known),
            )
            for phase in book.phases
        ]
        gone = tuple(self._view(id, at, None) for id, at in number.items() if book.step(id) is None)
        return tuple(each for each in (*stretches, ("Gone", "", gone)) if each[2])

    def _view(self, id: str, number: int, step: Step | None) -> StepView:
        here = id == self.run.at
        argv = shown(step.command, self.about.conductor.values) if step else ()
        return StepView(id, number, step, self.run.record(id), here, argv, self._live if here else ())

    def _goes_on(self) -> tuple[Line, ...]:
        """What the command prints, or what the check has found so far."""
        elapsed, width = self.about.time.elapsed(), self.steps.size.width
        return live_lines(self.about.conductor, self.about.tried, elapsed, width, self._zone)

    def _show_tail(self) -> None:
        saved = max((each.at for each in self.entries if each.get("run") == self.run.id), default=None)
        me = self.standing.who.partition("@")[0] if self.standing else ""
        tail = self.told or tail_words(self.run, saved, self._zone, me)
        self.query_one("#tail", Lines).content = (tail,)

    def _show_beside(self) -> None:
        """On a wide screen what is known of a step stands beside the list, not within it."""
        beside = self.query_one("#beside", Lines)
        wide = beside.size.width > 0
        self.steps.unfold = not wide
        view = self.steps.view
        if wide and view is not None:
            beside.content = tuple(step_details(view, beside.size.width, self._zone, 0))


def leads_to(entry: Entry, run: str, step: str) -> bool:
    """Whether an entry is of the run, and of something before it came to stand at this step."""
    return entry.get("run") == run and entry.kind.startswith("runbook.") and entry.get("step") != step
