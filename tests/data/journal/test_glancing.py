"""What lines tell at a glance: never less than a parser finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.journal.glancing import corrected_in, incidents_in, lines_by_day
from data.models.entry import Draft
from tests.journal_helpers import put, sealed_file


def as_lines(root: Path) -> list[tuple[date, bytes]]:
    return list(lines_by_day(root))


def test_what_is_corrected_and_which_incident_is_named(tmp_path: Path) -> None:
    drafts = [
        Draft("incident.note", {"incident": "INC-2026-11-20-1", "note": 'incident = "INC-2"'}),
        Draft("incident.correction", {"incident": "INC-2026-11-20-3", "amends": "0198-a"}),
        Draft("note", {"retracts": "0198-b"}),
    ]
    put(tmp_path, sealed_file(drafts)[0])
    ((day, lines),) = as_lines(tmp_path)
    assert day == date(2026, 11, 20)
    assert incidents_in(lines) == {"INC-2026-11-20-1", "INC-2026-11-20-3"}
    assert corrected_in(lines) == frozenset(("0198-a", "0198-b"))


@pytest.mark.parametrize(
    "line",
    [
        'note = "she amends it"',
        "amends = 'x'",
        'amends="x"',
        '"amends" = "x"',
        'amends = "\\u0078"',
        "amends = 3",
    ],
)
def test_what_is_not_plain_is_left_to_a_parser(line: str) -> None:
    assert corrected_in(f"\n[[entry]]\n{line}\n".encode()) is None


def test_files_come_in_whole_lines_however_long_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.journal.glancing._CHUNK", 7)
    put(tmp_path, b'one line\n\ntwo = "words"\nno end', "2026/2026-11-19.bastion-1.toml")
    put(tmp_path, b"torn", "2026/2026-11-19.bastion-1.toml.torn")
    put(tmp_path, b"", "2026/2026-11-20.bastion-1.toml")
    found = as_lines(tmp_path)
    assert {day for day, _ in found} == {date(2026, 11, 19)}
    words = [line for _, lines in found for line in lines.split(b"\n") if line]
    assert words == [b"one line", b'two = "words"', b"no end"]
    assert all(lines.startswith(b"\n") and lines.endswith(b"\n") for _, lines in found)
