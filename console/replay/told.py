"""What every frame of a replay says of itself, and what its boards are looked at with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from console.chronicle import Chronicle
from console.outlooks import Outlooks
from console.parts import Parts
from console.publishing import Publisher
from data.models.look import NEVER, Look
from data.recorder.pasts import Notes
from data.stage_clock import StageClock
from widgets.frame.standing import Standing


class Recorded(Protocol):
    """The store of a replay."""

    @property
    def trouble(self) -> str:
        """Why what is shown is not what was then; empty where it is."""
        ...

    @property
    def notes(self) -> Notes:
        """What the recorded console noted of itself."""
        ...


class ReplayPublisher(Publisher):
    """Puts the moment beside the word REPLAY, and what is wrong with it."""

    def __init__(self, parts: Parts, chronicle: Chronicle, clock: StageClock, tape: Recorded) -> None:
        super().__init__(parts, chronicle)
        self._clock = clock
        self._tape = tape

    def standing(self) -> Standing:
        """Where one is, and when; that nothing can be written goes without saying."""
        found = super().standing()
        trouble = [self._tape.trouble.upper()] if self._tape.trouble else []
        return replace(found, badges=("REPLAY", self._moment(found), *trouble), journal="")

    def _moment(self, standing: Standing) -> str:
        speed = f"{self._clock.speed:g}×" if self._clock.running else "STOPPED"
        return f"{self._clock.now().astimezone(standing.zone):%H:%M:%S} {speed}"


class ReplayOutlooks(Outlooks):
    """Compares with what the recorded console compared with then."""

    def __init__(self, parts: Parts, tape: Recorded) -> None:
        super().__init__(parts)
        self._tape = tape

    def last(self, mode: str) -> Look:
        """The look that counted as the last one then."""
        at, seen = self._tape.notes.get("looks", {}).get(mode, (None, {}))
        return Look(datetime.fromisoformat(at), dict(seen)) if at else NEVER

    def looked(self, mode: str, seen: dict[str, str]) -> None:
        """Looking at what was is no look."""

    def remembered(self, source: str) -> str:
        """What had become of asking a source for its past."""
        return str(self._tape.notes.get("remembered", {}).get(source, ""))
