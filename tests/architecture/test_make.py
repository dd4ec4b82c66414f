"""What is typed first on a fresh machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT
from tests.programs import needs


def make(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [needs("make"), *words],
        cwd=ROOT,
        env={"PATH": path or "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("target", ["run", "test", "check", "bench"])
def test_help_lists_what_can_be_made(target: str) -> None:
    ended = make("help")
    assert ended.returncode == 0
    assert f"make {target} " in ended.stdout


def test_without_words_it_helps() -> None:
    assert make().stdout == make("help").stdout


def test_a_machine_without_python_is_told_in_one_line(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "touch", "rm"):
        found = shutil.which(tool)
        assert found
        (tools / tool).symlink_to(found)
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ended = make("run", f"VENV={tmp_path / 'venv'}", path=str(tools))
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr.splitlines()[0].startswith("ops-console needs Python 3.11 or newer")
    assert not (tmp_path / "venv").exists()


def test_the_way_of_ci_is_a_sound_script() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert subprocess.run([needs("bash"), "-n", str(script)], check=False, timeout=300).returncode == 0
