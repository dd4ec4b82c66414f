"""A day put together from the files of all machines and segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from data.journal.forms import forms
from data.journal.listing import Lister, names_in
from data.journal.names import FileName, parse_name
from data.journal.reading import Position, read_file
from data.journal.windows import start_of_last
from data.models.entry import Entry
from data.models.journal import DayPage, Fault, Problem


def years(root: Path) -> list[str]:
    """The names of the year folders, oldest first."""
    return sorted(name for name in names_in(root) if len(name) == 4 and name.isdigit())


def files_of_year(root: Path, year: str) -> list[FileName]:
    """The journal's files in one year's folder, in the order in which they are read."""
    return _parsed(names_in(root / year), year)


def files_of_day(root: Path, day: date, listed: Lister = names_in) -> list[FileName]:
    """The journal's files of one day."""
    year, text = f"{day.year:04}", day.isoformat()
    return _parsed([name for name in listed(root / year) if name.startswith(text)], year)


def _parsed(names: Iterable[str], year: str) -> list[FileName]:
    return sorted(found for name in names if (found := parse_name(name)) and found.year == year)


def read_day(
    root: Path, day: date, zone: tzinfo, last: int | None = None, listed: Lister = names_in
) -> DayPage:
    """Everything in the files of one day; or only its last entries, without reading the rest.

    The entries are as they were written: not yet fit to be shown.
    """
    problems: list[Problem] = []
    lists: list[list[Entry]] = []
    earlier = 0
    for name in files_of_day(root, day, listed):
        path = name.under(root)
        if name.torn:
            problems.append(torn_note(path))
            continue
        start = Position() if last is None else start_of_last(path, last)
        earlier += start.offset
        content = read_file(path, zone, start)
        lists.append(content.entries)
        problems.extend(content.problems)
    entries, conflicts = union(lists)
    kept = entries if last is None else entries[max(0, len(entries) - last) :]
    return DayPage(day, tuple(kept), (*problems, *conflicts), earlier)


def days_between(root: Path, first: date | None = None, last: date | None = None) -> list[date]:
    """The days in a range that have a file, oldest first. Lists folders; reads no file."""
    found = {
        name.day
        for year in years(root)
        if (first is None or year >= f"{first.year:04}") and (last is None or year <= f"{last.year:04}")
        for name in files_of_year(root, year)
        if (first is None or name.day >= first) and (last is None or name.day <= last) and not name.torn
    }
    return sorted(found)


def union(lists: Iterable[Sequence[Entry]]) -> tuple[list[Entry], list[Problem]]:
    """The entries of several files in the order of time, each id once.

    Within a file its own order stands, also where the clock was moved. Entries with one id and
    different content are both kept, and reported.
    """
    keyed = []
    for number, entries in enumerate(lists):
        latest = float("-inf")
        for entry in entries:
            latest = max(latest, entry.at.timestamp())
            keyed.append((latest, number, entry))
    keyed.sort(key=lambda item: (item[0], item[1]))
    known: dict[str, Entry] = {}
    kept: list[Entry] = []
    problems: list[Problem] = []
    for _, _, entry in keyed:
        first = known.setdefault(entry.id, entry)
        if first is not entry:
            if same_content(first, entry):
                continue
            if entry.file is not None:
                place = f"{first.file}:{first.line}"
                words = f"has the id of {place}, but says otherwise"
                problems.append(Problem(entry.file, entry.line, words, fault=Fault.CONFLICT))
        kept.append(entry)
    return kept, problems


def torn_note(path: Path) -> Problem:
    """That a file holds what a crash tore off."""
    return Problem(path, 0, "holds torn bytes that were set aside", fault=Fault.NOTE)


def same_content(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same, wherever they stand."""
    if one.seal and one.seal == other.seal and one.trust == other.trust:
        return True
    return _bare(one) == _bare(other) and forms(one.fields)[1] == forms(other.fields)[1]


def _bare(entry: Entry) -> Entry:
    return replace(entry, prev="", seal="", file=None, line=0, fields={}, trust=type(entry.trust).SEALED)
