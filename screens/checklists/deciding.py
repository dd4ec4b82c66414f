"""What a person can decide about a run: keys become intents, intents become entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from textual.binding import Binding

from data.errors import UsageError
from data.models.checklist import Checklist
from data.models.entry import Draft
from data.models.item_record import ItemState
from data.models.run import Run
from data.procedures import intents
from data.procedures.markdown import markdown
from data.procedures.sheet import Sheet
from data.procedures.standard import Standard
from data.procedures.summary import summary
from data.procedures.worktime import Stopwatch
from data.timekeeping import Timekeeper
from screens.frame import FrameScreen
from screens.messages import Record
from screens.modals.ask_text import AskText
from screens.modals.sign_off import SignOff
from screens.runbooks.runbook_messages import RunbookNamed
from widgets.checklists.item_list import ItemList
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.lines import Lines

_ONLY_LOOKS = "Nothing is recorded: this console only looks."


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run is judged by, and where the person was when it was last open.

    `half_written` gives the text that was begun under a key and not finished; `recording` is
    False where nothing may be written down.
    """

    checklist: Checklist
    run: str
    day: date
    standard: Standard
    time: Timekeeper
    due: datetime | None = None
    cursor: str = ""
    half_written: Callable[[str], str] = lambda key: ""
    recording: bool = True


class Deciding(FrameScreen):
    """The keys of a run; what is shown is its subclass's."""

    BINDINGS = [
        Binding("space", "mark('done')", "Done", id="run.done"),
        Binding("x", "mark('failed')", "Failed", id="run.failed"),
        Binding("s", "mark('skipped')", "Skip", id="run.skip", tooltip="Skip it; asks why"),
        Binding("z", "mark('not-applicable')", "Not applicable", id="run.na", show=False),
        Binding("o", "overrule", "Overrule", id="run.overrule", tooltip="Decide against the check; asks why"),
        Binding("u", "undo", "Undo", id="run.undo", show=False, tooltip="Take back what was decided"),
        Binding("c", "clear", "Clear", id="run.clear", show=False, tooltip="A failure is dealt with"),
        Binding("r", "runbook", "Runbook", id="run.runbook", tooltip="Open what answers this item's failure"),
        Binding("S", "sign", "Sign", id="run.sign", tooltip="Summary, copy, Markdown, signature"),
    ]

    def __init__(self, standing: Standing, about: RunContext) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.about = about
        self.sheet: Sheet | None = None
        self.told: Line = ()
        self._stopwatch = Stopwatch(about.time, about.checklist.budget or 0.0)

    @property
    def items(self) -> ItemList:
        """The items."""
        return self.query_one(ItemList)

    def subject(self) -> str:
        """The item under the cursor."""
        return self.items.cursor or ""

    def action_mark(self, state: str) -> None:
        """Decide about the item; asks for a reason where one is needed."""
        item, wanted = self.subject(), ItemState(state)
        if self.sheet is None or not item:
            return
        question = intents.reason_wanted(self.sheet.run.record(item), wanted)
        if not question:
            self._mark(item, wanted, "", "")
            return
        key = f"reason:{wanted.value}:{item}"
        self._ask(question[:1].upper() + question[1:], key, lambda text: self._mark(item, wanted, text, key))

    def action_overrule(self) -> None:
        """Say the opposite of what the check found."""
        view = self.items.view
        if view is None or view.record.check is None or not view.record.check.verdict.known:
            self.tell("There is no verdict of a check to overrule here; space and x decide.")
            return
        failed = view.record.state is ItemState.FAILED
        self.action_mark(ItemState.DONE.value if failed else ItemState.FAILED.value)

    def action_note(self) -> None:
        """Write a line about the item."""
        item = self.subject()
        key = f"note:{item}"
        self._ask(f"Note on {item}", key, lambda text: self._decide(intents.note, text, item, key=key))

    def action_clear(self) -> None:
        """Say how a failure was dealt with."""
        item = self.subject()
        key = f"clear:{item}"
        question = f"How was {item} dealt with?"
        self._ask(question, key, lambda text: self._decide(intents.clear, item, text, key=key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A runbook is offered where the item names one."""
        if action == "runbook":
            return self.laid_out and self.items.view is not None and bool(self.items.view.item.runbook)
        return super().check_action(action, parameters)

    def action_runbook(self) -> None:
        """Open the procedure that the item names."""
        view = self.items.view
        if view is not None and view.item.runbook:
            self.post_message(RunbookNamed(view.item.runbook, self.about.checklist.document))

    def action_undo(self) -> None:
        """Take back the decision about the item."""
        item = self.subject()
        self._record(lambda run: intents.undo(run, item))

    def action_sign(self) -> None:
        """Show the summary, and sign."""
        if self.sheet is None or self.standing is None:
            return
        obstacle, zone = "", self.standing.zone
        try:
            intents.sign(self.sheet.run)
        except UsageError as error:
            obstacle = error.message
        text, document = summary(self.sheet, zone), markdown(self.sheet, zone)
        dialog = SignOff(text, document, self.sheet.run.id, obstacle)
        self.app.push_screen(dialog, lambda yes: self._decide(intents.sign) if yes else None)

    def tell(self, words: str) -> None:
        """Say something in the last line; it stands there until the next move or entry."""
        self.told = line(Span(words, "warn"))
        self.query_one("#tail", Lines).content = (self.told,)

    def _mark(self, item: str, state: ItemState, reason: str, key: str) -> None:
        spent = self._stopwatch.lap()
        if self._record(lambda run: intents.mark(run, item, state, reason=reason, spent_s=spent), key):
            self.items.action_move(1)

    def _decide(self, intent: Callable[..., list[Draft]], *words: str, key: str = "") -> None:
        spent = self._stopwatch.lap()
        self._record(lambda run: intent(run, *words, spent_s=spent), key)

    def _record(self, make: Callable[[Run], list[Draft]], key: str = "") -> bool:
        """Hand over what an intent gives; say why not where it refuses."""
        if self.sheet is None or not self.about.recording:
            self.tell(_ONLY_LOOKS)
            return False
        try:
            drafts = make(self.sheet.run)
        except UsageError as error:
            self.tell(f"{error.told}.")
            return False
        self.post_message(Record(drafts, self.about.run, key))
        return True

    def _ask(self, question: str, key: str, act: Callable[[str], None]) -> None:
        if not self.about.recording:
            self.tell(_ONLY_LOOKS)
            return
        initial = self.about.half_written(key)
        dialog = AskText(question, place=self.about.run, key=key, initial=initial)
        self.app.push_screen(dialog, lambda text: act(text) if text else None)
