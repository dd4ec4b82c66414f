"""The lab's backups: what is wrong with them comes and goes, in any order."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from console.lab.backup.check import look
from console.lab.backup.nightly import Backups
from console.lab.postgres import Postgres
from console.lab.process import Child


class _Dumping(Postgres):
    """Writes a dump where one is asked for, and does nothing else."""

    async def client(self, program: str, *arguments: str, database: str = "postgres") -> None:
        if program == "pg_dump":
            Path(arguments[0].partition("=")[2]).write_text("-- a dump\n" * 2_000)


@pytest.fixture
async def backups(tmp_path: Path) -> Backups:
    found = Backups(tmp_path)
    child = Child("none", [], log=tmp_path / "log")
    await found.take(_Dumping(1, "", child, tmp_path))
    return found


def _seen(backups: Backups) -> tuple[bool, bool]:
    """Whether the newest is small, and whether it is late."""
    last = look(backups.folder, backups.offsite, time.time())
    assert last is not None and last.offsite and last.intact
    return last.ratio_pct < 50, last.age_h > 26


async def test_eight_nights_and_each_a_little_larger(backups: Backups) -> None:
    nights = sorted(backups.folder.glob("*.sql"), key=lambda night: night.stat().st_mtime)
    sizes = [night.stat().st_size for night in nights]
    assert len(nights) == 8
    assert sizes == sorted(set(sizes))
    assert _seen(backups) == (False, False)


async def test_faults_come_and_go_in_any_order(backups: Backups) -> None:
    await backups.cut(True)
    assert _seen(backups) == (True, False)
    await backups.miss(True)
    assert _seen(backups) == (False, True), "the one that was cut short is among those missed"
    await backups.cut(False)
    await backups.cut(True)
    await backups.miss(False)
    assert _seen(backups) == (True, False)
    await backups.cut(False)
    assert _seen(backups) == (False, False)


async def test_prometheus_is_told_the_same(backups: Backups) -> None:
    await backups.cut(True)
    gauges = backups.gauges(time.time())
    assert gauges["backup_last_size_bytes"] < 0.5 * gauges["backup_usual_size_bytes"]
    assert gauges["backup_last_verified"] == gauges["backup_offsite_copy"] == 1.0
    assert gauges["backup_last_restore_test_timestamp_seconds"] <= time.time()
