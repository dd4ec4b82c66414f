"""Going through every file and saying what is wrong, with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from itertools import groupby
from pathlib import Path

from data.journal.names import FileName, parse_name
from data.journal.pages import files_of_year, torn_note, union, years
from data.journal.reading import read_file
from data.models.entry import Entry, Trust
from data.models.journal import Fault, Problem


@dataclass(slots=True)
class Report:
    """What going through the files has shown; `notes` are worth knowing, but nothing wrong."""

    files: int = 0
    entries: int = 0
    findings: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def first_of_each(self) -> list[Problem]:
        """The first finding of each kind, in the order of the files."""
        first: dict[Fault, Problem] = {}
        for problem in self.findings:
            first.setdefault(problem.fault, problem)
        return list(first.values())

    def add(self, problems: Iterable[Problem]) -> None:
        """Sort problems into findings and notes."""
        for problem in problems:
            (self.notes if problem.fault is Fault.NOTE else self.findings).append(problem)


def journal_files(root: Path) -> list[Path]:
    """All files of the journal in `root`, oldest day first."""
    return [name.under(root) for year in years(root) for name in files_of_year(root, year)]


def verify(paths: Iterable[Path], zone: tzinfo) -> Report:
    """Go through files of a journal, which are given in the order of their days."""
    report = Report()
    for _, of_day in groupby(paths, key=_day):
        lists: dict[Path, list[Entry]] = {}
        for path in of_day:
            name = parse_name(path.name)
            if name is not None and name.torn:
                report.add([torn_note(path)])
                continue
            content = read_file(path, zone)
            report.files += 1
            report.entries += len(content.entries)
            report.add(content.problems)
            report.add(problem for entry in content.entries if (problem := _distrust(entry)))
            lists[path] = content.entries
        for path, entries in lists.items():
            elsewhere = {entry.seal for other in lists if other != path for entry in lists[other]}
            report.add(_chain_problems(entries, elsewhere))
        report.add(union(lists.values())[1])
    return report


def _chain_problems(entries: Sequence[Entry], elsewhere: set[str]) -> Iterator[Problem]:
    """Where the chain of one file breaks; `elsewhere` are the seals of the day's other files."""
    here = {entry.seal for entry in entries}
    before = ""
    for entry in entries:
        if entry.trust is Trust.HAND_WRITTEN or entry.file is None:
            continue
        if entry.prev != before and entry.prev not in elsewhere:
            if entry.prev in here or not entry.prev:
                yield Problem(entry.file, entry.line, "was written in another place", "", Fault.REORDERED)
            else:
                yield Problem(entry.file, entry.line, "the entry before it is missing", "", Fault.REMOVED)
        before = entry.seal


def _distrust(entry: Entry) -> Problem | None:
    """What the entry's own seal, or the lack of it, tells."""
    if entry.file is None or entry.trust is Trust.SEALED:
        return None
    if entry.trust is Trust.EDITED:
        return Problem(entry.file, entry.line, "was changed after it was sealed", "", Fault.EDITED)
    if entry.prev or not entry.id.startswith("hand-"):
        return Problem(entry.file, entry.line, "has lost its seal", "", Fault.UNSEALED)
    return Problem(entry.file, entry.line, "is written by hand, without a seal", "", Fault.NOTE)


def _day(path: Path) -> date:
    name = parse_name(path.name) or FileName(date.min, path.name)
    return name.day
