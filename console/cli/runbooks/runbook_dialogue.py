"""Works through a run with a person at a terminal: shows, asks, and does what was said; no is the default."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.cli.runbooks import runbook_run_text as text
from console.cli.runbooks.runbook_person import Enough, Person
from console.cli.runbooks.runbook_watch import Watched
from console.cli.session import Session
from data.errors import UsageError
from data.models.entry import Draft
from data.models.runbook import Step
from data.models.runbook_run import Outcome
from data.procedures.finding import Finding
from data.runbook_runs import intents
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.course import Move, Need, check_failed
from data.runbook_runs.order import Confirmation, Order, missing

_YES = ("y", "yes")


class Dialogue:
    """One run, asked through step by step.

    `typed` is a target's name that was given with the command; any other is asked for.
    """

    def __init__(self, session: Session, conductor: Conductor, watched: Watched, typed: str = "") -> None:
        self._asker = session.journal().by
        self._person = Person(session.say, carefully=not conductor.run.dry)
        self._conductor = conductor
        self._watched = watched
        self._typed = typed
        self._acts: Mapping[Need, Callable[[Move], None]] = {
            Need.READ: self._read,
            Need.CONFIRM: self._confirm,
            Need.RUN: self._run,
            Need.ANSWER: self._answer,
            Need.CHECK: self._check,
            Need.DECIDE: self._decide,
            Need.END: self._end,
        }

    def work(self) -> int:
        """Go on until the end, or until the person says no; the exit code: 0 where all is done."""
        try:
            while (move := self._conductor.move).need is not Need.OVER:
                self._show(move)
                self._act(move)
        except (Enough, KeyboardInterrupt) as leaving:
            self._person.tell("", "Nothing further is done. Go on with:")
            self._person.tell(f"  ops-console runbook resume {self._conductor.run.id}")
            if isinstance(leaving, Enough):
                return 1
            raise
        run = self._conductor.run
        self._person.tell("", f"{run.id}: {text.state(run)}")
        return 0 if run.end is not None and run.end.outcome is Outcome.DONE else 1

    def _act(self, move: Move) -> None:
        """What is refused is told, and asked about; nothing has been done then."""
        try:
            self._acts[move.need](move)
        except UsageError as error:
            self._person.tell(f"    not done: {error}")
            if self._offered(move, "What now?", {"y": "look again", "d": "done by hand"}) == "d":
                self._done_all_the_same(move)

    def _read(self, move: Move) -> None:
        if self._agreed(move, "A dry run: nothing is done. Go on?"):
            self._record(intents.confirm(self._conductor.runbook, self._conductor.run, move.id))

    def _confirm(self, move: Move) -> None:
        if self._agreed(move, "Is it done?"):
            self._record(intents.confirm(self._conductor.runbook, self._conductor.run, move.id))

    def _answer(self, move: Move) -> None:
        if self._agreed(move, "Does somebody answer?"):
            who, words = self._person.ask("Who answers? "), self._person.ask("What is answered? ")
            runbook, run = self._conductor.runbook, self._conductor.run
            self._record(intents.answer(runbook, run, move.id, who, words, asker=self._asker))

    def _run(self, move: Move) -> None:
        if move.step is None:
            return
        self._fill(move.step)
        order = self._conductor.order(move.id)
        self._person.tell(*text.order_lines(order))
        match self._offered(move, "Run it?", {"y": "yes", "d": "done by hand"}):
            case "y":
                self._execute(move, order)
            case "d":
                self._done_all_the_same(move)

    def _execute(self, move: Move, order: Order) -> None:
        typed = self._typed if order.target == self._typed else ""
        if order.target and not typed:
            typed = self._person.ask(f"It changes {order.target}. Type that name: ")
        doing = self._conductor.execute(move.id, Confirmation.of(order), typed)
        self._person.tell(*text.execution_lines(self._watched.done(doing)))

    def _check(self, move: Move) -> None:
        fresh = self._conductor.run.record(move.id).execution is None
        if fresh and not self._agreed(move, "Look now?"):
            return
        if self._watched.done(self._conductor.check(self._tried)) is None:
            raise Enough

    def _decide(self, move: Move) -> None:
        step = move.step
        record = self._conductor.run.record(move.id)
        offers = {"r": "run it again"} if step and step.command else {}
        if step and step.check and check_failed(record):
            offers["c"] = "check again"
        offers["d"] = "done all the same"
        if move.branch:
            offers["b"] = f"go on at {move.branch}"
        match self._offered(move, "What now?", offers):
            case "r":
                self._run(move)
            case "c":
                self._watched.done(self._conductor.check(self._tried))
            case "d":
                self._done_all_the_same(move)
            case "b":
                run, reason = self._conductor.run, move.words
                self._record(intents.branch(self._conductor.runbook, run, move.id, move.branch, reason))

    def _done_all_the_same(self, move: Move) -> None:
        note = self._person.ask("What makes it done? ")
        self._record(intents.confirm(self._conductor.runbook, self._conductor.run, move.id, note))

    def _end(self, move: Move) -> None:
        self._record(intents.end(self._conductor.run))

    def _agreed(self, move: Move, question: str) -> bool:
        """Whether the answer is yes; a step that is skipped, or a run broken off, is recorded."""
        return self._offered(move, question, {"y": "yes"}) == "y"

    def _offered(self, move: Move, question: str, offers: Mapping[str, str]) -> str:
        every = {**offers, "s": "skip", "a": "break off"}
        words = ", ".join(f"{key} {what}" for key, what in every.items())
        answer = self._person.ask(f"{question} [{words}; N] ").casefold()
        if answer in _YES and "y" in offers:
            return "y"
        if answer == "s":
            reason = self._person.ask("Why is it skipped? ")
            self._record(intents.skip(self._conductor.runbook, self._conductor.run, move.id, reason))
        elif answer == "a":
            self._record(intents.abort(self._conductor.run, self._person.ask("Why is it broken off? ")))
        elif answer not in offers:
            raise Enough
        return answer

    def _fill(self, step: Step) -> None:
        for word in missing(step, self._conductor.values):
            value = self._person.ask(f"{word.name} ({word.gap.value if word.gap else ''}): ")
            self._conductor.fill({word.name: value})

    def _record(self, drafts: list[Draft]) -> None:
        self._watched.done(self._conductor.record(drafts))

    def _show(self, move: Move) -> None:
        if move.step is None:
            self._person.tell(*([f"    {move.words}"] if move.words else []))
            return
        number = self._conductor.run.steps.index(move.id) + 1
        self._person.tell("", *text.step_lines(number, move.step))
        if move.words:
            self._person.tell(f"    {move.words}")

    def _tried(self, attempt: int, finding: Finding) -> None:
        self._person.tell(f"    {attempt}: {finding.verdict.value}: {finding.words}")
