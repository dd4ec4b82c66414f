"""Where the journal may be written, where not, and what happens when the place changes."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.errors import JournalRefused
from data.journal.journal import Journal
from data.journal.surroundings import file_system, warnings_of
from data.models.entry import Draft
from data.models.journal import SaveState
from tests.journal_helpers import TODAY, StillTime, notes, opened, parsed, put, sealed_file
from tests.rights import needs_root, unwritable
from tests.waiting import until


def view_only(root: Path) -> Journal:
    journal = Journal.open(root, by="alice", host="bastion-1", zone=ZoneInfo("UTC"), time=StillTime())
    assert journal.health.state is SaveState.VIEW_ONLY
    with pytest.raises(JournalRefused):
        journal.submit(Draft("note")).result(1)
    assert journal.close() == ()
    return journal


def test_a_missing_folder_is_made_private(tmp_path: Path) -> None:
    """Faults 8 and 23."""
    before = os.umask(0)
    try:
        with opened(tmp_path / "state/ops-console/journal") as journal:
            journal.submit(Draft("note")).result(30)
            assert journal.warnings() == ()
    finally:
        os.umask(before)
    made = [tmp_path / "state", tmp_path / "state/ops-console", tmp_path / "state/ops-console/journal"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in [*made, made[-1] / "2026"]} == {0o700}
    assert stat.S_IMODE((made[-1] / TODAY).stat().st_mode) == 0o600


def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    """Fault 8."""
    root = tmp_path / "journal"
    data, entries = sealed_file(notes(2))
    put(root, data)
    with unwritable(root):
        journal = view_only(root)
        assert "may not be written" in journal.health.message
        assert [entry.id for entry in journal.day(journal.today()).entries] == [entry.id for entry in entries]


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    """Fault 8."""
    (tmp_path / "journal").write_text("")
    assert "is a file" in view_only(tmp_path / "journal").health.message
    assert "a file stands where" in view_only(tmp_path / "journal/below").health.message
    (tmp_path / "other").mkdir()
    (tmp_path / "other/2026").write_text("")
    assert "2026 is a file" in view_only(tmp_path / "other").health.message


def symlink(file: Path) -> str:
    file.symlink_to(file.with_name("elsewhere"))
    return "symbolic link"


def pipe(file: Path) -> str:
    os.mkfifo(file)
    return "no plain file"


def folder(file: Path) -> str:
    file.mkdir()
    return "not what it should be"


def second_name(file: Path) -> str:
    file.with_name("first").write_bytes(sealed_file(notes(1))[0])
    os.link(file.with_name("first"), file)
    return "hard link"


def foreign(file: Path) -> str:
    needs_root()
    file.write_bytes(sealed_file(notes(1))[0])
    os.chown(file, 12345, 12345)
    return "another user (number 12345)"


@pytest.mark.parametrize("spoil", [symlink, pipe, folder, second_name, foreign])
def test_an_unsafe_file_is_refused_and_nothing_is_lost(tmp_path: Path, spoil: Callable[[Path], str]) -> None:
    """Fault 9."""
    file = tmp_path / TODAY
    file.parent.mkdir(mode=0o700)
    words = spoil(file)
    before = {path.name: path.lstat().st_size for path in file.parent.iterdir()}
    with opened(tmp_path) as journal:
        future = journal.submit(Draft("note", {"note": "kept"}))
        until(lambda: journal.health.state is SaveState.NOT_SAVED)
        health = journal.health
        assert words in health.message and str(file) in health.message and health.remedy
        assert [entry.get("note") for entry in health.unsaved] == ["kept"]
        assert {path.name: path.lstat().st_size for path in file.parent.iterdir()} == before
        journal.day(journal.today())
        if file.is_dir():
            file.rmdir()
        else:
            file.unlink()
        assert future.result(30).get("note") == "kept"
    assert len(parsed(file)) == 1


def test_a_year_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "journal").mkdir(mode=0o700)
    (tmp_path / "journal/2026").symlink_to(tmp_path / "elsewhere")
    with opened(tmp_path / "journal") as journal:
        future = journal.submit(Draft("note"))
        until(lambda: journal.health.state is SaveState.NOT_SAVED)
        assert "symbolic link" in journal.health.message
        assert list((tmp_path / "elsewhere").iterdir()) == []
        (tmp_path / "journal/2026").unlink()
        future.result(30)


def test_a_reader_does_not_follow_what_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / TODAY
    file.parent.mkdir(mode=0o700)
    os.mkfifo(file)
    (tmp_path / "secret").write_text("[[entry]]\nnote = 'secret'\n")
    file.with_name("2026-11-20.other.toml").symlink_to(tmp_path / "secret")
    with opened(tmp_path) as journal:
        page = journal.day(journal.today())
    assert page.entries == ()
    assert sorted(problem.words.split(":")[0] for problem in page.problems) == ["cannot be read"] * 2


@pytest.mark.parametrize("how", ["renamed", "deleted", "folder deleted", "all deleted", "replaced"])
def test_a_file_that_is_moved_while_it_is_open(tmp_path: Path, how: str) -> None:
    """Fault 18."""
    root = tmp_path / "journal"
    file = root / TODAY
    with opened(root) as journal:
        first = journal.submit(Draft("note")).result(30)
        if how == "renamed":
            file.rename(file.with_suffix(".old"))
        elif how == "deleted":
            file.unlink()
        elif how == "folder deleted":
            shutil.rmtree(file.parent)
        elif how == "all deleted":
            shutil.rmtree(root)
        else:
            file.with_suffix(".new").write_bytes(file.read_bytes())
            file.with_suffix(".new").replace(file)
        second = journal.submit(Draft("note")).result(30)
        assert "opened anew" in journal.health.message
        third = journal.submit(Draft("note")).result(30)
    kept = [first.id] if how == "replaced" else []
    assert [entry["id"] for entry in parsed(file)] == [*kept, second.id, third.id]
    assert second.prev == (first.seal if kept else "")


def test_a_file_that_somebody_cut_short(tmp_path: Path) -> None:
    """Fault 18: as a careless log rotation does."""
    with opened(tmp_path) as journal:
        journal.submit(Draft("note")).result(30)
        os.truncate(tmp_path / TODAY, 0)
        second = journal.submit(Draft("note")).result(30)
    assert [(entry["id"], entry["prev"]) for entry in parsed(tmp_path / TODAY)] == [(second.id, "")]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-20", 24)])
def test_days_of_every_length(tmp_path: Path, day: str, hours: int) -> None:
    """Fault 20."""
    zone = ZoneInfo("Europe/London")
    midnight = datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC)
    time = StillTime(midnight - timedelta(minutes=30))
    with opened(tmp_path, zone="Europe/London", time=time) as journal:
        for _ in range(hours + 2):
            journal.submit(Draft("note")).result(30)
            time.moment += timedelta(hours=1)
        days = journal.days()
        pages = [journal.day(each).entries for each in days]
    assert [len(page) for page in pages] == [1, hours, 1]
    assert days[1].isoformat() == day
    assert {entry.day for entry in pages[1]} == {days[1]}
    moments = [entry.at for page in pages for entry in page]
    passed = {later.astimezone(UTC) - earlier.astimezone(UTC) for earlier, later in pairwise(moments)}
    assert passed == {timedelta(hours=1)}


def test_the_hour_that_comes_twice_keeps_its_order(tmp_path: Path) -> None:
    """Fault 72: wall clocks alone would put the second half hour before the first, or lose an hour."""
    time = StillTime(datetime(2026, 10, 25, 0, 50, tzinfo=UTC))
    kept = []
    for minutes, host in ((0, "one"), (20, "two"), (40, "one")):
        with opened(tmp_path, host=host, zone="Europe/London", time=time) as journal:
            kept.append(journal.submit(Draft("note", {"minutes": minutes})).result(30))
            page = journal.day(journal.today())
        time.moment += timedelta(minutes=20)
    assert [f"{entry.at:%H:%M %z}" for entry in kept] == ["01:50 +0100", "01:10 +0000", "01:30 +0000"]
    assert [entry.get("minutes") for entry in page.entries] == [0, 20, 40]
    for entries in (kept, page.entries):
        assert [later.at - earlier.at for earlier, later in pairwise(entries)] == [timedelta(minutes=20)] * 2
        assert entries[0].at < entries[1].at < entries[2].at


def test_wider_modes_and_foreign_owners_are_warned_of(tmp_path: Path) -> None:
    """Fault 23."""
    (tmp_path / "2026").mkdir(mode=0o755)
    tmp_path.chmod(0o777)
    told = warnings_of(tmp_path, "2026")
    assert told[0] == f"{tmp_path} is open to others (mode 0777): chmod 700 {tmp_path}"
    assert told[1].startswith(f"{tmp_path}/2026 is open to others (mode 0755)")
    tmp_path.chmod(0o700)
    (tmp_path / "2026").chmod(0o700)
    assert warnings_of(tmp_path, "2026") == ()


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "fuse.sshfs"])
def test_a_network_file_system_is_warned_of(tmp_path: Path, kind: str) -> None:
    """Fault 24."""
    device = tmp_path.stat().st_dev
    mounts = (
        "22 1 0:21 / /proc rw,nosuid shared:12 - proc proc rw\n"
        f"31 1 {os.major(device)}:{os.minor(device)} / /home rw,relatime shared:1 - {kind} server:/home rw\n"
    )
    assert file_system(tmp_path, mounts) == kind
    (told,) = warnings_of(tmp_path, "2026", mounts)
    assert "network file system" in told and "each machine writes its own file" in told


def test_a_file_system_without_locks_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 24."""

    def no_locks(_fd: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("data.journal.locking.fcntl.flock", no_locks)
    with opened(tmp_path) as journal:
        saved = journal.submit(Draft("note")).result(30)
        assert [entry.id for entry in journal.day(journal.today()).entries] == [saved.id]


def test_this_machines_file_system_has_a_name(tmp_path: Path) -> None:
    assert file_system(tmp_path)
    assert file_system(tmp_path / "missing") == ""
