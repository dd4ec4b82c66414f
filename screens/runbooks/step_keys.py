"""What a person may do at the step where a run stands: one key each, and only those that there are."""

from __future__ import annotations

from textual.binding import Binding

from data.models.entry import Draft
from data.runbook_runs import intents
from data.runbook_runs.course import Need
from data.runbook_runs.order import missing
from screens.runbooks.runbook_messages import RunbookRunLeft, RunbookStopped, StepChecked
from screens.runbooks.step_asking import StepAsking
from widgets.rows import RowList

_WAITING = (Need.READ, Need.RUN, Need.CONFIRM, Need.ANSWER, Need.CHECK, Need.DECIDE)
_ACTS = {
    "done": (Need.READ, Need.CONFIRM, Need.ANSWER),
    "skip": _WAITING,
    "values": (Need.READ, Need.RUN, Need.DECIDE),
    "branch": (Need.DECIDE,),
    "abort": (*_WAITING, Need.END),
}
"""Which keys there are where the run waits for what."""


class StepKeys(StepAsking):
    """The keys act where the run stands, wherever the cursor has looked around."""

    BINDINGS = [
        Binding("space", "done", "Done", id="conduct.done", tooltip="Say that the step is done, or read"),
        Binding("s", "skip", "Skip", id="conduct.skip", tooltip="Skip the step; asks why"),
        Binding("v", "values", "Values", id="conduct.values", tooltip="What stands for the command's gaps"),
        Binding("b", "branch", "Branch", id="conduct.branch", tooltip="Go on where the check's abort leads"),
        Binding("t", "stop", "Stop", id="conduct.stop", tooltip="End the command, or the waiting"),
        Binding("ctrl+c", "stop", "Stop", id="conduct.break", show=False),
        Binding("A", "abort", "Break off", id="conduct.abort", tooltip="End the run here; asks why"),
        Binding("escape,backspace", "leave", "Back", id="conduct.back", tooltip="The run stays open"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what may be done is there at all."""
        conductor, recording = self.about.conductor, self.about.recording
        if action in ("stop", "note"):
            return recording and (conductor.busy or action == "note")
        if action not in _ACTS:
            return super().check_action(action, parameters)
        move = conductor.move
        if not recording or conductor.busy or move.need not in _ACTS[action]:
            return False
        if action == "values":
            return move.step is not None and any(word.gap for word in move.step.command)
        return action != "branch" or bool(move.branch)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter does what the step waits for."""
        need = self.about.conductor.move.need
        if self.about.conductor.busy:
            self.tell("Something is under way: t ends it.")
        elif self.about.recording and need is Need.END:
            self.write(lambda: intents.end(self.run))
        elif self.about.recording and need is not Need.OVER and self.at_step():
            self._act(need)

    def action_done(self) -> None:
        """Say that the step is done."""
        if self.at_step():
            self._act(self.about.conductor.move.need)

    def action_skip(self) -> None:
        """Skip the step, with a reason."""
        book, step = self.about.conductor.runbook, self.run.at
        if self.at_step():
            question = f"Why is the step “{step}” skipped?"
            self.ask(question, f"skip:{step}", lambda why: intents.skip(book, self.run, step, why))

    def action_branch(self) -> None:
        """Go on elsewhere, with a reason."""
        book, move = self.about.conductor.runbook, self.about.conductor.move
        if self.at_step():
            self.ask(
                f"It goes on at {move.branch}. Why?",
                f"branch:{move.id}",
                lambda why: intents.branch(book, self.run, move.id, move.branch, why),
            )

    def action_abort(self) -> None:
        """End the run before its end, with a reason."""
        self.ask("Why is the run broken off?", "abort", lambda why: intents.abort(self.run, why))

    def action_note(self) -> None:
        """Write a line about the step, which also belongs to the run and its incident."""
        about, run = self.subject(), self.run
        fields = {**intents.entry_fields(run), "about": about}
        self.ask(
            f"Note on {about}",
            f"note:{about}",
            lambda text: [Draft("note", {**fields, "note": text}, drill=run.drill)],
        )

    def action_values(self) -> None:
        """Ask for every value of the step's command, one after another."""
        step = self.about.conductor.move.step
        if step is not None and self.at_step():
            self.ask_values(
                step.command, lambda: self.tell("The command is as it will be run; enter goes on.")
            )

    def action_stop(self) -> None:
        """End what is under way."""
        self.post_message(RunbookStopped(self.run.id))

    def action_leave(self) -> None:
        """Back; the run stays open, and a command goes on."""
        self.post_message(RunbookRunLeft())

    def _act(self, need: Need) -> None:
        conductor = self.about.conductor
        step, book = conductor.move.step, conductor.runbook
        if step is not None and need is Need.DECIDE:
            check = self.run.record(step.id).check
            need = Need.RUN if step.command and not (check and not check.holds) else Need.CHECK
        match need:
            case Need.RUN if step is not None:
                self.ask_values(missing(step, conductor.values), self.confirm_command)
            case Need.CHECK:
                self.post_message(StepChecked(self.run.id))
            case Need.ANSWER:
                self.ask_responder()
            case Need.READ | Need.CONFIRM:
                self.write(lambda: intents.confirm(book, self.run, self.run.at))
            case _:
                self.tell("The runbook has this step no longer: s skips it, A breaks the run off.")
