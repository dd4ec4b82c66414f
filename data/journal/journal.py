"""The journal as the rest of the program knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from data.errors import JournalRefused
from data.journal.appending import Appender
from data.journal.drafting import prepare
from data.journal.following import Follower
from data.journal.history import History
from data.journal.listing import Listing
from data.journal.names import file_host
from data.journal.notifier import Listener, Notifier
from data.journal.pages import days_between, read_day
from data.journal.searching import mentions
from data.journal.showing import shown, shown_page
from data.journal.surroundings import warnings_of, why_view_only
from data.journal.writer import Writer
from data.models.entry import Draft, Entry
from data.models.journal import DayPage, JournalHealth, JournalNews, SaveState
from data.timekeeping import Timekeeper

_LAST_WORDS_S = 0.5
"""How long listeners may take to hear the last news when the journal is closed."""


class Journal:
    """Writes entries durably, reads days back, and tells of what others write.

    Made by `open`, which reads no entries at all. Any thread may use it.
    """

    def __init__(
        self,
        root: Path,
        *,
        by: str,
        host: str,
        zone: ZoneInfo,
        time: Timekeeper,
        view_only: JournalHealth | None = None,
        drill: bool = False,
    ) -> None:
        """`view_only` says why nothing can be written, where it cannot; see `open`."""
        self.root = root
        self.by = by
        self.host = host
        self.zone = zone
        self.drill = drill
        """Whether everything that is recorded here belongs to a drill."""
        self._time = time
        self._view_only = view_only
        self._notifier = Notifier()
        self._writer = Writer(Appender(root, file_host(host), self._hold_up), self._written)
        self._listing = Listing()
        self._follower = Follower(root, zone, self.today, self._read_from_others, self._listing.names_in)
        self.history = History(root, zone)
        """What older days hold; counts nothing before its `start` is called."""

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        by: str,
        host: str,
        zone: ZoneInfo,
        time: Timekeeper,
        read_only: bool = False,
        drill: bool = False,
    ) -> Journal:
        """The journal in the folder `root`, which is made where it is missing.

        It always opens; where nothing can be written it is view-only, and `health` says why.
        """
        year = f"{time.now().astimezone(zone).year:04}"
        words, remedy = "read-only mode: nothing is recorded", ""
        if not read_only:
            words, remedy = why_view_only(root, year), "mend that, or use another folder with --log-dir"
        view_only = JournalHealth(SaveState.VIEW_ONLY, words, remedy) if words else None
        return cls(root, by=by, host=host, zone=zone, time=time, view_only=view_only, drill=drill)

    def submit(self, draft: Draft, *, by: str = "") -> Future[Entry]:
        """Record `draft`; never waits. The future resolves when the entry is on disk, not before.

        `by` is who says so where that is somebody else than the person at this console, as an
        invented colleague in a drill. Where nothing can be written it fails at once with
        JournalRefused. While the disk fails it stays pending, is tried again by itself, and is
        listed in `health.unsaved`. Raises BadDataError for values that an entry cannot hold.
        """
        if self._view_only is not None:
            refused: Future[Entry] = Future()
            refused.set_exception(JournalRefused(self._view_only.message, self._view_only.remedy))
            return refused
        at = self._time.now().astimezone(self.zone)
        draft = replace(draft, drill=draft.drill or self.drill)
        prepared = prepare(draft, at=at, by=by or self.by, host=self.host)
        self._follower.expect(prepared.values["id"])
        return self._writer.submit(prepared)

    @property
    def health(self) -> JournalHealth:
        """Whether everything is saved, and what to do where it is not."""
        return self._view_only or self._writer.health

    @property
    def quiet(self) -> bool:
        """Whether all that was submitted is on disk, and every listener has heard of it."""
        return self._writer.idle and self._notifier.idle

    def dismiss(self) -> None:
        """The notice in `health` has been seen."""
        self._writer.dismiss()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told, on a thread of the journal's, of new entries and of a changed health.

        Entries that others wrote may come more than once; their id tells. The function that is
        returned ends the listening.
        """
        stop = self._notifier.listen(listener)
        self._follower.start()
        return stop

    def today(self) -> date:
        """The day that it is, in the journal's zone."""
        return self._time.now().astimezone(self.zone).date()

    def warnings(self) -> tuple[str, ...]:
        """What about the journal's place deserves a warning, one sentence each."""
        return warnings_of(self.root, f"{self.today().year:04}")

    def day(self, day: date, last: int | None = None) -> DayPage:
        """What is in the files of one day: what happened then, by the clock of the zone.

        With `last`, only about so many entries from the end, however large the files are.
        """
        return shown_page(read_day(self.root, day, self.zone, last, self._listing.names_in))

    def days(self) -> list[date]:
        """The days that have a file, oldest first. Lists folders; reads no file."""
        return days_between(self.root)

    def mentions(self, day: date, words: Sequence[bytes]) -> bool:
        """Whether one of `words` stands in the files of a day; quick, since nothing is parsed."""
        return mentions(self.root, day, words)

    def since(self, day: date) -> list[Entry]:
        """All entries of the files of `day` and later, oldest first."""
        return [entry for found in days_between(self.root, day) for entry in self.day(found).entries]

    def close(self, timeout: float = 2.0) -> tuple[Entry, ...]:
        """Save what is pending, at most for `timeout` seconds, and return what is not saved."""
        self._follower.close(0.0)
        self.history.close()
        unsaved = self._writer.close(timeout)
        self._notifier.close(min(timeout, _LAST_WORDS_S))
        return unsaved

    def _hold_up(self, words: str) -> None:
        self._writer.hold_up(words)

    def _written(self, entries: tuple[Entry, ...]) -> None:
        if self._notifier.wanted:
            self._notifier.tell(JournalNews(self.health, tuple(shown(entry) for entry in entries)))
        self._follower.own(entries)

    def _read_from_others(self, entries: tuple[Entry, ...], placed: tuple[Entry, ...]) -> None:
        self._notifier.tell(JournalNews(self.health, entries, placed))
