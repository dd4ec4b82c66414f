"""What a crash leaves at the end of a file: never a wrong value, never in the way, never thrown away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.journal.appending import Appender
from data.journal.drafting import prepare
from data.journal.reading import read_file
from data.models.entry import Draft, Entry, Trust
from data.models.journal import Fault
from tests.journal_helpers import CHECKED, NOON, TODAY, notes, parsed, put, sealed_file

UTC_ZONE = ZoneInfo("UTC")


def append(root: Path) -> tuple[Entry, str]:
    """One more entry, as a console that has just been started appends it, and what it has to tell."""
    appender = Appender(root, "bastion-1", lambda _: None)
    prepared = prepare(Draft("note", {"note": "after"}), at=NOON, by="alice", host="bastion-1")
    entries = appender.append(date(2026, 11, 20), [prepared])
    appender.close()
    return entries[0], appender.notice


def ids(root: Path) -> list[str]:
    return [entry.id for entry in read_file(root / TODAY, UTC_ZONE).entries]


def test_cut_at_every_byte_of_the_last_entry(tmp_path: Path) -> None:
    """Fault 2."""
    data, entries = sealed_file([*notes(2), CHECKED])
    first, _ = sealed_file(notes(2))
    keep = len(first)
    sealed_at = len(data.rstrip(b"\n"))
    for cut in range(keep, len(data) + 1):
        root = tmp_path / str(cut)
        file = put(root, data[:cut])
        whole = cut >= sealed_at
        kept = [entry.id for entry in entries[: 3 if whole else 2]]
        content = read_file(file, UTC_ZONE)
        assert [entry.id for entry in content.entries] == kept, cut
        assert all(entry.trust is Trust.SEALED for entry in content.entries), cut
        torn = b"" if whole else data[keep:cut]
        assert [problem.fault for problem in content.problems] == [Fault.TORN] * bool(torn.strip()), cut
        added, notice = append(root)
        assert [entry["id"] for entry in parsed(file)] == [*kept, added.id], cut
        assert added.prev == entries[len(kept) - 1].seal
        aside = file.with_suffix(".torn")
        assert (aside.read_bytes() if aside.exists() else b"") == (torn if torn.strip() else b""), cut
        assert (aside.name in notice) == bool(torn.strip())
        if cut % 50 == 0:
            assert read_file(file, UTC_ZONE).problems == []


@pytest.mark.parametrize(
    "junk",
    [
        b"\0" * 4096,
        b"\xff\xfe\0garbage",
        b"[[ent",
        b"[[entry]]\n",
        b'[[entry]]\nid = "x"\n',
        b"<<<<<<< HEAD\n",
        b"[",
    ],
)
def test_a_bad_end_is_set_aside_byte_for_byte(tmp_path: Path, junk: bytes) -> None:
    """Fault 10, and others like it."""
    data, entries = sealed_file(notes(3))
    file = put(tmp_path, data + junk)
    assert ids(tmp_path) == [entry.id for entry in entries]
    added, notice = append(tmp_path)
    assert ids(tmp_path) == [*(entry.id for entry in entries), added.id]
    assert file.with_suffix(".torn").read_bytes() == junk
    assert file.with_suffix(".torn").stat().st_mode & 0o777 == 0o600
    assert "torn" in notice


def test_a_second_torn_end_has_a_file_of_its_own(tmp_path: Path) -> None:
    data, _ = sealed_file(notes(1))
    file = put(tmp_path, data + b"first junk")
    append(tmp_path)
    file.write_bytes(file.read_bytes() + b"second junk")
    append(tmp_path)
    names = sorted(path.name for path in file.parent.glob("*.torn"))
    assert names == ["2026-11-20.bastion-1.t2.torn", "2026-11-20.bastion-1.torn"]
    assert {(file.parent / name).read_bytes() for name in names} == {b"first junk", b"second junk"}


def test_a_file_of_nothing_but_junk_is_begun_anew(tmp_path: Path) -> None:
    file = put(tmp_path, b"\0" * 100)
    added, _ = append(tmp_path)
    assert ids(tmp_path) == [added.id]
    assert added.prev == ""
    assert file.with_suffix(".torn").read_bytes() == b"\0" * 100


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n\n", b"  \n\t\n", b"# a remark\n"])
def test_a_good_end_is_left_alone(tmp_path: Path, end: bytes) -> None:
    data, entries = sealed_file(notes(2))
    file = put(tmp_path, data.rstrip(b"\n") + end)
    added, _ = append(tmp_path)
    assert [entry["id"] for entry in parsed(file)] == [*(entry.id for entry in entries), added.id]
    assert file.read_bytes().startswith(data.rstrip(b"\n") + end)
    assert not file.with_suffix(".torn").exists()


def test_a_hand_written_entry_at_the_end_is_kept(tmp_path: Path) -> None:
    """Fault 14."""
    data, entries = sealed_file(notes(2))
    by_hand = b'[[entry]]\nkind = "note"\nby = "bo"\nnote = "typed in vi"'
    file = put(tmp_path, data + by_hand)
    added, _ = append(tmp_path)
    assert file.read_bytes().startswith(data + by_hand + b"\n")
    content = read_file(file, UTC_ZONE)
    assert [entry.trust for entry in content.entries] == [
        Trust.SEALED,
        Trust.SEALED,
        Trust.HAND_WRITTEN,
        Trust.SEALED,
    ]
    assert content.entries[2].get("note") == "typed in vi"
    assert added.prev == entries[-1].seal
    assert content.problems == []


def test_an_edited_entry_at_the_end_is_kept(tmp_path: Path) -> None:
    """Fault 15."""
    data, entries = sealed_file(notes(2))
    put(tmp_path, data.replace(b"number 1", b"number 9"))
    added, _ = append(tmp_path)
    content = read_file(tmp_path / TODAY, UTC_ZONE)
    assert [entry.trust for entry in content.entries] == [Trust.SEALED, Trust.EDITED, Trust.SEALED]
    assert added.prev == entries[-1].seal


def test_an_entry_with_its_keys_in_another_order_is_kept(tmp_path: Path) -> None:
    """Fault 16: a formatter may put the seal before other keys."""
    data, entries = sealed_file(notes(1))
    lines = data.strip().split(b"\n")
    file = put(tmp_path, b"\n".join([lines[0], lines[-1], *reversed(lines[1:-1])]) + b"\n")
    added, _ = append(tmp_path)
    content = read_file(file, UTC_ZONE)
    assert [(entry.id, entry.trust) for entry in content.entries] == [
        (entries[0].id, Trust.SEALED),
        (added.id, Trust.SEALED),
    ]
    assert not file.with_suffix(".torn").exists()


def test_damage_in_the_middle_is_never_cut_off(tmp_path: Path) -> None:
    data, entries = sealed_file(notes(3))
    damaged = data.replace(b'note = "number 1"', b'note = "number 1')
    file = put(tmp_path, damaged)
    added, _ = append(tmp_path)
    assert file.read_bytes().startswith(damaged)
    assert ids(tmp_path) == [entries[0].id, entries[2].id, added.id]
    content = read_file(file, UTC_ZONE)
    assert [problem.fault for problem in content.problems] == [Fault.DAMAGED]
    assert content.problems[0].line == damaged[: damaged.index(b'"number 1')].count(b"\n") + 1


def test_the_last_good_entry_is_found_behind_a_large_one(tmp_path: Path) -> None:
    data, entries = sealed_file([Draft("note", {"note": "x" * 400_000}), *notes(1)])
    for cut in (len(data) - 3, 300_000):
        root = tmp_path / str(cut)
        file = put(root, data[:cut] + b"\0")
        added, _ = append(root)
        good = [entries[0].id] if cut > 400_000 else []
        assert ids(root) == [*good, added.id]
        assert file.with_suffix(".torn").exists()
