"""``--version`` answers at once."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

import pytest

from console import __version__
from tests.architecture.source_tree import ROOT

RUNS = 9
MORE_THAN_PYTHON_S = 0.15


def took(*argv: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *argv], cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=30)
    return time.perf_counter() - began


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_it_prints_the_version(option: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "console", option], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"ops-console {__version__}\n", "")


@pytest.mark.serial
def test_it_costs_little_more_than_python_itself() -> None:
    pairs = [(took("-c", "pass"), took("-m", "console", "--version")) for _ in range(RUNS)]
    more = median(ours - bare for bare, ours in pairs)
    assert more <= MORE_THAN_PYTHON_S, f"{more * 1000:.0f} ms more than python -c pass"
