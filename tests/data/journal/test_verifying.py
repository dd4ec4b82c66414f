"""What verifying finds, and that it finds nothing where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.journal.verifying import Report, journal_files, verify
from data.models.entry import Draft
from data.models.journal import Fault
from tests.journal_helpers import CHECKED, notes, opened, put, sealed_file

UTC_ZONE = ZoneInfo("UTC")
LINES = 13
HEADER = b"[[entry]]\n"


def verified(root: Path) -> Report:
    return verify(journal_files(root), UTC_ZONE)


def blocks(count: int) -> list[bytes]:
    data, _ = sealed_file(notes(count))
    return [HEADER + part for part in data.split(HEADER)[1:]]


def test_a_good_journal_is_good(tmp_path: Path) -> None:
    with opened(tmp_path) as journal, opened(tmp_path, host="other") as other:
        for number in range(5):
            journal.submit(Draft("note", {"number": number})).result(30)
            other.submit(CHECKED).result(30)
    report = verified(tmp_path)
    assert (report.findings, report.notes, report.files, report.entries) == ([], [], 2, 10)
    assert verified(tmp_path / "nothing").files == 0


@pytest.mark.parametrize(
    ("change", "fault", "line"),
    [
        (lambda b: [b[0], b[2], b[3]], Fault.REMOVED, LINES + 1),
        (lambda b: b[1:], Fault.REMOVED, 1),
        (lambda b: [b[0], b[2], b[1], b[3]], Fault.REORDERED, LINES + 1),
        (lambda b: [*b, b[1]], Fault.REORDERED, 4 * LINES + 1),
        (lambda b: [b[0], b[1].replace(b"number 1", b"number 7"), b[2], b[3]], Fault.EDITED, LINES + 1),
        (lambda b: [b[0], b[1].replace(b'note = "n', b'note = n"'), b[2], b[3]], Fault.DAMAGED, LINES + 9),
        (lambda b: [b[0], b[1][: b[1].index(b"seal =")] + b"\n", b[2], b[3]], Fault.UNSEALED, LINES + 1),
        (lambda b: [*b[:3], b[3][:100]], Fault.TORN, 3 * LINES + 1),
    ],
    ids=["removed", "first removed", "swapped", "repeated", "edited", "damaged", "unsealed", "torn"],
)
def test_each_kind_of_wrong_is_found_at_its_line(
    tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], fault: Fault, line: int
) -> None:
    file = put(tmp_path, b"".join(change(blocks(4))))
    findings = verified(tmp_path).first_of_each()
    assert (fault, file, line) in [(found.fault, found.file, found.line) for found in findings]
    assert str(next(found for found in findings if found.fault is fault)).startswith(f"{file}:{line}: ")


def test_a_forged_entry_breaks_the_chain(tmp_path: Path) -> None:
    """Somebody changes an entry and makes a new seal for it; the next one still knows the old."""
    forged, _ = sealed_file([*notes(1), Draft("note", {"note": "forged"})])
    put(tmp_path, forged + b"".join(blocks(4)[2:]))
    assert [found.fault for found in verified(tmp_path).first_of_each()] == [Fault.REMOVED]


def test_only_the_first_of_each_kind_is_named(tmp_path: Path) -> None:
    four = blocks(4)
    put(tmp_path, b"".join(block.replace(b"number", b"NUMBER") for block in four))
    report = verified(tmp_path)
    assert [(found.fault, found.line) for found in report.first_of_each()] == [(Fault.EDITED, 1)]
    assert len(report.findings) == 4


def test_hand_written_entries_and_set_aside_bytes_are_notes(tmp_path: Path) -> None:
    put(tmp_path, b"".join(blocks(2)) + b"[[entry]]\nnote = 'typed'\n")
    put(tmp_path, b"[[ent", "2026/2026-11-20.bastion-1.torn")
    report = verified(tmp_path)
    assert report.findings == []
    assert [note.line for note in report.notes] == [2 * LINES + 1, 0]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path, b"").unlink()
    (tmp_path / "2026/2026-11-20.bastion-1.toml").symlink_to(tmp_path / "x")
    assert [found.fault for found in verified(tmp_path).findings] == [Fault.UNREADABLE]


def test_one_id_with_two_contents_is_a_conflict(tmp_path: Path) -> None:
    data, _ = sealed_file(notes(2))
    put(tmp_path, data)
    put(tmp_path, data.replace(b"number 1", b"number 7"), "2026/2026-11-20.bastion-2.toml")
    assert {found.fault for found in verified(tmp_path).findings} == {Fault.EDITED, Fault.CONFLICT}
