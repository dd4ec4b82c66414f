"""A day put together from the files of all machines and segments."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from data.errors import JournalRefused
from data.journal.canonical import canonical
from data.journal.folders import open_to_read
from data.journal.names import FileName, parse_name
from data.journal.reading import read_file
from data.journal.showing import shown
from data.models.entry import Entry
from data.models.journal import DayPage, Problem


def years(root: Path) -> list[str]:
    """The names of the year folders, oldest first."""
    try:
        with os.scandir(root) as found:
            return sorted(item.name for item in found if len(item.name) == 4 and item.name.isdigit())
    except OSError:
        return []


def files_of_year(root: Path, year: str) -> list[FileName]:
    """The journal's files in one year's folder, in the order in which they are read."""
    try:
        names = [file.name for file in (root / year).iterdir()]
    except OSError:
        return []
    return sorted(found for name in names if (found := parse_name(name)) and found.year == year)


def read_day(root: Path, day: date, zone: tzinfo) -> DayPage:
    """Everything in the files of one day."""
    files = [name for name in files_of_year(root, f"{day.year:04}") if name.day == day]
    problems: list[Problem] = []
    lists: list[list[Entry]] = []
    for name in files:
        path = name.under(root)
        if name.torn:
            problems.append(Problem(path, 0, "holds torn bytes that were set aside"))
            continue
        content = read_file(path, zone)
        lists.append(content.entries)
        problems.extend(content.problems)
    entries, conflicts = union(lists)
    return DayPage(day, tuple(shown(entry) for entry in entries), (*problems, *conflicts))


def mentions(root: Path, day: date, words: Sequence[bytes]) -> bool:
    """Whether one of `words` stands anywhere in the files of a day; nothing is parsed for it."""
    for name in files_of_year(root, f"{day.year:04}"):
        if name.day != day or name.torn:
            continue
        try:
            with (
                os.fdopen(open_to_read(name.under(root)), "rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
            ):
                if any(content.find(word) >= 0 for word in words):
                    return True
        except (OSError, ValueError, JournalRefused):
            continue
    return False


def union(lists: Iterable[Sequence[Entry]]) -> tuple[list[Entry], list[Problem]]:
    """The entries of several files in the order of time, each id once.

    Within a file its own order stands, also where the clock was moved. Entries with one id and
    different content are both kept, and reported.
    """
    keyed = []
    for number, entries in enumerate(lists):
        latest = None
        for entry in entries:
            latest = entry.at if latest is None or entry.at > latest else latest
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
                problems.append(
                    Problem(entry.file, entry.line, f"conflict: {place} has the same id, but says otherwise")
                )
        kept.append(entry)
    return kept, problems


def same_content(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same, wherever they stand."""
    if one.seal and one.seal == other.seal and one.trust == other.trust:
        return True
    return _bare(one) == _bare(other) and canonical(one.fields) == canonical(other.fields)


def _bare(entry: Entry) -> Entry:
    return replace(entry, prev="", seal="", file=None, line=0, fields={}, trust=type(entry.trust).SEALED)
