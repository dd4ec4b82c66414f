"""What is asked of a person at a step: values, reasons, answers, and the yes to a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from data.errors import OpsError, UsageError
from data.models.command_line import Gap, Word
from data.models.entry import Draft
from data.models.runbook_run import RunbookRun
from data.procedures.finding import Finding
from data.procedures.runbooks.gaps import refusal
from data.runbook_runs import intents
from data.runbook_runs.conductor import Conductor
from data.timekeeping import Timekeeper
from screens.frame import FrameScreen
from screens.modals.ask_text import AskText
from screens.modals.confirm_command import ConfirmCommand, Confirmed
from screens.runbooks.runbook_messages import CommandConfirmed, RunbookWritten
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.lines import Lines
from widgets.runbooks.step_list import StepList


@dataclass(frozen=True, slots=True)
class RunbookContext:
    """What a run is worked through with.

    `tried` are the attempts of the check that goes on, each with its moment; `half_written` gives the
    text that was begun under a key; `recording` is False where nothing may be run or written.
    """

    conductor: Conductor
    time: Timekeeper
    cursor: str = ""
    half_written: Callable[[str], str] = lambda key: ""
    tried: list[tuple[datetime, Finding]] = field(default_factory=list)
    recording: bool = True


class StepAsking(FrameScreen):
    """A run, and the dialogs about the step where it stands."""

    def __init__(self, standing: Standing, about: RunbookContext) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.about = about
        self.told: Line = ()

    @property
    def run(self) -> RunbookRun:
        """The run as it stands."""
        return self.about.conductor.run

    @property
    def steps(self) -> StepList:
        """The steps."""
        return self.query_one(StepList)

    def subject(self) -> str:
        """The step under the cursor."""
        return self.steps.cursor or ""

    def tell(self, words: str) -> None:
        """Say something in the last line; it stands there until the next move or entry."""
        self.told = line(Span(words, "warn"))
        self.query_one("#tail", Lines).content = (self.told,)

    def at_step(self) -> bool:
        """Whether the cursor is where the run stands; else it is put there, and that is told."""
        here = self.run.at
        if not here or self.subject() == here:
            return True
        self.steps.cursor = here
        self.call_after_refresh(self.tell, "The run stands here; press the key again.")
        return False

    def ask(self, question: str, key: str, make: Callable[[str], list[Draft]], hint: str = "") -> None:
        """Ask for a line; what `make` makes of it is recorded."""
        self._ask(question, key, lambda text: self.write(lambda: make(text), key), hint)

    def write(self, make: Callable[[], list[Draft]], key: str = "") -> None:
        """Hand over what an intent gives; say why not where it refuses."""
        try:
            drafts = make()
        except UsageError as error:
            self.tell(f"{error.told}.")
        else:
            self.post_message(RunbookWritten(self.run.id, drafts, key))

    def ask_responder(self) -> None:
        """Ask who answers the challenge, and then what."""
        step, book = self.run.at, self.about.conductor.runbook

        def named(who: str) -> None:
            self.ask(
                f"What does {who} answer?",
                f"answer:{step}",
                lambda said: intents.answer(book, self.run, step, who, said),
            )

        self._ask("Who answers? Ask aloud, and wait for the answer.", f"responder:{step}", named)

    def ask_values(self, words: Sequence[Word], then: Callable[[], None]) -> None:
        """Ask what stands for each of these gaps, one after another; then go on."""
        if not words:
            then()
            return
        word, *rest = words
        gap, conductor = word.gap, self.about.conductor
        if gap is None or gap is Gap.ENV:
            self.ask_values(rest, then)
            return

        def given(value: str) -> None:
            try:
                conductor.fill({word.name: value})
            except UsageError as error:
                self.tell(f"{error.told}.")
                return
            self.show_run()
            self.ask_values(rest, then)

        question = f"What stands for {word}?"
        hint = f"It {allowed(gap)}. It reaches the program as this one argument; no shell reads it."
        known = conductor.values.get(word.name, "")
        self._ask(question, f"gap:{word.name}", given, hint, known, lambda value: refusal(gap, value))

    def confirm_command(self) -> None:
        """Show exactly what would be run now, and take a yes to that alone."""
        conductor = self.about.conductor
        step = conductor.move.step
        if step is None:
            return
        try:
            order = conductor.order(step.id)
        except OpsError as error:
            self.tell(f"{error.told}.")
            return

        def answered(answer: Confirmed | None) -> None:
            if answer is None:
                self.tell("Nothing was run.")
            else:
                self.post_message(CommandConfirmed(self.run.id, step.id, *answer))

        who = self.standing.who if self.standing else ""
        self.app.push_screen(ConfirmCommand(order, step.title, who, drill=self.run.drill), answered)

    def show_run(self) -> None:
        """Show the run anew; its subclass knows how."""

    def _ask(
        self,
        question: str,
        key: str,
        act: Callable[[str], None],
        hint: str = "",
        known: str = "",
        refused: Callable[[str], str] = lambda text: "",
    ) -> None:
        initial = self.about.half_written(key) or known
        dialog = AskText(question, place=self.run.id, key=key, hint=hint, initial=initial, refusal=refused)
        self.app.push_screen(dialog, lambda text: act(text) if text else None)


def allowed(gap: Gap) -> str:
    """What a gap takes, in words."""
    return refusal(gap, "\x00")
