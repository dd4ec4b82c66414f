"""Where the disk takes nothing more: said at once, kept, offered, and saved by itself later. Faults 3, 8."""

from __future__ import annotations

import base64
import re
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.programs import needs
from tests.pty_session import PtySession
from tests.rights import small_disk
from tests.sessions.home import START, Home
from tests.sessions.morning import TITLE, go_to, morning_home, open_morning

pytestmark = pytest.mark.pty

_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)")
Fill = Callable[[Home, PtySession], None]


@contextmanager
def home_on_a_small_disk(folder: Path) -> Iterator[Home]:
    """A home whose journal lies on a disk of its own."""
    with small_disk(folder / "disk", "size=400k") as disk:
        place = f'environment = "production"\nlog_dir = "{disk}/state/journal"'
        with morning_home(folder / "home", place) as home:
            yield home


def disk_of(home: Home) -> Path:
    return home.folder.parent / "disk"


def fill(home: Home) -> Path:
    """Take the rest of the disk."""
    filler = disk_of(home) / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4096)
        except OSError:
            return filler


def mark_the_backup(session: PtySession) -> None:
    go_to(session, "Overnight backup verified")
    session.press("space")


def copied(session: PtySession) -> str:
    """What was handed to the clipboard of the terminal."""
    found = _COPIED.findall(bytes(session.raw))
    return base64.b64decode(found[-1]).decode() if found else ""


@pytest.mark.serial
def test_a_full_disk_is_said_kept_offered_and_mended(tmp_path: Path) -> None:
    with home_on_a_small_disk(tmp_path) as home, home.open() as session:
        open_morning(session)
        filler = fill(home)
        mark_the_backup(session)
        session.wait_for("NOT SAVED: 1", 1)
        session.press("q")
        session.wait_for("1 entry is not on disk")
        session.wait_for("the disk is full")
        session.press("c")
        session.wait_for(lambda screen: "backup" in copied(session))
        session.press("n")
        session.wait_for(lambda screen: "not on disk" not in screen)
        assert home.entries("item.marked") == []
        filler.unlink()
        session.wait_for(lambda screen: "NOT SAVED" not in screen)
        assert [each["item"] for each in home.entries("item.marked")] == ["backup"]
        session.press("q")
        assert session.wait_exit() == 0
        home.assert_verified()


@pytest.mark.serial
def test_leaving_all_the_same_says_what_was_lost(tmp_path: Path) -> None:
    """Without any rights: a limit on the size of files plays the full disk."""
    with morning_home(tmp_path / "home") as home, home.open() as session:
        open_morning(session)
        largest = max(file.stat().st_size for file in home.journal.rglob("*.toml"))
        resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE, (largest + 10, resource.RLIM_INFINITY))
        mark_the_backup(session)
        session.wait_for("NOT SAVED: 1", 1)
        session.press("q")
        session.wait_for("1 entry is not on disk")
        mark = session.mark()
        session.press("y")
        assert session.wait_exit() == 1
        said = session.since(mark).decode().rpartition("\x1b[?25h")[2]
        assert said.startswith("ops-console: 1 entry is not on disk")
        rescued = Path(said.split("kept in ")[1].split()[0].rstrip(")"))
        assert 'item = "backup"' in rescued.read_text()
        assert rescued.stat().st_mode & 0o777 == 0o600
        home.assert_verified()


def test_a_folder_that_cannot_be_written_is_only_looked_at(tmp_path: Path) -> None:
    with home_on_a_small_disk(tmp_path) as home:
        subprocess.run([needs("mount"), "-o", "remount,ro", disk_of(home)], check=True)
        with home.open() as session:
            session.wait_for("VIEW ONLY", START)
            session.press("6")
            go_to(session, TITLE)
            session.press("enter")
            session.wait_for("7 of 8 decided by themselves")
            session.press("space")
            session.wait_for("Nothing is recorded")
            session.press("q")
            assert session.wait_exit() == 0
