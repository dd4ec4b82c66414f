"""What every frame of a replay says of itself, and what its boards are looked at with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from console.chronicle import Chronicle
from console.outlooks import USUAL, Outlooks
from console.parts import Parts
from console.publishing import Publisher
from data.baselines.noted import Bands, bands_in
from data.boards.outlook import Outlook
from data.models.look import NEVER, Look
from data.models.series import Key
from data.models.usual import Usual
from data.recorder.pasts import Notes
from data.stage_clock import StageClock
from widgets.frame.standing import REPLAYED, Standing


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
        return replace(found, badges=(REPLAYED, self._moment(found), *trouble), journal="")

    def _moment(self, standing: Standing) -> str:
        speed = f"{self._clock.speed:g}×" if self._clock.running else "STOPPED"
        return f"{self._clock.now().astimezone(standing.zone):%H:%M:%S} {speed}"


class ReplayOutlooks(Outlooks):
    """Compares with what the recorded console compared with then."""

    def __init__(self, parts: Parts, tape: Recorded) -> None:
        super().__init__(parts)
        self._tape = tape
        self._then: tuple[object, Bands] = (None, Bands())

    def outlook(self, mode: str) -> Outlook:
        """With what was usual then."""
        return replace(super().outlook(mode), usual=self._usual)

    def last(self, mode: str) -> Look:
        """The look that counted as the last one then."""
        at, seen = self._tape.notes.get("looks", {}).get(mode, (None, {}))
        return Look(datetime.fromisoformat(at), dict(seen)) if at else NEVER

    def looked(self, mode: str, seen: dict[str, str]) -> None:
        """Looking at what was is no look."""

    def remembered(self, source: str) -> str:
        """What had become of asking a source for its past."""
        return str(self._tape.notes.get("remembered", {}).get(source, ""))

    def _usual(self, key: Key, at: datetime) -> Usual | None:
        """As it was noted then; where nothing was, as it is known now, and that is said."""
        parts, form = self._parts, self._tape.notes.get(USUAL)
        if form is not self._then[0]:
            self._then = (form, bands_in(form))
        bands = self._then[1]
        if bands.tells_of(at):
            return bands.usual(key, at, parts.standing.zone)
        found = parts.watch.baselines.usual(key, at)
        return found and replace(found, when=f"{found.when}, as known today")
