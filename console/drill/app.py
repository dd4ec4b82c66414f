"""The console of a drill: production's own, with keys for time, and its score at the end."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from console.app import OpsConsole
from console.drill.ending import Ending
from console.drill.hearing import Hearing
from console.drill.obeying import Obeying
from console.drill.pulse import Pulse
from console.drill.time_told import DrillPublisher, StageWatch, moment_words
from data.drills.plays.telling import place_words
from screens.frame import FrameScreen

if TYPE_CHECKING:
    from console.drill.parts import Drill
    from console.parts import Parts
    from data.drills.orders.orders import Order
    from data.models.score import Score

SPEEDS = (1.0, 2.0, 5.0, 10.0)
_STEP_S = 10.0
_LOOK_S = 0.5


class DrillConsole(OpsConsole):
    """Plays one drill. Time stands until the briefing has been read."""

    _read = False
    """Whether the briefing has been read."""

    BINDINGS = [
        Binding(
            "P,f8", "pause", "Pause or go on", id="drill.pause", show=False, tooltip="Stop time, or let it go"
        ),
        *(
            Binding(
                key, does, title, id=f"drill.{does}", key_display=shown, show=False, tooltip="1, 2, 5 or 10×"
            )
            for key, does, title, shown in (
                ("plus", "faster", "Faster", "+"),
                ("minus", "slower", "Slower", "-"),
            )
        ),
        Binding(
            "full_stop",
            "step",
            "10 s on",
            id="drill.step",
            key_display=".",
            show=False,
            tooltip="While time stands",
        ),
        Binding("M", "messages", "Messages", id="drill.messages", show=False, tooltip="What has reached you"),
        Binding("D", "end", "End", id="drill.end", show=False, tooltip="End the drill, and see the score"),
    ]

    def __init__(self, drill: Drill) -> None:
        self.drill = drill
        self.stage = drill.stage
        self.obeying = Obeying(drill.stage, drill.folder, drill.time, drill.parts.journal)
        self._hearing = Hearing(self, drill)
        self._ending = Ending(self, drill)
        super().__init__(lambda: drill.parts)

    @property
    def score(self) -> Score | None:
        """What it was worth, once it has ended."""
        return self._ending.score

    def take(self, parts: Parts) -> None:
        """Answer from these parts; every frame says where in the scenario one is."""
        super().take(parts)
        self.publisher = DrillPublisher(parts, self.chronicle, self.stage)

    def start(self) -> None:
        """Show the briefing, and begin when it has been read."""
        pulse = self.parts.watch.poller
        if isinstance(pulse, Pulse):
            pulse.hasten = partial(self.call_later, self._tick)
        super().start()
        self._clock = StageWatch(self.parts.time)
        self._hearing.start()
        self.app_suspend_signal.subscribe(self, lambda _: self.stage.clock.pause(), immediate=True)
        self.follow()
        self.set_interval(_LOOK_S, self._look)
        self.brief()

    def follow(self) -> None:
        """Do what somebody orders who leads the drill."""
        self.obeying.start(lambda order: self.call_later(self._obey, order))

    def read_back(self) -> None:
        """What somebody was at opens once the briefing has been read, and so is not hidden behind it."""
        if self._read or not self.drill.past:
            super().read_back()

    def brief(self) -> None:
        """Show the briefing; time goes on once it has been read."""
        from screens.modals.briefing import Briefing  # noqa: PLC0415 - heavy: a dialog

        scenario, left, head = self.stage.scenario, self.drill.past, self.drill.folder.head
        where = f"It goes on at {place_words(self.stage.second, scenario.lasts)}." if left else ""
        briefing = Briefing(scenario, head.called, where)
        self.obeying.reading = True
        self.push_screen(briefing, lambda _: self._begin_to_play())

    def action_pause(self) -> None:
        """Stop time, or let it go on."""
        if self.score is not None:
            self.action_end()
        elif self.stage.clock.running:
            self.stage.clock.pause()
        else:
            self.stage.clock.run()
        self._show_time()

    def action_faster(self) -> None:
        """The next speed up."""
        self._speed(next((each for each in SPEEDS if each > self.stage.clock.speed), SPEEDS[-1]))

    def action_slower(self) -> None:
        """The next speed down."""
        self._speed(next((each for each in reversed(SPEEDS) if each < self.stage.clock.speed), SPEEDS[0]))

    def action_step(self) -> None:
        """Go ten seconds on, while time stands."""
        if self.stage.clock.running:
            self.notify("P stops time; then . goes ten seconds on")
        elif self.score is None:
            self.stage.clock.step(_STEP_S)
            self._show_time()

    def action_messages(self) -> None:
        """Show what has reached the players."""
        self._hearing.show()

    def action_end(self) -> None:
        """Ask, then end the drill; once it has ended show its score."""
        if self.score is not None:
            self._ending.show()
            return
        from screens.modals.confirm import Confirm  # noqa: PLC0415 - heavy: a dialog

        called = self.drill.folder.head.called
        dialog = Confirm(
            "End the drill here?",
            [f"{called}: {moment_words(self.stage)}", "What has been done by now counts."],
            "ends it and shows the score",
        )
        self.push_screen(dialog, lambda yes: self.end_drill() if yes else None)

    def end_drill(self) -> None:
        """Stop time, reckon the score, put it on record and show it."""
        self._ending.begin()

    async def before_leave(self) -> None:
        """Everything is kept; say where."""
        if self.begun:
            self.stage.clock.pause()
            await asyncio.to_thread(self.obeying.say_last)
            await asyncio.to_thread(self.obeying.close)
            folder = self.drill.folder.path
            self.last_word(f"the drill is kept in {folder}")
            if self.stage.ended:
                self.last_word("what it was worth: ops-console drill score, and drill debrief")
            else:
                self.last_word(f"to go on with it: ops-console drill resume {folder.name}")
        await super().before_leave()

    def _begin_to_play(self) -> None:
        self._read, self.obeying.reading = True, False
        if self.drill.past:
            self.read_back()
        if not self.obeying.held:
            self.stage.clock.run()

    def _speed(self, speed: float) -> None:
        clock = self.stage.clock
        running = clock.running
        clock.run(speed)
        if not running:
            clock.pause()
        self._show_time()

    def _obey(self, order: Order) -> None:
        if self.obeying.obey(order):
            self._look()

    def _look(self) -> None:
        self._show_time()
        if self.obeying.news():
            self.run_worker(self.obeying.say, thread=True, exit_on_error=False)
        if self.stage.over and self.stage.clock.running and self.score is None:
            self.end_drill()

    def _show_time(self) -> None:
        """In the frame that is seen, also behind a dialog."""
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, FrameScreen)), None)
        if screen is not None and screen.laid_out:
            screen.standing = self.publisher.standing()
            screen.now = self.publisher.minute()


def play(drill: Drill) -> int:
    """Open the console on a drill and stay in it until it is left; its exit code."""
    try:
        return DrillConsole(drill).launch()
    finally:
        drill.close(1.0)
