"""A drill played from a script that presses keys: on the drill's own console, which nobody sees."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from console.drill.app import DrillConsole
from console.drill.pulse import BEAT_S, Pulse
from console.drill.scripted import Outcome, ScriptedPlay
from data.drills.script import Action
from data.models.score import Score

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from data.drills.stage import Stage
    from data.models.journal import JournalNews

_SIZE = (160, 50)
_QUIET_S = 2 * BEAT_S
_MINUTE_S = 60.0
_LOOKS = 50
"""So often it is looked whether all is quiet; what is never quiet hinders nothing for long."""


class KeyedConsole(DrillConsole):
    """Time is the script's alone: it stands, and the keys for it do nothing."""

    done = False
    """Whether the players have ended the drill."""

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


class KeyedPlay:
    """Does what a script says, keys and commands; each has come to its end before time goes on."""

    def __init__(self, play: ScriptedPlay) -> None:
        self._play = play
        self._console = KeyedConsole(play.drill)
        self._written = 0

    async def play(self, actions: Iterable[Action], heard: Callable[[Outcome], object]) -> Score:
        """As `ScriptedPlay.play`, on the event loop. Raises OpsError."""
        play, console = self._play, self._console
        play.drill.parts.journal.listen(self._hear)
        _ask_here(play, asyncio.get_running_loop())
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
        """Wait until nothing more is written because of what was done."""
        for _ in range(_LOOKS):
            before = self._written
            await pilot.pause()
            await asyncio.sleep(_QUIET_S)
            if self._written == before:
                return

    def _hear(self, news: JournalNews) -> None:
        """On a thread of the journal's."""
        self._written += len(news.entries)


class _LoopPulse(Pulse):
    """Asks the services on the loop that the console lives on, whoever wants to know."""

    def __init__(self, stage: Stage, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(stage, lambda _: None)
        self._loop = loop

    async def once(self) -> None:
        """Ask every service now."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(super().once(), self._loop))


def _ask_here(play: ScriptedPlay, loop: asyncio.AbstractEventLoop) -> None:
    """Commands run on a thread of their own; what they ask for is the console's."""
    staged = play.session.staged
    if staged is not None:
        pulse = _LoopPulse(play.drill.stage, loop)
        play.session.staged = replace(staged, watch=replace(staged.watch, poller=pulse))
