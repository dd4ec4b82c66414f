"""Consoles that are killed in the middle of writing (fault 1)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from data.journal.reading import read_file
from data.models.entry import Trust
from tests.journal_helpers import TODAY, parsed

REPOSITORY = Path(__file__).parents[3]
KILLS = int(os.environ.get("OPS_KILLS", "60"))
"""How many consoles are killed; the promise is about 1000."""
LARGEST = 400_000
AT_ONCE = 2


def worker(root: Path, count: int = 0, largest: int = LARGEST) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "tests.journal_worker", str(root), "alice", str(count), str(largest)]
    return subprocess.Popen(program, cwd=REPOSITORY, stdout=subprocess.PIPE, bufsize=0)


def test_what_was_acknowledged_survives_every_kill(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    for number in range(0, KILLS, AT_ONCE):
        root = tmp_path / str(number // 50)
        workers = [worker(root) for _ in range(min(AT_ONCE, KILLS - number))]
        firsts = [running.stdout.readline() for running in workers if running.stdout]
        time.sleep(chance.uniform(0, 0.06))
        for running, first in zip(workers, firsts, strict=True):
            running.kill()
            rest, _ = running.communicate(timeout=60)
            acknowledged += (first + rest).decode().splitlines(keepends=False)
    torn, found = 0, Counter[str]()
    for root in tmp_path.iterdir():
        # One more append mends the last torn end, as the next start does.
        last = worker(root, count=1, largest=50)
        acknowledged += last.communicate(timeout=60)[0].decode().split()
        content = read_file(root / TODAY, ZoneInfo("UTC"))
        assert content.problems == []
        assert {entry.trust for entry in content.entries} == {Trust.SEALED}
        assert len(parsed(root / TODAY)) == len(content.entries)
        assert [entry.prev for entry in content.entries] == [
            "",
            *(entry.seal for entry in content.entries[:-1]),
        ]
        found.update(entry.id for entry in content.entries)
        torn += len(list((root / TODAY).parent.glob("*.torn")))
    lost = [entry_id for entry_id in acknowledged if entry_id not in found]
    doubled = [entry_id for entry_id, times in found.items() if times > 1]
    print(f"{KILLS} kills: {len(acknowledged)} acknowledged, {len(found)} found, {torn} torn ends set aside")
    assert (lost, doubled) == ([], [])
    assert len(acknowledged) >= KILLS
