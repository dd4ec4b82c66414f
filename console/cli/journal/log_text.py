"""How entries and problems of the journal are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from data.errors import UsageError
from data.journal.exporting import entry_json, summary
from data.journal.showing import shown
from data.journal.verifying import Report
from data.models.entry import Entry
from data.models.journal import Problem


def entry_line(entry: Entry) -> str:
    """An entry in one line that is safe to print."""
    fit = shown(entry)
    who = f"{fit.by}@{fit.host}" if fit.host else fit.by
    return f"{fit.at.isoformat(timespec='seconds')} {who} {summary(fit)}"


def entry_as_json(entry: Entry) -> str:
    """An entry as JSON on one line, in ASCII: it keeps every character and a terminal obeys none."""
    return json.dumps(entry_json(entry), allow_nan=False)


def entries_as_json(entries: Iterable[Entry]) -> Iterable[str]:
    """The lines of a JSON array, one entry a line, without holding all of them."""
    before = "["
    for entry in entries:
        yield f"{before}{entry_as_json(entry)}"
        before = ","
    yield "]" if before == "," else "[]"


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as JSON."""
    return {
        "kind": str(problem.fault),
        "file": str(problem.file),
        "line": problem.line,
        "words": problem.words,
        "text": problem.text,
    }


def report_lines(report: Report, findings: Iterable[Problem], *, notes: bool) -> Iterable[str]:
    """What verifying has shown: the findings asked for, then a sentence."""
    for finding in findings:
        yield f"{finding.fault}: {finding}"
        if notes and finding.text:
            yield f"    {finding.text}"
    if notes:
        yield from (f"note: {note}" for note in report.notes)
    good = entries_in(report.entries, report.files)
    if not report.findings:
        hint = f", {_many(len(report.notes), 'note')} (--all)" if report.notes and not notes else ""
        yield f"{good}: nothing is wrong{hint}"
    else:
        are = "is" if len(report.findings) == 1 else "are"
        yield f"{good} can be read; {_many(len(report.findings), 'thing')} {are} wrong"


def entries_in(entries: int, files: int) -> str:
    """How many entries in how many files."""
    return f"{entries} {'entry' if entries == 1 else 'entries'} in {_many(files, 'file')}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def day_asked(text: str | None, today: date) -> date | None:
    """A day as people write it: 2026-11-20, today, yesterday. Raises UsageError."""
    if text is None:
        return None
    known = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return known.get(text) or date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day", "write 2026-11-20, today or yesterday") from error
