"""Parts of a run as they are read back from entries; what does not fit counts as absent."""

from __future__ import annotations

from dataclasses import replace

from data.models.entry import Entry
from data.models.runbook_run import Checked, Ended, Execution, Output
from data.models.verdict import Verdict
from data.procedures.fields import evidence_in, number, one_of, text, texts
from data.safe import safe, safe_block


def said_by(entry: Entry, key: str) -> str:
    """A line, safe to show."""
    return safe(text(entry, key))


def execution_from(entry: Entry) -> Execution:
    """What ``runbook.started`` tells."""
    argv = tuple(safe(each, 1000) for each in texts(entry, "argv"))
    cwd, target = said_by(entry, "cwd"), said_by(entry, "target")
    return Execution(entry.by, entry.at, argv, cwd, target, entry.host, entry=entry.id)


def finished_from(started: Execution, entry: Entry) -> Execution:
    """The same execution, with what ``runbook.finished`` adds."""
    code, took = number(entry.get("code")), number(entry.get("took_s"))
    return replace(
        started,
        ended=one_of(Ended, entry.get("ended")) or Ended.NOT_STARTED,
        code=int(code) if code is not None else None,
        took_s=max(0.0, took) if took is not None else None,
        output=_output(entry),
        problem=said_by(entry, "problem"),
    )


def checked_from(entry: Entry) -> Checked:
    """What ``runbook.checked`` tells; a verdict that nobody knows is no data."""
    return Checked(
        one_of(Verdict, entry.get("verdict")) or Verdict.NO_DATA,
        said_by(entry, "words"),
        max(1, int(number(entry.get("attempts")) or 1)),
        entry.by,
        entry.at,
        evidence_in(entry),
    )


def _output(entry: Entry) -> Output | None:
    size = number(entry.get("output_bytes"))
    if size is None:
        return None
    cut = entry.get("output_cut") is True
    return Output(safe_block(text(entry, "output")), max(0, int(size)), cut, said_by(entry, "digest"))
