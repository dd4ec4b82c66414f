"""The journal's promises in figures, each against the plainest way to do the same."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from data.journal.appending import Appender
from data.journal.drafting import Prepared, prepare
from data.journal.journal import Journal
from data.models.entry import Draft
from data.timekeeping import SystemTimekeeper
from tests.bench.row import Row
from tests.journal_helpers import CHECKED, notes, sealed_file

APPEND_BUDGET = 1.5
OPEN_BUDGET = 1.2
OLD_ENTRIES = 1_000_000
_ENTRY = Draft(CHECKED.kind, {**CHECKED.fields, "note": "as every day"})
_BURST = 29
"""As many items as the longest daily list has."""
_TIME = SystemTimekeeper()
_ZONE = ZoneInfo("Europe/London")


def measure(quick: bool) -> list[Row]:
    """Appending one entry at a time and in a burst, and opening with a long history."""
    rounds = 10 if quick else 40
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
        return [*_appending(Path(folder), rounds), _opening(Path(folder), rounds)]


def _appending(folder: Path, rounds: int) -> list[Row]:
    """Against the same number of bytes, written and synced in the same thread."""
    journal = _journal(folder / "journal")
    appender = Appender(folder / "direct", "bastion-1", lambda words: None)
    bare = os.open(folder / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    data = b"x" * len(_made().sealed("0" * 64)[0])

    def write_bare() -> None:
        os.write(bare, data)
        os.fdatasync(bare)

    def append() -> None:
        made = _made()
        appender.append(made.file_day, [made])

    def submit() -> None:
        journal.submit(_ENTRY).result()

    def burst() -> None:
        for future in [journal.submit(_ENTRY) for _ in range(_BURST)]:
            future.result()

    for work in (append, submit):
        work()
    rows = [
        _row("journal: append, against write + fdatasync", write_bare, append, rounds, APPEND_BUDGET),
        _row("journal: the same through the writer's thread, one by one", write_bare, submit, rounds, None),
        _row(
            f"journal: {_BURST} at once, against as many",
            _times(write_bare),
            burst,
            rounds // 5,
            APPEND_BUDGET,
        ),
    ]
    os.close(bare)
    appender.close()
    journal.close(5.0)
    return rows


def _opening(folder: Path, rounds: int) -> Row:
    """What a console does with the journal before its first frame: open, listen, read today."""
    new, old = folder / "new", folder / "old"
    _lay_down_history(old)
    for root in (new, old):
        journal = _journal(root)
        for _ in range(20):
            journal.submit(_ENTRY).result()
        journal.close(5.0)

    def opened(root: Path) -> None:
        journal = _journal(root)
        journal.listen(lambda news: None)
        assert len(journal.day(journal.today()).entries) == 20
        journal.close(0.0)

    name = "journal: open and read today, with a million old entries against none"
    return _row(name, lambda: opened(new), lambda: opened(old), rounds, OPEN_BUDGET)


def _lay_down_history(root: Path, files: int = 1000) -> None:
    """Old days, a third of them this year: one day's file under many names."""
    data, _ = sealed_file(notes(OLD_ENTRIES // files))
    first: Path | None = None
    for number in range(1, files + 1):
        day = _TIME.now().date() - timedelta(days=number + 1)
        file = root / f"{day.year:04}" / f"{day.isoformat()}.bastion-1.toml"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if first is None:
            file.write_bytes(data)
            first = file
        else:
            file.hardlink_to(first)


def _row(
    name: str, plain: Callable[[], None], ours: Callable[[], None], rounds: int, budget: float | None
) -> Row:
    """The ratio of two timings that are taken by turns, so that both meet the same disk and neighbours."""
    ratios = []
    for _ in range(rounds):
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(10):
            for work, times in zip((plain, ours), taken, strict=True):
                started = time.perf_counter()
                work()
                times.append(time.perf_counter() - started)
        ratios.append(median(taken[1]) / median(taken[0]))
    low, value, high = quantiles(ratios, n=4)
    return Row(name, value, "×", (high - low) / 2, budget, budget is None or value <= budget)


def _times(work: Callable[[], None]) -> Callable[[], None]:
    def again_and_again() -> None:
        for _ in range(_BURST):
            work()

    return again_and_again


def _made() -> Prepared:
    return prepare(_ENTRY, at=_TIME.now().astimezone(_ZONE), by="alice", host="bastion-1")


def _journal(root: Path) -> Journal:
    return Journal.open(root, by="alice", host="bastion-1", zone=_ZONE, time=_TIME)


if __name__ == "__main__":
    for row in measure(quick=False):
        promise = "" if row.budget is None else f"(budget {row.budget}: {'kept' if row.ok else 'BROKEN'})"
        print(f"{row.name:72} {row.ratio_or_value:5.2f} {row.unit} ± {row.spread:.2f} {promise}")
