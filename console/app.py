"""The application: starts and stops the parts, and hands the newest state to the screen that is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from console.beginning import Beginning
from console.commands import system_commands
from console.events import JournalChanged, SnapshotChanged
from console.publishing import MODES
from console.requests import journal_screen
from data.clock_watch import ClockWatch
from screens.frame import FrameScreen
from screens.messages import DayAsked, Record, RunAsked
from widgets.frame.mode_bar import ModeBar

if TYPE_CHECKING:
    from console.replay.flight import Flight

_TICK = 1.0
_ASLEEP = 20.0
"""Seconds between two ticks after which this machine must have slept."""
_COALESCE = 0.4
"""Seconds between two pictures of changing readings: enough for eyes, kind to a slow link."""
_SETTLED = 3.0
"""Seconds after which older pages may be read without holding up who has just come."""
_FLUSH = 0.6
"""Seconds that the journal gets in the end; some are left to rescue what it cannot take."""


class OpsConsole(Beginning):
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

    _clock: ClockWatch
    _due = False
    _poll: asyncio.Task[None] | None = None
    _past: asyncio.Task[None] | None = None
    _flight: Flight | None = None

    def start(self) -> None:
        """Begin to ask and to read."""
        self._clock = ClockWatch(self.parts.time)
        self.parts.watch.store.listen(self._changed)
        self.set_interval(_TICK, self._tick)
        self._poll = asyncio.create_task(self.parts.watch.poller.run(), name="poller")
        from console.remembering import remember  # noqa: PLC0415 - not for the first picture

        past = remember(self.parts.watch, self.parts.time, partial(self.notify, severity="warning"))
        self._past = asyncio.create_task(past, name="past")
        self.read_back()
        self.set_timer(_SETTLED, self._read_recent)
        self.set_timer(_SETTLED, self._read_incidents)
        self.set_timer(_SETTLED, self._record_flight)

    def read_back(self) -> None:
        """Read what is on record, and open what somebody was working on when the console ended."""
        self.run_worker(self._read_journal, thread=True, exit_on_error=False)

    async def before_leave(self) -> None:
        """What was typed reaches the disk before the terminal is given back."""
        if self.begun:
            await self.end_runs()
            await self.end_outbox()
            await asyncio.to_thread(self.half_written.flush)
            unsaved = await asyncio.to_thread(self.parts.journal.close, _FLUSH)
            if unsaved:
                from console.rescue import rescued  # noqa: PLC0415 - only when it comes to that

                raise await asyncio.to_thread(rescued, unsaved, self.parts.journal.root)

    async def on_unmount(self) -> None:
        """Stop asking and listening."""
        if self._poll is not None:
            self.end_incidents()
            self.chronicle.close()
            tasks = [task for task in (self._poll, self._past) if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.parts.watch.poller.close()
            if self._flight is not None:
                await self._flight.close()
            await self.outlooks.settle()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers everywhere."""
        yield from system_commands(self)

    def action_mode(self, mode: str) -> None:
        """Open a screen; where it is open, go back to it from what belongs to another one."""
        if mode != self.current_mode:
            self.switch_mode(mode)
            return
        while len(self.screen_stack) > 1 and getattr(self.screen, "MODE", mode) != mode:
            self.pop_screen()

    def on_mode_bar_chosen(self, event: ModeBar.Chosen) -> None:
        """Open the screen that was clicked."""
        self.action_mode(event.mode)

    def on_snapshot_changed(self, event: SnapshotChanged) -> None:
        """Show what is new."""
        self.publish()

    def on_journal_changed(self, event: JournalChanged) -> None:
        """Show what is new; a day that is open grows."""
        self.publish()
        if self.current_mode == "journal" and (screen := journal_screen(self)) is not None:
            self.post_message(DayAsked(screen.day))

    def _read_journal(self) -> None:
        from console.running import left_open  # noqa: PLC0415 - heavy: all that runs are made of

        self.chronicle.open()
        if self.chronicle.open_incidents():
            self.chronicle.read_incidents(self.parts.time.now())
        run = left_open(self.parts, self.chronicle.entries, self.half_written)
        asked = self.parts.screen.partition("/")[2]
        if any(each.id == asked for each in self.parts.checklists):
            self.post_message(RunAsked(asked))
        elif run is not None and not self.parts.screen:
            self.call_from_thread(self.action_mode, "checklists")
            self.post_message(RunAsked(run.checklist))
        elif self.half_written.open_run and not self.parts.screen:
            self.call_from_thread(self.reopen_runbook)
        self.chronicle.read_back(self.parts.checklists, self.parts.time.now())

    def _read_recent(self) -> None:
        """What was answered in the last days; that of today and yesterday is known from the beginning."""
        self.run_worker(self.chronicle.read_recent, thread=True, exit_on_error=False, group="recent")

    def _read_incidents(self) -> None:
        if not self.chronicle.read:
            read = partial(self.chronicle.read_incidents, self.parts.time.now())
            self.run_worker(read, thread=True, exit_on_error=False, group="incidents")

    def _record_flight(self) -> None:
        folder, keep = self.parts.recordings, self.parts.recording_bytes
        if folder is not None and keep:
            from console.replay.flight import Flight  # noqa: PLC0415 - not for the first picture

            self._flight = Flight(
                self.parts.watch.store,
                folder,
                keep,
                self.parts.journal.host,
                notes=self.outlooks.notes,
                say=partial(self.notify, severity="warning"),
            )
            self._flight.start()

    def _changed(self) -> None:
        if not self._due:
            self._due = True
            self.set_timer(_COALESCE, self._announce)

    def _announce(self) -> None:
        self._due = False
        self.post_message(SnapshotChanged())

    def _tick(self) -> None:
        if not self.screen_stack:
            return  # in the very end, when the last screen has gone before the last timer
        self.parts.watch.store.expire()
        if self._clock.silence() > _ASLEEP:
            self.parts.watch.poller.wake()
            from console.remembering import recall  # noqa: PLC0415

            self.run_worker(recall(self.parts.watch), exit_on_error=False, group="past")
        if (moved := self._clock.jump()) is not None:
            self._tell_moved(moved)
        self.tend_alerts()
        self.tend_incidents()
        self.tend_outbox()
        screen = self.screen
        if isinstance(screen, FrameScreen) and screen.laid_out and screen.now != self.publisher.minute():
            screen.now = self.publisher.minute()

    def _tell_moved(self, seconds: float) -> None:
        from data.incidents.wall import clock_moved  # noqa: PLC0415 - not for the first picture

        self.post_message(Record([clock_moved(seconds)]))
        self.notify(f"The clock of this machine was moved by {seconds:+.0f} s", severity="warning")
