"""What runs are called, and finding one by what a person types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.models.runbook_run import RunbookRun
from data.safe import safe


def next_run_id(runbook: str, day: date, known: Iterable[str]) -> str:
    """The id for another run of a runbook on a day: ``manual-system-down-2026-11-20-1``."""
    stem = f"{runbook}-{day.isoformat()}-"
    ends = [id.removeprefix(stem) for id in known if id.startswith(stem)]
    numbers = [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 7]
    return f"{stem}{max(numbers, default=0) + 1}"


def named_run(runs: Mapping[str, RunbookRun], name: str = "") -> RunbookRun:
    """The run of that id, or the only open one where nothing is named. Raises UsageError."""
    if name:
        found = runs.get(name)
        if found is None:
            remedy = did_you_mean(name, runs) or "ops-console runbook runs"
            raise UsageError(f'no run of a runbook is called "{safe(name)}"', remedy)
        return found
    open_ = [each for each in runs.values() if each.open]
    if len(open_) == 1:
        return open_[0]
    if not open_:
        raise UsageError("no run of a runbook is open", "ops-console runbook run ID")
    raise UsageError(f"{len(open_)} runs are open", f"name one of {', '.join(each.id for each in open_)}")
