"""What screens ask for, and how the application answers: each by one small handler."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from console.desk import Desk
from console.events import JournalChanged
from screens.messages import (
    CursorAt,
    DayAsked,
    Export,
    Hurry,
    NoteAsked,
    RangeAsked,
    Record,
    RunAsked,
    RunLeft,
    SearchAsked,
    SourceAsked,
)

if TYPE_CHECKING:
    from data.models.entry import Entry
    from data.models.incident import Assigned
    from data.models.journal import DayPage
    from data.models.reading import Reading
    from data.policies.comparing import Opinion
    from screens.journal import JournalScreen
    from screens.modals.ask_text import AskText

_MOST_FOUND = 300
_ONLY_LOOKS = "this console only looks"


class Requests(Desk):
    """The half of the application that answers.

    What only some answers need is imported with the first of them: the first picture is quicker.
    """

    async def action_quit(self) -> None:
        """Leave; ask first where something is not on disk."""
        health = self.parts.journal.health
        if health.not_saved and health.unsaved:
            from screens.modals.unsaved import Unsaved  # noqa: PLC0415 - only when it comes to that

            self.push_screen(Unsaved(health), lambda yes: self.leave() if yes else None)
        else:
            self.leave()

    def action_keys(self) -> None:
        """Show every key that works here."""
        from screens.modals.keys import Keys  # noqa: PLC0415 - not for the first picture

        self.push_screen(Keys(self.screen.active_bindings.values()))

    def on_source_asked(self, event: SourceAsked) -> None:
        """Show one source whole."""
        from data.policies.comparing import explain  # noqa: PLC0415 - heavy
        from screens.health.source import SourceScreen  # noqa: PLC0415 - heavy

        def opinions(reading: Reading) -> Sequence[Opinion]:
            seen = reading.observation
            return explain(self.parts.policies, seen.signal, seen.value, seen.unit)

        screen = SourceScreen(event.name, self.publisher.standing(), self.history, opinions, self.fitting)
        self.push_screen(screen)

    def on_hurry(self, event: Hurry) -> None:
        """Ask now."""
        self.parts.watch.poller.hurry(event.name)

    def on_range_asked(self, event: RangeAsked) -> None:
        """Look at that range, and fill in what was before this console."""
        if self.begun:
            self.outlooks.look(event.span, event.against)
            self.publish()
            self.run_worker(
                self.parts.watch.recall.fill(event.span, event.against), exit_on_error=False, group="past"
            )

    def on_note_asked(self, event: NoteAsked) -> None:
        """Open a line to write on."""
        if self.parts.only_looks:
            self.notify(f"Nothing is recorded: {_ONLY_LOOKS}")
            return
        from console.noting import ask_note  # noqa: PLC0415 - not for the first picture

        ask_note(self, event.subject, self.half_written)

    def on_ask_text_typed(self, event: AskText.Typed) -> None:
        """Keep what is half written."""
        self.half_written.typed(event.place, event.key, event.text)

    def on_cursor_at(self, event: CursorAt) -> None:
        """Keep the place."""
        self.half_written.at(event.run, event.item)

    def on_record(self, event: Record) -> None:
        """Hand entries to the journal; the screens hear of them when they are on disk."""
        saved = [self.parts.journal.submit(draft) for draft in event.drafts]
        if saved:
            saved[-1].add_done_callback(lambda future: self._recorded(future, event))

    def on_run_asked(self, event: RunAsked) -> None:
        """Read what the list's last runs left, then open the run that is to do."""
        if not any(each.id == event.checklist for each in self.parts.checklists):
            self.notify(f"{event.checklist} is not among the checklists here")
            return
        self.run_worker(
            lambda: self._find_run(event.checklist), thread=True, exit_on_error=False, group="run"
        )

    def _find_run(self, checklist_id: str) -> None:
        wanted = [each for each in self.parts.checklists if each.id == checklist_id]
        from console.running import actions_for  # noqa: PLC0415 - heavy

        self.chronicle.read_back(wanted, self.parts.time.now())
        self.call_from_thread(self._open_run, checklist_id, actions_for(self.parts, checklist_id))

    def _open_run(self, checklist_id: str, actions: Sequence[Assigned]) -> None:
        from console.running import prepare_run  # noqa: PLC0415 - heavy
        from screens.checklists.run import RunScreen  # noqa: PLC0415 - heavy

        known = self.chronicle.entries
        context, drafts = prepare_run(self.parts, known, self.half_written, checklist_id, actions)
        self.half_written.opened(context.run)
        if any(isinstance(each, RunScreen) and each.about.run == context.run for each in self.screen_stack):
            return  # asked for twice: what is open above it must not be hidden
        if context.recording:
            self.post_message(Record(drafts))
        self.push_screen(RunScreen(self.publisher.standing(), context))

    def on_run_left(self, event: RunLeft) -> None:
        """Back to the lists."""
        self.half_written.opened("")
        self.pop_screen()

    def on_export(self, event: Export) -> None:
        """Write a file beside the journal, and say where."""
        if self.parts.only_looks:
            instead = f"; {event.instead}" if event.instead else ""
            self.notify(f"Nothing is written: {_ONLY_LOOKS}{instead}")
            return
        root = self.parts.journal.root

        def write() -> None:
            from console.exporting import write_exports  # noqa: PLC0415 - not for the first picture

            self.notify(write_exports(root, {event.name: event.text}))

        self.run_worker(write, thread=True, exit_on_error=False, group="export")

    def on_day_asked(self, event: DayAsked) -> None:
        """Read a day without holding up the keys."""
        self.run_worker(lambda: self._read_day(event.day), thread=True, exit_on_error=False, group="day")

    def on_search_asked(self, event: SearchAsked) -> None:
        """Look through all days without holding up the keys."""
        self.run_worker(lambda: self._search(event.words), thread=True, exit_on_error=False, group="search")

    def _search(self, words: str) -> None:
        from data.journal.searching import query_from  # noqa: PLC0415 - heavy

        found = tuple(islice(self.parts.journal.history.search(query_from(words)), _MOST_FOUND))
        self.call_from_thread(_show_found, self, found)

    def _read_day(self, day: date) -> None:
        from widgets.journal.entry_list import MOST  # noqa: PLC0415 - not for the first picture

        journal = self.parts.journal
        self.call_from_thread(_show_day, self, journal.day(day, last=MOST), tuple(journal.days()))

    def _recorded(self, saved: Future[Entry], event: Record) -> None:
        if not saved.cancelled() and saved.exception() is None:
            if event.key:
                self.half_written.typed(event.place, event.key, "")
            if any(draft.kind == "run.signed" for draft in event.drafts):
                self.half_written.finished(event.place)
        self.post_message(JournalChanged())


def _show_found(app: Requests, found: tuple[Entry, ...]) -> None:
    if (screen := journal_screen(app)) is not None:
        screen.found = found


def _show_day(app: Requests, page: DayPage, days: tuple[date, ...]) -> None:
    if (screen := journal_screen(app)) is not None:
        screen.days = days
        screen.page = page


def journal_screen(app: Requests) -> JournalScreen | None:
    """The journal, where it is what is seen."""
    from screens.journal import JournalScreen  # noqa: PLC0415 - not for the first picture

    return app.screen if isinstance(app.screen, JournalScreen) else None
