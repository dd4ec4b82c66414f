"""The application: screens by number key, the poller and the journal, and what screens ask for."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from datetime import date

from textual.binding import Binding

from console.chronicle import Chronicle
from console.events import JournalChanged, SnapshotChanged
from console.half_written import Drafts
from console.noting import ask_note
from console.opening import Parts
from console.publishing import MODES, Publisher
from console.running import left_open, prepare_run
from console.terminal.base import TerminalApp
from data.models.entry import Entry
from data.models.journal import DayPage
from data.procedures.draft_store import DraftStore
from screens.checklists import ChecklistsScreen
from screens.frame import FrameScreen
from screens.health import HealthScreen
from screens.journal import JournalScreen
from screens.messages import CursorAt, DayAsked, Hurry, NoteAsked, Record, RunAsked, SourceAsked
from screens.modals.ask_text import AskText
from screens.modals.keys import Keys
from screens.run import RunScreen
from screens.source import SourceScreen
from themes import DEFAULT, THEMES
from widgets.mode_bar import ModeBar

_TICK = 1.0
_COALESCE = 0.4
"""Seconds between two pictures of changing readings: enough for eyes, kind to a slow link."""
_FLUSH = 1.0


class OpsConsole(TerminalApp):
    """Puts screens, poller and journal together while a terminal is open."""

    TITLE = "ops-console"
    BINDINGS = [
        *(
            Binding(
                key, f"mode('{mode}')", title, show=False, tooltip=f"Open {title.lower()}", id=f"app.{mode}"
            )
            for mode, key, title in MODES
        ),
        Binding("q", "quit", "Quit", show=False, id="app.quit", tooltip="Leave the console"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._chronicle = Chronicle(parts.journal, lambda: self.post_message(JournalChanged()))
        self._publisher = Publisher(parts, self._chronicle)
        self._drafts = Drafts(DraftStore(parts.journal.root, parts.journal.by))
        self._due = False
        self._poll: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        """Show the first screen, then begin to ask and to read."""
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = self._parts.theme if self._parts.theme in THEMES else DEFAULT
        self._add_modes()
        wanted = self._parts.screen
        self.action_mode(wanted if wanted in {mode for mode, _, _ in MODES} else "health")
        self._parts.watch.store.listen(self._changed)
        self.set_interval(_TICK, self._tick)
        self._poll = asyncio.create_task(self._parts.watch.poller.run(), name="poller")
        self.run_worker(self._read_journal, thread=True, exit_on_error=False)

    async def before_leave(self) -> None:
        """What was typed reaches the disk before the terminal is given back."""
        await asyncio.to_thread(self._drafts.flush)
        await asyncio.to_thread(self._parts.journal.close, _FLUSH)

    async def on_unmount(self) -> None:
        """Stop asking and listening."""
        self._chronicle.close()
        if self._poll is not None:
            self._poll.cancel()
            await asyncio.gather(self._poll, return_exceptions=True)
        await self._parts.watch.poller.close()

    def action_mode(self, mode: str) -> None:
        """Open a screen."""
        self.switch_mode(mode)
        self.call_after_refresh(self._publish)

    def action_keys(self) -> None:
        """Show every key that works here."""
        self.push_screen(Keys(self.screen.active_bindings.values()))

    def on_mode_bar_chosen(self, event: ModeBar.Chosen) -> None:
        """Open the screen that was clicked."""
        self.action_mode(event.mode)

    def on_source_asked(self, event: SourceAsked) -> None:
        """Show one source whole."""
        self.push_screen(
            SourceScreen(event.name, self._publisher.standing(), self._parts.watch.store.history)
        )
        self.call_after_refresh(self._publish)

    def on_hurry(self, event: Hurry) -> None:
        """Ask now."""
        self._parts.watch.poller.hurry(event.name)

    def on_note_asked(self, event: NoteAsked) -> None:
        """Open a line to write on."""
        ask_note(self, event.subject, self._drafts)

    def on_ask_text_typed(self, event: AskText.Typed) -> None:
        """Keep what is half written."""
        self._drafts.typed(event.place, event.key, event.text)

    def on_cursor_at(self, event: CursorAt) -> None:
        """Keep the place."""
        self._drafts.at(event.run, event.item)

    def on_record(self, event: Record) -> None:
        """Hand entries to the journal; the screens hear of them when they are on disk."""
        saved = [self._parts.journal.submit(draft) for draft in event.drafts]
        if saved:
            saved[-1].add_done_callback(lambda future: self._recorded(future, event))

    def on_run_asked(self, event: RunAsked) -> None:
        """Open the run of a list, and begin it where nobody has."""
        context, drafts = prepare_run(self._parts, self._chronicle.entries, self._drafts, event.checklist)
        self._drafts.opened(context.run)
        if context.recording:
            self.post_message(Record(drafts))
        self.push_screen(RunScreen(self._publisher.standing(), context))
        self.call_after_refresh(self._publish)

    def on_run_left(self) -> None:
        """Back to the lists."""
        self._drafts.opened("")
        self.pop_screen()
        self.call_after_refresh(self._publish)

    def on_day_asked(self, event: DayAsked) -> None:
        """Read a day without holding up the keys."""
        self.run_worker(lambda: self._read_day(event), thread=True, exit_on_error=False, group="day")

    def on_snapshot_changed(self) -> None:
        """Show what is new."""
        self._publish()

    def on_journal_changed(self) -> None:
        """Show what is new; a day that is open grows."""
        self._publish()
        if isinstance(self.screen, JournalScreen):
            self.post_message(DayAsked(self.screen.day))

    def _add_modes(self) -> None:
        standing = self._publisher.standing()
        self.add_mode("health", lambda: HealthScreen(standing))
        self.add_mode("checklists", lambda: ChecklistsScreen(standing, self._parts.checklists))
        self.add_mode("journal", lambda: JournalScreen(standing, self._parts.journal.today()))

    def _read_journal(self) -> None:
        self._chronicle.open()
        self.call_from_thread(self._go_back_to_work)
        self._chronicle.read_back()

    def _go_back_to_work(self) -> None:
        run = left_open(self._parts, self._chronicle.entries, self._drafts)
        if run is not None and not self._parts.screen:
            self.action_mode("checklists")
            self.post_message(RunAsked(run.checklist))

    def _recorded(self, saved: Future[Entry], event: Record) -> None:
        if event.key and not saved.cancelled() and saved.exception() is None:
            self._drafts.typed(event.place, event.key, "")
        self.post_message(JournalChanged())

    def _read_day(self, event: DayAsked) -> None:
        page, days = self._parts.journal.day(event.day), tuple(self._parts.journal.days())
        self.call_from_thread(self._show_day, page, days)

    def _show_day(self, page: DayPage, days: tuple[date, ...]) -> None:
        if isinstance(self.screen, JournalScreen):
            self.screen.days = days
            self.screen.page = page

    def _publish(self) -> None:
        self._publisher.publish(self.screen)

    def _changed(self) -> None:
        if not self._due:
            self._due = True
            self.set_timer(_COALESCE, self._announce)

    def _announce(self) -> None:
        self._due = False
        self.post_message(SnapshotChanged())

    def _tick(self) -> None:
        self._parts.watch.store.expire()
        screen = self.screen
        if isinstance(screen, FrameScreen) and screen.now != self._publisher.minute():
            screen.now = self._publisher.minute()
