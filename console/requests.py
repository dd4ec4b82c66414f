"""What screens ask for, and how the application answers: each by one small handler."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date
from functools import partial
from itertools import islice

from console.chronicle import Chronicle
from console.events import JournalChanged
from console.exporting import write_export
from console.half_written import Drafts
from console.noting import ask_note
from console.opening import Parts
from console.publishing import Publisher
from console.running import prepare_run
from console.terminal.base import TerminalApp
from data.journal.searching import query_from
from data.models.entry import Entry
from data.models.journal import DayPage, SaveState
from data.models.reading import Reading
from data.policies.book import PolicyBook
from data.policies.comparing import Opinion, explain
from data.procedures.draft_store import DraftStore
from screens.journal import JournalScreen
from screens.messages import (
    CursorAt,
    DayAsked,
    Export,
    Hurry,
    NoteAsked,
    Ready,
    Record,
    RunAsked,
    RunLeft,
    SearchAsked,
    SourceAsked,
)
from screens.modals.ask_text import AskText
from screens.modals.keys import Keys
from screens.modals.unsaved import Unsaved
from screens.run import RunScreen
from screens.source import SourceScreen

_MOST_FOUND = 300


class Requests(TerminalApp):
    """The half of the application that answers; it alone holds poller, journal and drafts."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.chronicle = Chronicle(parts.journal, lambda: self.post_message(JournalChanged()))
        self.publisher = Publisher(parts, self.chronicle)
        keeping = parts.journal.health.state is not SaveState.VIEW_ONLY
        self.drafts = Drafts(DraftStore(parts.journal.root, parts.journal.by), keeping=keeping)

    def publish(self) -> None:
        """Hand the newest state to the screen that is seen."""
        self.publisher.publish(self.screen)

    def on_ready(self, event: Ready) -> None:
        """Give a screen what it asks for."""
        self.publish()

    async def action_quit(self) -> None:
        """Leave; ask first where something is not on disk."""
        health = self.parts.journal.health
        if health.state is SaveState.NOT_SAVED and health.unsaved:
            self.push_screen(Unsaved(health), lambda yes: self.leave() if yes else None)
        else:
            self.leave()

    def action_keys(self) -> None:
        """Show every key that works here."""
        self.push_screen(Keys(self.screen.active_bindings.values()))

    def on_source_asked(self, event: SourceAsked) -> None:
        """Show one source whole."""
        history = self.parts.watch.store.history
        self.push_screen(
            SourceScreen(
                event.name, self.publisher.standing(), history, partial(_opinions, self.parts.policies)
            )
        )

    def on_hurry(self, event: Hurry) -> None:
        """Ask now."""
        self.parts.watch.poller.hurry(event.name)

    def on_note_asked(self, event: NoteAsked) -> None:
        """Open a line to write on."""
        ask_note(self, event.subject, self.drafts)

    def on_ask_text_typed(self, event: AskText.Typed) -> None:
        """Keep what is half written."""
        self.drafts.typed(event.place, event.key, event.text)

    def on_cursor_at(self, event: CursorAt) -> None:
        """Keep the place."""
        self.drafts.at(event.run, event.item)

    def on_record(self, event: Record) -> None:
        """Hand entries to the journal; the screens hear of them when they are on disk."""
        saved = [self.parts.journal.submit(draft) for draft in event.drafts]
        if saved:
            saved[-1].add_done_callback(lambda future: self._recorded(future, event))

    def on_run_asked(self, event: RunAsked) -> None:
        """Read what the list's last runs left, then open the run that is to do."""
        self.run_worker(
            lambda: self._find_run(event.checklist), thread=True, exit_on_error=False, group="run"
        )

    def _find_run(self, checklist_id: str) -> None:
        wanted = [each for each in self.parts.checklists if each.id == checklist_id]
        self.chronicle.read_back(wanted, self.parts.time.now())
        self.call_from_thread(self._open_run, checklist_id)

    def _open_run(self, checklist_id: str) -> None:
        context, drafts = prepare_run(self.parts, self.chronicle.entries, self.drafts, checklist_id)
        self.drafts.opened(context.run)
        if context.recording:
            self.post_message(Record(drafts))
        self.push_screen(RunScreen(self.publisher.standing(), context))

    def on_run_left(self, event: RunLeft) -> None:
        """Back to the lists."""
        self.drafts.opened("")
        self.pop_screen()

    def on_export(self, event: Export) -> None:
        """Write a file beside the journal, and say where."""
        self.notify(write_export(self.parts.journal.root, event.name, event.text))

    def on_day_asked(self, event: DayAsked) -> None:
        """Read a day without holding up the keys."""
        self.run_worker(lambda: self._read_day(event.day), thread=True, exit_on_error=False, group="day")

    def on_search_asked(self, event: SearchAsked) -> None:
        """Look through all days without holding up the keys."""
        self.run_worker(lambda: self._search(event.words), thread=True, exit_on_error=False, group="search")

    def _search(self, words: str) -> None:
        found = tuple(islice(self.parts.journal.history.search(query_from(words)), _MOST_FOUND))
        self.call_from_thread(_show_found, self, found)

    def _read_day(self, day: date) -> None:
        journal = self.parts.journal
        self.call_from_thread(_show_day, self, journal.day(day), tuple(journal.days()))

    def _recorded(self, saved: Future[Entry], event: Record) -> None:
        if event.key and not saved.cancelled() and saved.exception() is None:
            self.drafts.typed(event.place, event.key, "")
        self.post_message(JournalChanged())


def _opinions(policies: PolicyBook, reading: Reading) -> Sequence[Opinion]:
    seen = reading.observation
    return explain(policies, seen.signal, seen.value, seen.unit)


def _show_found(app: Requests, found: tuple[Entry, ...]) -> None:
    if isinstance(app.screen, JournalScreen):
        app.screen.found = found


def _show_day(app: Requests, page: DayPage, days: tuple[date, ...]) -> None:
    if isinstance(app.screen, JournalScreen):
        app.screen.days = days
        app.screen.page = page
