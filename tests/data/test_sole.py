"""A duty is one process's, until it ends."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from data.sole import Sole
from tests.waiting import until

HOLD = """
import sys, time
from pathlib import Path
from data.sole import Sole
sole = Sole(Path(sys.argv[1]), "duty")
print(sole.take(), flush=True)
time.sleep(60)
"""


def test_two_in_one_process_exclude_each_other_as_well(tmp_path: Path) -> None:
    one, other = Sole(tmp_path, "duty"), Sole(tmp_path, "duty")
    assert one.take() and one.take() and one.held
    assert not other.take() and f"process {os.getpid()} (" in other.why
    assert other.holder and other.why.startswith(other.holder) and not one.holder
    assert Sole(tmp_path, "another").take()
    one.release()
    assert other.take() and other.why == other.holder == "" and not one.held
    other.release()


def test_it_is_private(tmp_path: Path) -> None:
    sole = Sole(tmp_path, "duty")
    assert sole.take()
    assert stat.S_IMODE(sole.path.stat().st_mode) == 0o600
    sole.release()


def test_death_lets_it_go(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "True\n"
        sole = Sole(tmp_path, "duty")
        assert not sole.take()
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait(60)
        until(sole.take)
        sole.release()


def test_a_file_that_was_taken_away_under_it_is_no_lock_any_more(tmp_path: Path) -> None:
    one, other = Sole(tmp_path, "duty"), Sole(tmp_path, "duty")
    assert one.take()
    one.path.unlink()
    assert not one.held
    assert other.take() and not one.take()
    other.release()


def test_nothing_foreign_is_locked(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    sole = Sole(tmp_path, "duty")
    sole.path.symlink_to(target)
    assert not sole.take() and "symbolic link" in sole.why
    sole.path.unlink()
    sole.path.hardlink_to(target)
    assert not sole.take() and "second name" in sole.why
    sole.path.unlink()
    os.mkfifo(sole.path)
    assert not sole.take() and "no plain file" in sole.why
    assert target.read_text() == "mine"


def test_without_the_folder_nobody_has_it(tmp_path: Path) -> None:
    sole = Sole(tmp_path / "missing", "duty")
    assert not sole.take() and "No such file" in sole.why
