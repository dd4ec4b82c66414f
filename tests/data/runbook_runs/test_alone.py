"""One console at a time starts a command of a run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import UsageError
from data.runbook_runs.alone import alone_in, worked_on

ROOT = Path(__file__).parents[3]
HOLDING = """
import sys
from pathlib import Path
from data.runbook_runs.alone import alone_in
with alone_in(Path(sys.argv[1]))("till-1"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_waits_until_it_is_let_go_or_dead(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    alone = alone_in(tmp_path)
    argv = [sys.executable, "-c", HOLDING, str(tmp_path)]
    other = subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        assert worked_on(tmp_path, "till-1") and not worked_on(tmp_path, "till-2")
        with pytest.raises(UsageError, match="being worked on"), alone("till-1"):
            raise AssertionError
        with alone("till-2"):
            assert worked_on(tmp_path, "till-2")
        os.kill(other.pid, signal.SIGKILL)
    assert not worked_on(tmp_path, "till-1")
    with alone("till-1"):
        assert worked_on(tmp_path, "till-1")
    assert list(tmp_path.iterdir()) == []
