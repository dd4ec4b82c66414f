"""The commands that read the journal; they never open it for writing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from console.cli.journal.log_text import (
    day_asked,
    entries_as_json,
    entries_in,
    entry_as_json,
    entry_line,
    problem_json,
    report_lines,
)
from console.cli.session import Session
from console.cli.streams import complain
from data.errors import JournalRefused, UsageError
from data.journal.exporting import entry_json, entry_toml, markdown
from data.journal.merging import merge_into, merged_entries
from data.journal.names import FileName, file_host
from data.journal.pages import days_between, read_day
from data.journal.searching import Query, search
from data.journal.showing import shown
from data.journal.surroundings import warnings_of
from data.journal.verifying import journal_files, verify
from data.models.entry import Entry
from data.models.journal import DayPage, Fault, Problem

_WRONG = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal is, and how days are reckoned."""

    root: Path
    zone: ZoneInfo
    today: date
    host: str

    @classmethod
    def of(cls, session: Session) -> Place:
        """The place that a session's options and configuration name."""
        zone, host = session.zone, session.settings().console.where()
        return cls(session.log_dir, zone, session.time.now().astimezone(zone).date(), host)

    @classmethod
    def to_read(cls, session: Session) -> Place:
        """The same, where it can be read: what nobody may look at is not empty. Raises JournalRefused."""
        place = cls.of(session)
        if place.root.is_dir() and not os.access(place.root, os.R_OK | os.X_OK):
            raise JournalRefused(f"{place.root} may not be read", "see whose it is: ls -ld, or use --log-dir")
        return place

    @property
    def file_of_today(self) -> Path:
        """The file that today's first entry goes to."""
        return FileName(self.today, file_host(self.host)).under(self.root)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What about the place deserves a warning."""
        return warnings_of(self.root, f"{self.today.year:04}")


def show_page(
    session: Session, place: Place, day: str | None, query: Query, count: int | None, *, as_json: bool
) -> None:
    """Print a day, or what was searched for."""
    asked = day_asked(day, place.today)
    if query == Query():
        page = read_day(place.root, asked or place.today, place.zone, count)
    else:
        found = search(place.root, place.zone, replace(query, first=asked, last=asked))
        page = DayPage(asked or place.today, tuple(reversed(list(islice(found, count)))))
    if as_json:
        session.say_json(
            {
                "schema": 1,
                "day": asked or (None if query != Query() else page.day),
                "entries": [entry_json(entry) for entry in page.entries],
                "problems": [problem_json(problem) for problem in page.problems],
            }
        )
        return
    for entry in page.entries:
        session.say(entry_line(entry))
    complain_of(page.problems)


def export_entries(session: Session, place: Place, form: str, first: str | None, last: str | None) -> None:
    """Print all entries of a range of days."""
    days = days_between(place.root, day_asked(first, place.today), day_asked(last, place.today))
    if form == "json":
        for line in entries_as_json(_entries(place, days)):
            session.say(line)
    elif form == "toml":
        for entry in _entries(place, days):
            session.say(entry_toml(entry))
    else:
        for number, day in enumerate(days):
            text = markdown(shown(entry) for entry in _entries(place, [day]))
            session.say(("\n" if number else "") + text.rstrip("\n"))


def verify_journal(
    session: Session, place: Place, files: tuple[Path, ...], *, everything: bool, as_json: bool
) -> int:
    """Say what is wrong; 2 where anything is."""
    paths = [path for file in files for path in (journal_files(file) if file.is_dir() else [file])]
    if not files and not place.root.is_dir() and place.root.exists():
        raise UsageError(f"{place.root} is a file, not a journal's folder")
    report = verify(paths if files else journal_files(place.root), place.zone)
    findings = report.findings if everything else report.first_of_each()
    if as_json:
        session.say_json(
            {
                "schema": 1,
                "valid": not report.findings,
                "files": report.files,
                "entries": report.entries,
                "findings": [problem_json(finding) for finding in findings],
                "notes": [problem_json(note) for note in report.notes],
            }
        )
    else:
        for line in report_lines(report, findings, notes=everything):
            session.say(line)
    return _WRONG if report.findings else 0


def merge_journals(
    session: Session, place: Place, roots: tuple[Path, Path], into: Path | None, *, as_json: bool
) -> int:
    """Print or write the union; 2 where there are conflicts."""
    merged = merged_entries(roots, place.zone)
    conflicts = [problem for problem in merged.problems if problem.fault is Fault.CONFLICT]
    if into is not None:
        files = merge_into(into, *roots)
    if as_json:
        entries = [] if into is not None else [entry_json(entry) for entry in merged.entries]
        session.say_json(
            {
                "schema": 1,
                "into": str(into) if into is not None else None,
                "total": len(merged.entries),
                "entries": entries,
                "problems": [problem_json(problem) for problem in merged.problems],
            }
        )
    elif into is not None:
        session.say(f"{into}: {entries_in(len(merged.entries), files)}")
    else:
        for entry in merged.entries:
            session.say(entry_toml(entry))
    if not as_json:
        complain_of(merged.problems)
    return _WRONG if conflicts else 0


def complain_of(problems: Iterable[Problem]) -> None:
    """Problems go to standard error, so that what is printed can be used."""
    for problem in problems:
        complain(str(problem))


def print_entry(session: Session, entry: Entry, *, as_json: bool) -> None:
    """One entry, as a line of words or of JSON."""
    session.say(entry_as_json(entry) if as_json else entry_line(entry))


def _entries(place: Place, days: Iterable[date]) -> Iterator[Entry]:
    for day in days:
        page = read_day(place.root, day, place.zone)
        complain_of(page.problems)
        yield from page.entries
