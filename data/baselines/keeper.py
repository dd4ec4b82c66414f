"""Keeps the baselines: reads them once, learns by the hour, and writes them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.baselines.book import Baselines
from data.baselines.file import load, save
from data.baselines.hour import HOUR, HOURS
from data.baselines.worth import is_worth_learning
from data.errors import BadDataError
from data.models.past import Past, Window
from data.models.series import Key
from data.models.snapshot import Phase, Snapshot
from data.models.usual import Usual

_ANEW = 24 * 3_600.0
"""Seconds after which sources are asked for their past again."""


class Keeper:
    """The baselines of one console; without a `file`, or with `keeping` false, nothing is written.

    What one thread learns another may read meanwhile; only one at a time learns.
    """

    def __init__(self, zone: ZoneInfo, file: Path | None = None, *, keeping: bool = True) -> None:
        self._zone = zone
        self._file = file
        self._keeping = keeping
        self.book = Baselines(zone)
        self.problem = ""
        """Why what was kept could not be read, or what was learned not be written."""

    def load(self) -> None:
        """Read what was kept; what cannot be used is said in `problem` and learned anew."""
        if self._file is None:
            return
        try:
            self.book = load(self._file, self._zone)
        except BadDataError as error:
            self.problem = str(error)

    def usual(self, key: Key, at: datetime) -> Usual | None:
        """The band that is expected of a series at a moment."""
        return self.book.usual(key, at)

    def due(self, now: datetime) -> bool:
        """Whether the sources should be asked for their past."""
        learned = self.book.learned
        return learned is None or not 0 <= now.timestamp() - learned < _ANEW

    def window(self, now: datetime) -> Window:
        """What to ask them for: four weeks by the hour, on the hour."""
        end = now.timestamp() // HOUR * HOUR
        return Window(end - HOURS * HOUR, end, float(HOUR))

    def take(self, pasts: Mapping[str, Iterable[Past]], now: datetime) -> int:
        """Learn from what sources remember; returns of how many series."""
        count = 0
        for source, series in pasts.items():
            for past in series:
                if is_worth_learning(past.signal, past.unit):
                    points = zip(past.times, past.values, strict=True)
                    self.book.learn((source, past.signal, past.labels), past.unit, points)
                    count += 1
        self.book.learned = now.timestamp()
        return count

    def note(self, snapshot: Snapshot) -> None:
        """Learn from what is there now: each fresh reading stands for this hour."""
        at = snapshot.at.timestamp()
        for source in snapshot.sources:
            for reading in source.readings if source.phase is Phase.FRESH else ():
                seen = reading.observation
                worth = reading.verdict.known and is_worth_learning(seen.signal, seen.unit)
                if seen.value is not None and worth:
                    self.book.learn(reading.key, seen.unit, [(at, seen.value)])

    def save(self, now: datetime) -> None:
        """Write them, together with what another console has written meanwhile."""
        if self._file is None or not self._keeping:
            return
        with suppress(BadDataError):  # it is about to be replaced
            self.book.merge(load(self._file, self._zone))
        self.book.forget(now.timestamp())
        try:
            save(self.book, self._file)
        except OSError as error:
            self.problem = f"{self._file}: the baselines cannot be written: {error.strerror}"
        else:
            self.problem = ""
