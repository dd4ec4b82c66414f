"""A drill played from a script that presses keys: on the drill's own console, which nobody sees."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from console.drill.app import DrillConsole
from console.drill.pulse import Pulse
from console.drill.scripted import Outcome, ScriptedPlay
from data.drills.plays.script import Action
from data.models.score import Score

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from console.drill.parts import Drill
    from console.parts import Parts
    from data.models.journal import JournalNews

_SIZE = (160, 50)
_MINUTE_S = 60.0
_CALM = 3
"""After so many looks in a row at which all was quiet it is."""
_LOOKS = 50
"""So often it is looked; what is never quiet hinders nothing for long."""


class KeyedConsole(DrillConsole):
    """Time is the script's alone: it stands, and the keys for it do nothing.

    What a console does once a second it does here when it is told to: what it writes by itself
    then has its moment of the scenario, however fast or slow the machine is.
    """

    done = False
    """Whether the players have ended the drill."""

    def start(self) -> None:
        """Everything at once: nobody sees whether a picture is late."""
        super().start()
        self._read_incidents()

    def beat(self) -> None:
        """What would have happened within a second."""
        super()._tick()
        for draft in self.stage.beat():
            self.parts.journal.submit(draft)

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way of which something could come."""
        running = "runbook_desk" in self.__dict__ and self.runbook_desk.running()
        return self.parts.journal.quiet and not running and all(each.is_finished for each in self.workers)

    def follow(self) -> None:
        """A script hears nobody."""

    def brief(self) -> None:
        """Nobody reads a briefing."""

    def action_pause(self) -> None:
        """Time stands."""

    def action_faster(self) -> None:
        """Time stands."""

    def action_slower(self) -> None:
        """Time stands."""

    def action_step(self) -> None:
        """Time stands."""

    def end_drill(self) -> None:
        """What comes later in the script is not done any more."""
        self.done = True

    def _tick(self) -> None:
        """Not by a clock of the world's."""

    def _changed(self) -> None:
        if not self._due:
            self._due = True
            self.call_later(self._announce)


class KeyedPlay:
    """Does what a script says, keys and commands; each has come to its end before time goes on."""

    def __init__(self, play: ScriptedPlay) -> None:
        self._play = play
        self._console = KeyedConsole(_still(play))
        self._written = 0

    async def play(self, actions: Iterable[Action], heard: Callable[[Outcome], object]) -> Score:
        """As `ScriptedPlay.play`, on the event loop. Raises OpsError."""
        play, console = self._play, self._console
        play.drill.parts.journal.listen(self._hear)
        async with console.run_test(size=_SIZE) as pilot:
            await self._settled(pilot)
            for action in actions:
                await self._reach(pilot, action.second)
                heard(await self._done(pilot, action))
                if console.done:
                    return play.end()
            await self._reach(pilot, play.drill.stage.scenario.lasts)
            return play.end()

    async def _done(self, pilot: Pilot[int], action: Action) -> Outcome:
        if not action.keys:
            outcome = await asyncio.to_thread(self._play.do, action)
            await self._settled(pilot)
            return outcome
        for key in action.keys:
            await pilot.press(key)
        await self._settled(pilot)
        self._play.learn()
        return Outcome(action)

    async def _reach(self, pilot: Pilot[int], second: float) -> None:
        """Minute by minute, so that what the console writes by itself is near its time."""
        stage = self._play.drill.stage
        while stage.second < second:
            following = min(second, (stage.second // _MINUTE_S + 1) * _MINUTE_S)
            await asyncio.to_thread(self._play.wait, following)
            self._play.go_to(following)
            await self._settled(pilot)

    async def _settled(self, pilot: Pilot[int]) -> None:
        """Wait until nothing more comes of what was done."""
        calm = 0
        for _ in range(_LOOKS):
            before = self._written
            self._console.beat()
            await pilot.pause()
            calm = calm + 1 if self._console.quiet and self._written == before else 0
            if calm == _CALM:
                return

    def _hear(self, news: JournalNews) -> None:
        """On a thread of the journal's."""
        self._written += len(news.entries)


class _StillPulse(Pulse):
    """Nothing moves by itself; the services are asked where the console lives, whoever wants to know."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def run(self) -> None:
        """Only learn where that is."""
        self._loop = asyncio.get_running_loop()

    async def once(self) -> None:
        """Ask every service now."""
        asking = super().once()
        if self._loop is None:
            await asking
        else:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asking, self._loop))


def _still(play: ScriptedPlay) -> Drill:
    """The drill, with such a pulse for the console and for commands, which run on a thread of their own."""
    drill, pulse = play.drill, _StillPulse(play.drill.stage, lambda _: None)

    def moved_by_it(parts: Parts) -> Parts:
        return replace(parts, watch=replace(parts.watch, poller=pulse))

    if play.session.staged is not None:
        play.session.staged = moved_by_it(play.session.staged)
    return replace(drill, parts=moved_by_it(drill.parts))
