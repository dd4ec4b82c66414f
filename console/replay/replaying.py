"""The console on what was recorded: the same screens and keys, and keys to go through time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from textual.binding import Binding

from console.app import OpsConsole
from console.drill.time_told import StageWatch
from console.events import JournalChanged
from console.replay.then import ChronicleThen, JournalThen
from console.replay.told import Recorded, ReplayOutlooks, ReplayPublisher
from console.requests import journal_screen
from data.errors import UsageError
from data.recorder.moments import moment_of
from data.stage_clock import StageClock
from screens.frame import FrameScreen
from screens.messages import DayAsked

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.parts import Parts

_FOLLOW_S = 1.0
_SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_STEPS = (
    ("comma", "full_stop", ",.", 10.0, "10 s"),
    ("semicolon", "colon", ";:", 60.0, "1 min"),
    ("less_than_sign", "greater_than_sign", "<>", 600.0, "10 min"),
    ("left_curly_bracket", "right_curly_bracket", "{}", 3600.0, "1 h"),
)


def _steps() -> list[Binding]:
    """A key back and one on for each width; the first stands for both in the line of keys."""
    found = []
    for back, on, both, seconds, words in _STEPS:
        found.append(
            Binding(
                back,
                f"step(-{seconds})",
                words,
                id=f"replay.{back}",
                key_display=both,
                tooltip=f"{words} back; on with {both[1]}",
            )
        )
        found.append(
            Binding(
                on,
                f"step({seconds})",
                f"{words} on",
                id=f"replay.{on}",
                key_display=both[1],
                show=False,
                tooltip=f"{words} on",
            )
        )
    return found


class Tape(Recorded, Protocol):
    """The store of a replay, as the console drives it."""

    def read(self) -> Callable[[], None] | None:
        """Read what was at the clock's moment, on any thread; what it returns shows it."""
        ...


class ReplayConsole(OpsConsole):
    """Shows the moment where its clock stands; nothing is asked, and nothing is written."""

    BINDINGS = [
        *_steps(),
        Binding("P", "play", "Play", id="replay.play", tooltip="Let time go on, or stop it"),
        Binding(
            "plus",
            "speed(1)",
            "Speed",
            id="replay.faster",
            key_display="+-",
            tooltip="Play faster; slower with -",
        ),
        Binding(
            "minus",
            "speed(-1)",
            "Slower",
            id="replay.slower",
            key_display="-",
            show=False,
            tooltip="Play slower",
        ),
        Binding("G", "go", "Go to", id="replay.go", tooltip="Type a moment to go to"),
    ]

    def __init__(
        self,
        make: Callable[[], Parts],
        clock: StageClock,
        recorded: Tape,
        span: tuple[datetime, datetime],
    ) -> None:
        """`recorded` is the store of the parts that `make` makes; `span` is from when to when it knows."""
        self._stage = clock
        self._tape = recorded
        self._span = span
        self._wake = asyncio.Event()
        self._follower: asyncio.Task[None] | None = None
        self._trouble = ""
        super().__init__(make)

    def take(self, parts: Parts) -> None:
        """Answer from these parts, as they were at the moment where the clock stands."""
        super().take(parts)
        self.chronicle = self._then = ChronicleThen(
            parts.journal, lambda: self.post_message(JournalChanged()), parts.time
        )
        self.parts = replace(parts, journal=JournalThen(parts.journal, parts.time))
        self.publisher = ReplayPublisher(self.parts, self.chronicle, self._stage, self._tape)
        self.outlooks = ReplayOutlooks(self.parts, self._tape)

    def start(self) -> None:
        """Begin to follow the clock."""
        super().start()
        self._clock = StageWatch(self.parts.time)
        self._follower = asyncio.create_task(self._follow_clock(), name="replay")

    async def on_unmount(self) -> None:
        """Follow it no longer."""
        if self._follower is not None:
            self._follower.cancel()
            await asyncio.gather(self._follower, return_exceptions=True)

    def action_play(self) -> None:
        """Let time go on, or stop it."""
        if self._stage.running:
            self._stage.pause()
        elif self._stage.now() < self._span[1]:
            self._stage.run()
        else:
            self.notify("Here what was recorded ends")
        self._show_time()

    def action_speed(self, way: int) -> None:
        """Play at the next speed."""
        speed, running = self._stage.speed, self._stage.running
        further = [each for each in _SPEEDS if (each - speed) * way > 0]
        self._stage.run(min(further, key=lambda each: abs(each - speed), default=speed))
        if not running:
            self._stage.pause()
            self.notify(f"P plays at {self._stage.speed:g}×")
        self._show_time()

    def action_step(self, seconds: float) -> None:
        """Go so far, within what was recorded."""
        self._go_to(self._stage.now().timestamp() + seconds)

    def action_go(self) -> None:
        """Ask for a moment."""
        from screens.modals.ask_text import AskText  # noqa: PLC0415 - heavy: a dialog

        first, last = (f"{each.astimezone(self._zone):%a %d %b %H:%M:%S}" for each in self._span)
        hint = f"as in 02:14 or yesterday 02:14; recorded: {first} to {last}"
        self.push_screen(AskText("Which moment?", place="", key="", hint=hint), self._typed)

    def _typed(self, words: str | None) -> None:
        if words is None:
            return
        try:
            self._go_to(moment_of(words, self._zone, self._span[1], self._span[1]).timestamp())
        except UsageError as error:
            self.notify(str(error), severity="warning")

    def _go_to(self, moment: float) -> None:
        first, last = (each.timestamp() for each in self._span)
        if not first <= moment <= last:
            self.notify("Here what was recorded " + ("begins" if moment < first else "ends"))
        self._stage.go_to(datetime.fromtimestamp(min(max(moment, first), last), self._zone))
        self._wake.set()

    async def _follow_clock(self) -> None:
        while True:
            if self._stage.running and self._stage.now() >= self._span[1]:
                self._stage.pause()
                self._go_to(self._span[1].timestamp())
                self.notify("Here what was recorded ends")
            await self._show_moment()
            with suppress(TimeoutError):
                async with asyncio.timeout(_FOLLOW_S):
                    await self._wake.wait()
            self._wake.clear()

    async def _show_moment(self) -> None:
        try:
            show = await asyncio.to_thread(self._tape.read)
        except OSError as error:
            self.notify(f"What was recorded cannot be read: {error.strerror}", severity="warning")
            return
        if show is None:
            return
        await asyncio.to_thread(self._then.read_day)
        show()
        if self._tape.trouble and self._tape.trouble != self._trouble:
            at = f"{self._stage.now().astimezone(self._zone):%H:%M:%S}"
            self.notify(f"At {at} {self._tape.trouble}", severity="warning")
        self._trouble = self._tape.trouble
        self.publish()
        self.tend_incidents()
        if self.current_mode == "journal" and (screen := journal_screen(self)) is not None:
            self.post_message(DayAsked(screen.day))

    def _show_time(self) -> None:
        if isinstance(self.screen, FrameScreen) and self.screen.laid_out:
            self.screen.standing = self.publisher.standing()
        self._wake.set()

    @property
    def _zone(self) -> ZoneInfo:
        return self.parts.standing.zone
