from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.procedures.draft_store import DraftStore, HalfWritten

RUN = "manual-morning-2026-11-20"
HALF = HalfWritten("disk", {"disk": "it is full bec", "": "about the run"})


def test_what_was_half_written_is_there_again(tmp_path: Path) -> None:
    assert DraftStore(tmp_path, "alice").save(RUN, HALF)
    assert DraftStore(tmp_path, "alice").load(RUN) == HALF
    assert DraftStore(tmp_path, "bo").load(RUN) == HalfWritten()


def test_it_survives_a_kill(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from data.procedures.draft_store import DraftStore, HalfWritten\n"
        f"DraftStore(Path(sys.argv[1]), 'alice').save('{RUN}', HalfWritten('', {{'disk': 'half'}}))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=300)
    assert done.returncode == -9
    assert DraftStore(tmp_path, "alice").load(RUN).notes == {"disk": "half"}


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        DraftStore(tmp_path / "journal", "alice").save(RUN, HALF)
    finally:
        os.umask(before)
    [file] = (tmp_path / "journal" / "drafts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_nothing_half_written_leaves_no_file(tmp_path: Path) -> None:
    store = DraftStore(tmp_path, "alice")
    store.save(RUN, HALF)
    assert store.save(RUN, HalfWritten(notes={"disk": ""}))
    assert list((tmp_path / "drafts").iterdir()) == []
    assert store.discard(RUN)


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "j", "../../eve")
    assert store.save("../../../x/" + "y" * 500, HALF)
    assert store.load("../../../x/" + "y" * 500) == HALF
    assert [path.name for path in tmp_path.iterdir()] == ["j"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"cursor = 3", b"notes = 1", b"a = " + b"[" * 5000])
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    store = DraftStore(tmp_path, "alice")
    store.save(RUN, HALF)
    [file] = (tmp_path / "drafts").iterdir()
    file.write_bytes(content)
    assert store.load(RUN) == HalfWritten()


def test_a_link_and_a_fifo_are_not_read(tmp_path: Path) -> None:
    store = DraftStore(tmp_path, "alice")
    store.save(RUN, HALF)
    [file] = (tmp_path / "drafts").iterdir()
    elsewhere = file.rename(tmp_path / "elsewhere")
    file.symlink_to(elsewhere)
    assert store.load(RUN) == HalfWritten()
    file.unlink()
    os.mkfifo(file)
    assert store.load(RUN) == HalfWritten()


def test_where_nothing_can_be_kept_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not DraftStore(tmp_path / "file", "alice").save(RUN, HALF)
    assert DraftStore(tmp_path / "file", "alice").load(RUN) == HalfWritten()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(), st.dictionaries(st.text(max_size=10), st.text(min_size=1), max_size=4))
def test_any_text_comes_back(tmp_path: Path, cursor: str, notes: dict[str, str]) -> None:
    half = HalfWritten(cursor, notes)
    store = DraftStore(tmp_path, "alice")
    assert store.save(RUN, half)
    assert store.load(RUN) == half
