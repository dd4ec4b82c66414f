"""What every frame of a drill says of itself: the scenario's minute, and how fast time goes."""

from __future__ import annotations

from dataclasses import replace

from console.chronicle import Chronicle
from console.parts import Parts
from console.publishing import Publisher
from data.clock_watch import ClockWatch
from data.drills.plays.stage import Stage
from data.drills.plays.telling import place_words
from widgets.frame.standing import Standing


class DrillPublisher(Publisher):
    """Puts the stage's time beside the word DRILL."""

    def __init__(self, parts: Parts, chronicle: Chronicle, stage: Stage) -> None:
        super().__init__(parts, chronicle)
        self._stage = stage

    def standing(self) -> Standing:
        """Who and where, and when in the scenario."""
        found = super().standing()
        return replace(found, badges=(*found.badges, moment_words(self._stage)))


class StageWatch(ClockWatch):
    """A stage's clock goes as it is told: nothing was slept away, and nobody has moved it."""

    def jump(self) -> float | None:
        """Never."""
        return None

    def silence(self) -> float:
        """None."""
        return 0.0


def moment_words(stage: Stage) -> str:
    """As in 04:10 of 30:00 2×; that time stands is said in the speed's place."""
    clock = stage.clock
    speed = f"{clock.speed:g}×" if clock.running else "ENDED" if stage.ended else "PAUSED"
    return f"{place_words(stage.second, stage.scenario.lasts)} {speed}"
