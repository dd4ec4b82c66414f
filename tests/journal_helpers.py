"""A journal in a temporary folder, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.journal.journal import Journal
from data.timekeeping import Timekeeper

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class StillTime:
    """A clock that only tests move."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment
        self.seconds = 1000.0

    def now(self) -> datetime:
        """The moment that was set."""
        return self.moment

    def elapsed(self) -> float:
        """The seconds that were set."""
        return self.seconds


@contextmanager
def opened(
    root: Path,
    *,
    by: str = "alice",
    host: str = "bastion-1",
    zone: str = "UTC",
    time: Timekeeper | None = None,
) -> Iterator[Journal]:
    """A journal in `root`; it must be able to save everything before the end."""
    journal = Journal.open(root, by=by, host=host, zone=ZoneInfo(zone), time=time or StillTime())
    try:
        yield journal
    finally:
        assert journal.close(5.0) == ()
