"""Takes the known jumps of wall clocks out of the times of entries, and says what is in doubt."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from data.models.entry import Draft, Entry
from data.models.incident import Jump, Stamp
from data.procedures.fields import number
from data.safe import safe

MOVED = "clock.moved"
_SAME_S = 2.0
_NOTICED_S = 30.0
_TOLD = 5


def clock_moved(seconds: float) -> Draft:
    """That the clock of this machine was moved, as the journal is to tell it."""
    return Draft(MOVED, {"seconds": round(seconds, 1)})


class Wall:
    """Reads entries in their order; each machine's clock is followed by itself."""

    def __init__(self) -> None:
        self.jumps: list[Jump] = []
        self.backwards: list[tuple[float, Stamp]] = []
        """Times that lie before an earlier entry's (which comes first), though no jump is known."""
        self.drift: dict[str, float] = {}
        self._latest: dict[str, float] = {}

    def another(self) -> Wall:
        """A reader of other entries, who knows of the same jumps."""
        other = Wall()
        other.jumps, other.drift = list(self.jumps), dict(self.drift)
        return other

    def moved(self, entry: Entry) -> None:
        """Go on by an entry that tells of a jump; two consoles that noticed the same one count once."""
        seconds = number(entry.get("seconds"))
        if (
            seconds is None
            or abs(seconds) > 1e10
            or any(self._same(jump, entry, seconds) for jump in self.jumps)
        ):
            return
        self.jumps.append(Jump(entry.at, entry.host, seconds))
        self.drift[entry.host] = self.drift.get(entry.host, 0.0) + seconds

    def stamp(self, entry: Entry) -> Stamp:
        """When an entry was really made, as far as is known."""
        steady = entry.at.timestamp() - self.drift.get(entry.host, 0.0)
        made = Stamp(entry.at, steady, safe(entry.by), entry.id)
        latest = self._latest.get(entry.host, steady)
        if steady < latest - _SAME_S:
            self.backwards.append((latest, made))
        self._latest[entry.host] = max(steady, latest)
        return made

    def doubts(self, began: Stamp) -> tuple[str, ...]:
        """Why times after `began` may be wrong, the first few reasons; empty where none is known."""
        moved = (
            f"the clock of {safe(jump.host)} was moved by {jump.seconds:+g} s at {_words(jump.at)}"
            for jump in self.jumps
            if jump.at.timestamp() >= began.at.timestamp() - abs(jump.seconds)
        )
        back = (
            f"the entry of {_words(stamp.at)} is older than the one before it"
            for latest, stamp in self.backwards
            if latest >= began.steady
        )
        return (*islice(moved, _TOLD), *islice(back, _TOLD))

    def _same(self, jump: Jump, entry: Entry, seconds: float) -> bool:
        apart = abs(entry.at.timestamp() - jump.at.timestamp())
        return jump.host == entry.host and abs(jump.seconds - seconds) <= _SAME_S and apart <= _NOTICED_S


def _words(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
