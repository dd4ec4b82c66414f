"""The console on what was recorded: the same screens and keys, and keys to go through time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from textual.binding import Binding

from console.app import OpsConsole
from data.errors import UsageError
from data.recorder.moments import moment_of
from data.stage_clock import StageClock

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.parts import Parts

_FOLLOW_S = 1.0
_STEPS = (
    ("comma", ",", -10.0, "10 s back"),
    ("full_stop", ".", 10.0, "10 s on"),
    ("less_than_sign", "<", -300.0, "5 min back"),
    ("greater_than_sign", ">", 300.0, "5 min on"),
)


class Recorded(Protocol):
    """The store of a replay."""

    def read(self) -> Callable[[], None] | None:
        """Read what was at the clock's moment, on any thread; what it returns shows it."""
        ...

    @property
    def trouble(self) -> str:
        """Why what is shown is not what was then; empty where it is."""
        ...


class ReplayConsole(OpsConsole):
    """Shows the moment where its clock stands; nothing is asked, and nothing is written."""

    BINDINGS = [
        Binding(
            "P", "play", "Play or stop", id="replay.play", show=False, tooltip="Let time go on, or stop it"
        ),
        Binding("G", "go", "Go to", id="replay.go", show=False, tooltip="Type a moment to go to"),
        *(
            Binding(key, f"step({seconds})", words, id=f"replay.{key}", key_display=shown, show=False)
            for key, shown, seconds, words in _STEPS
        ),
    ]

    def __init__(
        self,
        make: Callable[[], Parts],
        clock: StageClock,
        recorded: Recorded,
        span: tuple[datetime, datetime],
    ) -> None:
        """`recorded` is the store of the parts that `make` makes; `span` is from when to when it knows."""
        super().__init__(make)
        self._stage = clock
        self._tape = recorded
        self._span = span
        self._wake = asyncio.Event()
        self._follower: asyncio.Task[None] | None = None
        self._in_gap = False

    def start(self) -> None:
        """Begin to follow the clock."""
        super().start()
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
            self.notify(f"Stopped at {self._moment_words()}")
        else:
            self._stage.run()
            self.notify(f"Goes on from {self._moment_words()}")

    def action_step(self, seconds: float) -> None:
        """Go so far, within what was recorded."""
        self._go_to(self._stage.now().timestamp() + seconds)

    def action_go(self) -> None:
        """Ask for a moment."""
        from screens.modals.ask_text import AskText  # noqa: PLC0415 - heavy: a dialog

        first, last = (f"{each.astimezone(self._zone):%a %d %b %H:%M:%S}" for each in self._span)
        hint = f"recorded: {first} to {last}"
        self.push_screen(AskText("Which moment?", place="", key="", hint=hint), self._typed)

    def _typed(self, words: str | None) -> None:
        if words is None:
            return
        try:
            self._go_to(moment_of(words, self._zone, self._span[1]).timestamp())
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
            if (show := await asyncio.to_thread(self._tape.read)) is not None:
                show()
                if self._tape.trouble and not self._in_gap:
                    self.notify(f"At {self._moment_words()} {self._tape.trouble}", severity="warning")
                self._in_gap = bool(self._tape.trouble)
            try:
                async with asyncio.timeout(_FOLLOW_S):
                    await self._wake.wait()
            except TimeoutError:
                continue
            self._wake.clear()

    @property
    def _zone(self) -> ZoneInfo:
        return self.parts.standing.zone

    def _moment_words(self) -> str:
        return f"{self._stage.now().astimezone(self._zone):%H:%M:%S}"
