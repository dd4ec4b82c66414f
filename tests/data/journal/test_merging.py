"""The union of two journals (fault 21)."""

from __future__ import annotations

import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.errors import BadDataError
from data.journal.journal import Journal
from data.journal.merging import merge_into, merged_entries
from data.journal.verifying import journal_files, verify
from data.models.entry import Draft, Entry
from data.models.journal import Fault
from tests.journal_helpers import TODAY, opened, parsed, put

UTC_ZONE = ZoneInfo("UTC")


def write(journal: Journal, *words: str) -> list[Entry]:
    return [journal.submit(Draft("note", {"note": word})).result(30) for word in words]


def words(root: Path) -> list[str]:
    found = [entry for path in journal_files(root) if path.suffix == ".toml" for entry in parsed(path)]
    assert len({entry["id"] for entry in found}) == len(found)
    return sorted(entry["note"] for entry in found)


def test_two_machines(tmp_path: Path) -> None:
    with opened(tmp_path / "a", host="one") as one, opened(tmp_path / "b", host="two") as two:
        write(one, "a", "b")
        write(two, "c")
    assert merge_into(tmp_path / "c", tmp_path / "a", tmp_path / "b") == 2
    assert words(tmp_path / "c") == ["a", "b", "c"]
    for name in ("2026/2026-11-20.one.toml", "2026/2026-11-20.two.toml"):
        source = tmp_path / ("a" if "one" in name else "b") / name
        assert (tmp_path / "c" / name).read_bytes() == source.read_bytes()
        assert (tmp_path / "c" / name).stat().st_mode & 0o777 == 0o600
    assert verify(journal_files(tmp_path / "c"), UTC_ZONE).findings == []


def test_a_copy_that_went_on_elsewhere(tmp_path: Path) -> None:
    """One machine's folder was copied, and both copies were written to."""
    with opened(tmp_path / "a") as one:
        write(one, "both")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with opened(tmp_path / "a") as one, opened(tmp_path / "b") as two:
        write(one, "first")
        write(two, "second", "third")
    for order in (("a", "b"), ("b", "a")):
        target = tmp_path / "".join(order)
        merge_into(target, tmp_path / order[0], tmp_path / order[1])
        assert words(target) == ["both", "first", "second", "third"]
        assert verify(journal_files(target), UTC_ZONE).findings == []
    merged = merged_entries([tmp_path / "a", tmp_path / "b"], UTC_ZONE)
    assert sorted(str(entry.get("note")) for entry in merged.entries) == ["both", "first", "second", "third"]
    assert merged.problems == []


def test_an_older_copy_adds_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as one:
        write(one, "x")
        shutil.copytree(tmp_path / "a", tmp_path / "b")
        write(one, "y")
    for target, order in (("c", ("a", "b")), ("d", ("b", "a"))):
        assert merge_into(tmp_path / target, *(tmp_path / name for name in order)) == 1
        assert (tmp_path / target / TODAY).read_bytes() == (tmp_path / "a" / TODAY).read_bytes()


def test_a_conflict_is_kept_and_told(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as one:
        write(one, "same", "original", "end")
    data = (tmp_path / "a" / TODAY).read_bytes()
    put(tmp_path / "b", data.replace(b"original", b"changed!"))
    merge_into(tmp_path / "c", tmp_path / "a", tmp_path / "b")
    with opened(tmp_path / "c") as journal:
        page = journal.day(journal.today())
    assert sorted(str(entry.get("note")) for entry in page.entries) == ["changed!", "end", "original", "same"]
    assert [problem.fault for problem in page.problems] == [Fault.CONFLICT]
    merged = merged_entries([tmp_path / "a", tmp_path / "b"], UTC_ZONE)
    assert [problem.fault for problem in merged.problems] == [Fault.CONFLICT]
    assert len(merged.entries) == 4


def test_damage_and_torn_bytes_come_along(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as one:
        write(one, "x")
    put(tmp_path / "a", b"aside a", "2026/2026-11-20.bastion-1.torn")
    put(tmp_path / "b", b"aside b", "2026/2026-11-20.bastion-1.torn")
    put(tmp_path / "b", b"[[entry]]\nnote = broken\n\n[[entry]]\nnote = 'typed'\n")
    merge_into(tmp_path / "c", tmp_path / "a", tmp_path / "b")
    aside = {path.read_bytes() for path in (tmp_path / "c/2026").glob("*.torn")}
    assert aside == {b"aside a", b"aside b"}
    with opened(tmp_path / "c") as journal:
        page = journal.day(journal.today())
    assert {entry.get("note") for entry in page.entries} == {"x", "typed"}
    assert Fault.DAMAGED in {problem.fault for problem in page.problems}


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/note").write_text("mine")
    with pytest.raises(BadDataError, match="not empty"):
        merge_into(tmp_path / "c", tmp_path / "a", tmp_path / "b")
    with pytest.raises(BadDataError, match="no journal"):
        merged_entries([tmp_path / "missing"], UTC_ZONE)
