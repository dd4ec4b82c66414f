"""One procedure whole: what shows it, its steps, and the way to work through it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.types import CSSPathType

from data.models.runbook import Runbook
from data.models.runbook_run import RunbookRun
from data.models.snapshot import Snapshot
from data.procedures.runbooks.symptoms import Match, first_of_each, showing
from screens.frame import FRAME_STYLE, FrameScreen
from screens.modals.begin_run import BeginRun
from screens.runbooks.runbook_messages import RunbookAsked, RunbookRunAsked, RunbookRunOpened
from screens.runbooks.shelf_desk import ShelfDesk
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.moment import age
from widgets.rows import RowList
from widgets.runbooks.runbook_detail import RELATED, BookPage, BookRows
from widgets.runbooks.runbook_row import match_words, whole_time

_BEGINS_S = 3.0
"""Seconds after which a run that was to begin, and is not there, may be asked for again."""


class RunbookScreen(FrameScreen):
    """Shows it with live readings; `x` begins a run, or goes on with the open one."""

    TITLE = "Runbook"
    MODE = "runbooks"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "runbook.tcss"]
    BINDINGS = [
        Binding("x", "run", "Run it", id="runbook.run", tooltip="Begin, or go on with the open run"),
        Binding("r", "next", "Next that fits", id="runbook.next", tooltip="The next procedure that fits now"),
        Binding("escape,backspace", "app.pop_screen", "Back", id="runbook.back"),
    ]

    def __init__(self, standing: Standing, runbook: Runbook, desk: ShelfDesk, incident: str = "") -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self._runbook = runbook
        self._desk = desk
        self._incident = incident
        self._fitting: tuple[Match, ...] = ()
        self._beginning = False

    def compose_body(self) -> ComposeResult:
        """The rows."""
        yield BookRows(id="book")

    def watch_snapshot(self) -> None:
        """The signs may show otherwise."""
        self.show()

    def watch_entries(self) -> None:
        """A run may have been begun or ended."""
        self.show()

    def subject(self) -> str:
        """This procedure."""
        return self._runbook.id

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is: nothing runs where nothing may be started."""
        if action == "run":
            return self._desk.recording
        if action == "next":
            return len(self._fitting) > 1 or any(m.runbook.id != self._runbook.id for m in self._fitting)
        return super().check_action(action, parameters)

    def show(self) -> None:
        """Look anew."""
        if self.snapshot is None or not self.laid_out:
            return
        self._fitting = first_of_each(self._desk.fitting(self.snapshot))
        self.refresh_bindings()
        related = tuple((id, self._desk.titles.get(id, "")) for id in self._runbook.related)
        rows = self.query_one(BookRows)
        rows.today = self.snapshot.at.astimezone(self._zone).date()
        rows.page = BookPage(self._runbook, showing(self._runbook, self.snapshot), related)
        self.say((_what(self._runbook), self._now(self.snapshot)))

    def action_run(self) -> None:
        """Go on with the open run, or ask how to begin one; once it begins, a second key does nothing."""
        run = self._open_run()
        if self._beginning:
            return
        if run is not None:
            self.post_message(RunbookRunOpened(run.id))
            return
        incident = self._incident or self._desk.incident()

        def begin(execute: bool | None) -> None:
            if execute is not None:
                self._beginning = True
                self.set_timer(_BEGINS_S, self._begun)
                self.post_message(RunbookRunAsked(self._runbook.id, incident, execute=execute))

        drill = self.standing is not None and self.standing.drill
        self.app.push_screen(BeginRun(self._runbook, incident, drill=drill), begin)

    def on_screen_suspend(self) -> None:
        """Another screen lies on this one: what was to begin has begun."""
        self._begun()

    def _begun(self) -> None:
        self._beginning = False

    def action_next(self) -> None:
        """The next procedure that fits, in place of this one."""
        ids = [match.runbook.id for match in self._fitting]
        at = ids.index(self._runbook.id) if self._runbook.id in ids else -1
        following = ids[(at + 1) % len(ids)] if ids else ""
        if following and following != self._runbook.id:
            self.app.pop_screen()
            self.app.post_message(RunbookAsked(following, self._incident))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """What is related opens; on a step, enter begins or goes on."""
        key = event.key or ""
        if key.startswith(RELATED):
            self.post_message(RunbookAsked(key.removeprefix(RELATED), self._incident))
        elif self._desk.recording:
            self.action_run()

    def _open_run(self) -> RunbookRun | None:
        runs = [run for run in self._desk.open_runs() if run.runbook == self._runbook.id]
        return runs[-1] if runs else None

    def _now(self, snapshot: Snapshot) -> Line:
        run = self._open_run()
        if run is not None:
            began = f"{run.began.at.astimezone(self._zone):%H:%M}"
            words = f"begun {began} by {run.began.by}, stands at {run.at or 'its end'}"
            return line(Span("Under way", "accent"), f": {words}", Span("   x goes on with it", "accent"))
        own = [match for match in self._desk.fitting(snapshot) if match.runbook.id == self._runbook.id]
        if own:
            more = f" and {len(own) - 1} more" if len(own) > 1 else ""
            return line(Span("It fits now", "warn"), f": {match_words(first_of_each(own)[0])}{more}")
        signs = any(symptom.sign for symptom in self._runbook.symptoms)
        return line(Span("None of its signs is seen now." if signs else "Only people notice it.", "dim"))


def _what(runbook: Runbook) -> Line:
    count, seconds = len(runbook.steps), whole_time(runbook)
    parts = [
        runbook.document,
        runbook.kind.value,
        runbook.style.value,
        f"{count} steps" if count != 1 else "1 step",
        age(seconds) if seconds else "",
        runbook.severity,
    ]
    return line(Span(runbook.title, "strong"), Span(f"   {' · '.join(p for p in parts if p)}", "dim"))
