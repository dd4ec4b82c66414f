"""One run of a checklist: it ticks itself off; the rest takes a key each."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType

from data.procedures.finding import Finding
from data.procedures.fold import fold_runs
from data.procedures.preview import preview
from data.procedures.self_recording import SelfRecording
from data.procedures.sheet import sheet_of
from data.procedures.summary import sentence
from screens.checklists.deciding import Deciding, RunContext
from screens.frame import FRAME_STYLE, WIDE
from screens.messages import CursorAt, Hurry, Record, RunLeft, SourceAsked
from widgets.checklists.item_list import ItemList
from widgets.checklists.item_row import item_details
from widgets.checklists.run_view import run_heading, run_sections, run_tail
from widgets.frame.standing import Standing
from widgets.line import Span, wrap
from widgets.lines import Lines
from widgets.rows import RowList


class RunScreen(Deciding):
    """Checks the items against every snapshot, and shows them with their evidence."""

    TITLE = "Checklist"
    MODE = "checklists"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "run.tcss"]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]
    BINDINGS = [
        Binding("a", "ask", "Ask now", id="run.ask", show=False, tooltip="Ask all sources now"),
        Binding("escape,backspace", "leave", "Back", id="run.back"),
    ]

    def __init__(self, standing: Standing, about: RunContext) -> None:
        super().__init__(standing, about)
        self._zone = standing.zone
        self._checks = SelfRecording(about.checklist, about.standard, about.time)
        self._findings: dict[str, Finding] = {}
        self._begun = False
        self._to_resume = False

    def compose_body(self) -> ComposeResult:
        """The items, their evidence beside them where there is room, and what is left."""
        with Horizontal():
            yield ItemList(self._zone, id="items")
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield Lines(id="tail")

    def watch_snapshot(self) -> None:
        """Let the items check themselves; write down what is news."""
        if self.snapshot is None:
            return
        self._findings = self._checks.findings(self.snapshot)
        if not self._begun and not self.about.recording:
            self._look()
        elif self.sheet is not None and self.about.recording:
            drafts = self._checks.due(self.sheet.run, self.snapshot, self._findings, self._stopwatch.lap)
            if drafts:
                self.post_message(Record(drafts))
        self._show()

    def watch_entries(self) -> None:
        """Fold the run anew."""
        runs = fold_runs(self.entries, drill=self.standing is not None and self.standing.drill)
        run = runs.get(self.about.run)
        if run is None:
            return
        first, self._begun = not self._begun, True
        self._to_resume = self._to_resume or first
        self.told = ()
        self.sheet = sheet_of(self.about.checklist, run, runs.values())
        self._show()
        if first:
            self.watch_snapshot()

    def action_leave(self) -> None:
        """Back to the lists; what is open stays open."""
        self.post_message(RunLeft())

    def action_ask(self) -> None:
        """Ask all sources now."""
        self.post_message(Hurry())

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self._show)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open the source that the evidence comes from."""
        view = self.items.view
        evidence = view.record.check.evidence if view and view.record.check else ()
        if evidence and evidence[0].source:
            self.post_message(SourceAsked(evidence[0].source))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Let the place be kept."""
        self.told = ()
        self.refresh_bindings()
        self._show_tail()
        self._show_beside()
        self._resume()
        if event.key and self.sheet is not None and self.sheet.run.signed is None:
            self.post_message(CursorAt(self.about.run, event.key))

    def _look(self) -> None:
        """Show what the items say, where nobody has begun and this console may not."""
        about = self.about
        run = preview(about.checklist, about.run, about.day, about.standard.policy.id, self._findings)
        self.sheet = sheet_of(about.checklist, run)

    def _resume(self) -> None:
        """Once the items are there, go to the one somebody was at, and open the note half written."""
        if not self._to_resume or not self.items.row_keys:
            return
        self._to_resume = False
        left = self.about.cursor
        first_open = next(iter(self.sheet.run.open), "") if self.sheet else ""
        wanted = left or first_open
        if wanted in self.items.row_keys:
            self.items.cursor = wanted
        if left and self.about.half_written(f"note:{left}"):
            self.action_note()

    def _show(self) -> None:
        sheet = self.sheet
        if sheet is None or not self.laid_out:
            return
        self.items.sections = run_sections(sheet, self._findings)
        told = wrap(sentence(sheet), max(40, self.size.width - 2))[:2]
        self.say((*told, run_heading(sheet, self.about.due, self._zone)))
        self._show_tail()
        self._show_beside()
        self._resume()

    def _show_tail(self) -> None:
        if self.sheet is None:
            return
        run = self.sheet.run
        saved = max((entry.at for entry in self.entries if entry.get("run") == run.id), default=None)
        me = self.standing.who.partition("@")[0] if self.standing else ""
        others = [name for name in run.people if name != me]
        tail = self.told or run_tail(run, saved, self._zone, others)
        self.query_one("#tail", Lines).content = (tail,)

    def _show_beside(self) -> None:
        """On a wide screen the evidence stands beside the list, not within it."""
        beside = self.query_one("#beside", Lines)
        wide = beside.size.width > 0
        self.items.unfold = not wide
        view = self.items.view
        if wide and view is not None:
            details = item_details(view, beside.size.width, self._zone, 0)
            beside.content = ((Span(view.item.title, "strong"),), (), *details)
