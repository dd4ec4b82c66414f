"""One run of a checklist: it ticks itself off; the rest takes a key each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType

from data.errors import UsageError
from data.models.checklist import Checklist
from data.models.entry import Draft
from data.models.item_record import ItemState
from data.procedures import intents
from data.procedures.finding import Finding
from data.procedures.fold import fold_runs
from data.procedures.markdown import markdown
from data.procedures.self_recording import SelfRecording
from data.procedures.sheet import Sheet, sheet_of
from data.procedures.standard import Standard
from data.procedures.summary import sentence, summary
from data.procedures.worktime import Stopwatch
from data.timekeeping import Timekeeper
from screens.frame import FrameScreen
from screens.messages import CursorAt, Hurry, Record, RunLeft, SourceAsked
from screens.modals.ask_text import AskText
from screens.modals.sign_off import SignOff
from widgets.item_list import ItemList
from widgets.item_row import item_details
from widgets.line import Span, line, wrap
from widgets.lines import Lines
from widgets.rows import RowList
from widgets.run_view import run_heading, run_sections, run_tail
from widgets.standing import Standing

_WIDE = 140


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run is judged by, and where the person was when it was last open.

    `half_written` gives the text that was begun under a key and not finished; `recording` is
    False where nothing may be written down.
    """

    checklist: Checklist
    run: str
    standard: Standard
    time: Timekeeper
    due: datetime | None = None
    cursor: str = ""
    half_written: Callable[[str], str] = lambda key: ""
    recording: bool = True


class RunScreen(FrameScreen):
    """Checks the items against every snapshot, and takes a person's word for the rest."""

    TITLE = "Checklist"
    MODE = "checklists"
    CSS_PATH: ClassVar[CSSPathType | None] = ["frame.tcss", "run.tcss"]
    BINDINGS = [
        Binding("space", "mark('done')", "Done", id="run.done"),
        Binding("x", "mark('failed')", "Failed", id="run.failed"),
        Binding("s", "mark('skipped')", "Skip", id="run.skip", tooltip="Skip it; asks why"),
        Binding("z", "mark('not-applicable')", "Not applicable", id="run.na", show=False),
        Binding("o", "overrule", "Overrule", id="run.overrule", tooltip="Decide against the check; asks why"),
        Binding("u", "undo", "Undo", id="run.undo", show=False, tooltip="Take back what was decided"),
        Binding("c", "clear", "Clear", id="run.clear", show=False, tooltip="A failure is dealt with"),
        Binding("a", "ask", "Ask now", id="run.ask", show=False, tooltip="Ask all sources now"),
        Binding("S", "sign", "Sign", id="run.sign", tooltip="Summary, copy, Markdown, signature"),
        Binding("escape,backspace", "leave", "Back", id="run.back"),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]

    def __init__(self, standing: Standing, context: RunContext) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self._about = context
        self._checks = SelfRecording(context.checklist, context.standard, context.time)
        self._stopwatch = Stopwatch(context.time, context.checklist.budget or 0.0)
        self._findings: dict[str, Finding] = {}
        self._sheet: Sheet | None = None

    def compose_body(self) -> ComposeResult:
        """The items, and what is left of them."""
        with Horizontal():
            yield ItemList(self._zone, id="items")
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield Lines(id="tail")

    @property
    def items(self) -> ItemList:
        """The items."""
        return self.query_one(ItemList)

    def watch_snapshot(self) -> None:
        """Let the items check themselves; write down what is news."""
        if self.snapshot is None:
            return
        self._findings = self._checks.findings(self.snapshot)
        sheet = self._sheet
        if sheet is not None and self._about.recording:
            drafts = self._checks.due(sheet.run, self.snapshot, self._findings)
            if drafts:
                self.post_message(Record(drafts))
        self._show()

    def watch_entries(self) -> None:
        """Fold the run anew."""
        runs = fold_runs(self.entries)
        run = runs.get(self._about.run)
        if run is None:
            return
        first = self._sheet is None
        self._sheet = sheet_of(self._about.checklist, run, runs.values())
        self._show()
        if first:
            self._resume()
            self.watch_snapshot()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self._show)

    def subject(self) -> str:
        """The item under the cursor."""
        return self.items.cursor or ""

    def action_mark(self, state: str) -> None:
        """Decide about the item; asks for a reason where one is needed."""
        wanted = ItemState(state)
        self._with_reason(wanted, lambda reason: self._mark(wanted, reason))

    def action_overrule(self) -> None:
        """Say the opposite of what the check found."""
        view = self.items.view
        if view is None or view.record.check is None or not view.record.check.verdict.known:
            self._say("There is no verdict of a check to overrule here; space and x decide.")
            return
        failed = view.record.state is ItemState.FAILED
        self.action_mark(ItemState.DONE.value if failed else ItemState.FAILED.value)

    def action_note(self) -> None:
        """Write a line about the item."""
        item = self.subject()
        self._ask(f"Note on {item}", f"note:{item}", lambda text: self._note(text, item))

    def action_clear(self) -> None:
        """Say how a failure was dealt with."""
        item = self.subject()
        self._ask(f"How was {item} dealt with?", f"clear:{item}", lambda text: self._clear(text, item))

    def action_undo(self) -> None:
        """Take back the decision about the item."""
        if self._sheet is not None:
            run, item = self._sheet.run, self.subject()
            self._record(lambda: intents.undo(run, item))

    def action_leave(self) -> None:
        """Back to the lists; what is open stays open."""
        self.post_message(RunLeft())

    def action_ask(self) -> None:
        """Ask all sources now."""
        self.post_message(Hurry())

    def action_sign(self) -> None:
        """Show the summary, and sign."""
        if self._sheet is None:
            return
        sheet, obstacle = self._sheet, ""
        try:
            intents.sign(sheet.run)
        except UsageError as error:
            obstacle = error.message
        text = summary(sheet, self._zone)
        dialog = SignOff(text, markdown(sheet, self._zone), sheet.run.id, obstacle)
        self.app.push_screen(dialog, lambda yes: self._sign() if yes else None)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open the source that the evidence comes from."""
        view = self.items.view
        evidence = view.record.check.evidence if view and view.record.check else ()
        if evidence and evidence[0].source:
            self.post_message(SourceAsked(evidence[0].source))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Let the place be kept."""
        self._show_beside()
        if event.key and self._sheet is not None:
            self.post_message(CursorAt(self._about.run, event.key))

    def _resume(self) -> None:
        cursor = self._about.cursor or (self._sheet.run.open or ("",))[0] if self._sheet else ""
        if cursor in self.items.row_keys:
            self.items.cursor = cursor
        if self._about.cursor and self._about.half_written(f"note:{cursor}"):
            self.action_note()

    def _show(self) -> None:
        sheet = self._sheet
        if sheet is None or not self.is_mounted:
            return
        self.items.sections = run_sections(sheet, self._findings)
        told = wrap(sentence(sheet), max(40, self.size.width - 2))[:2]
        self.say((*told, run_heading(sheet, self._about.due, self._zone)))
        saved = max((entry.at for entry in self.entries if entry.get("run") == sheet.run.id), default=None)
        me = self.standing.who.partition("@")[0] if self.standing else ""
        others = [name for name in sheet.run.people if name != me]
        self.query_one("#tail", Lines).content = (run_tail(sheet.run, saved, self._zone, others),)
        self._show_beside()

    def _show_beside(self) -> None:
        """On a wide screen the evidence stands beside the list, not within it."""
        beside = self.query_one("#beside", Lines)
        wide = beside.size.width > 0
        self.items.unfold = not wide
        view = self.items.view
        if wide and view is not None:
            details = item_details(view, beside.size.width, self._zone, 0)
            beside.content = ((Span(view.item.title, "strong"),), (), *details)

    def _with_reason(self, state: ItemState, act: Callable[[str], None]) -> None:
        item = self.subject()
        if self._sheet is None or not item:
            return
        question = intents.reason_wanted(self._sheet.run.record(item), state)
        if question:
            self._ask(question[:1].upper() + question[1:], f"reason:{state.value}:{item}", act)
        else:
            act("")

    def _mark(self, state: ItemState, reason: str) -> None:
        item, spent = self.subject(), self._stopwatch.lap()
        if self._sheet is None:
            return
        run = self._sheet.run
        key = f"reason:{state.value}:{item}" if reason else ""
        if self._record(lambda: intents.mark(run, item, state, reason=reason, spent_s=spent), key):
            self.items.action_move(1)

    def _note(self, text: str, item: str) -> None:
        if self._sheet is not None:
            run, spent = self._sheet.run, self._stopwatch.lap()
            self._record(lambda: intents.note(run, text, item, spent_s=spent), f"note:{item}")

    def _clear(self, text: str, item: str) -> None:
        if self._sheet is not None:
            run = self._sheet.run
            self._record(
                lambda: intents.clear(run, item, text, spent_s=self._stopwatch.lap()), f"clear:{item}"
            )

    def _sign(self) -> None:
        if self._sheet is not None:
            run = self._sheet.run
            self._record(lambda: intents.sign(run, spent_s=self._stopwatch.lap()))

    def _record(self, make: Callable[[], list[Draft]], key: str = "") -> bool:
        """Hand over what an intent gives; say why not where it refuses."""
        if not self._about.recording:
            self._say("Nothing is recorded: this console only looks.")
            return False
        try:
            drafts = make()
        except UsageError as error:
            self._say(f"{error.message}. {error.remedy}".rstrip(". ") + ".")
            return False
        self.post_message(Record(drafts, self._about.run, key))
        return True

    def _ask(self, question: str, key: str, act: Callable[[str], None]) -> None:
        if not self._about.recording:
            self._say("Nothing is recorded: this console only looks.")
            return
        initial = self._about.half_written(key)
        dialog = AskText(question, place=self._about.run, key=key, initial=initial)
        self.app.push_screen(dialog, lambda text: act(text) if text else None)

    def _say(self, words: str) -> None:
        self.query_one("#tail", Lines).content = (line(Span(words, "warn")),)
