"""Files that came to harm, or were written by others: what can be read is read, the rest is told."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from data.journal.pages import read_day
from data.journal.reading import FileContent, read_file
from data.models.entry import Draft, Trust
from data.models.journal import Fault, Problem
from tests.journal_helpers import CHECKED, notes, parsed, put, sealed_file

DAY = date(2026, 11, 20)
UTC_ZONE = ZoneInfo("UTC")
LINES = 13
"""How many lines a note takes, with the blank one after it."""


def read(root: Path, data: bytes) -> FileContent:
    return read_file(put(root, data), UTC_ZONE)


def only(content: FileContent) -> Problem:
    assert len(content.problems) == 1, content.problems
    return content.problems[0]


def three() -> tuple[list[bytes], list[str]]:
    """Three blocks, and the ids of their entries."""
    data, entries = sealed_file(notes(3))
    header = b"[[entry]]\n"
    return [header + part for part in data.split(header)[1:]], [entry.id for entry in entries]


def found(content: FileContent) -> list[str]:
    return [entry.id for entry in content.entries]


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    """Fault 12."""
    data, entries = sealed_file([*notes(2), CHECKED])
    for changed in (
        b"\xef\xbb\xbf" + data,
        data.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    ):
        content = read(tmp_path, changed)
        assert found(content) == [entry.id for entry in entries]
        assert {entry.trust for entry in content.entries} == {Trust.SEALED}
        assert content.problems == []


def test_invalid_utf8_in_the_middle(tmp_path: Path) -> None:
    """Fault 11."""
    blocks, ids = three()
    damaged = blocks[1].replace(b"number 1", b"num\xff\xfe\x1b[2Jber 1")
    content = read(tmp_path, blocks[0] + damaged + blocks[2])
    assert found(content) == [ids[0], ids[2]]
    problem = only(content)
    assert "UTF-8" in problem.words and problem.line == LINES + 9
    assert "\\xff" in problem.text and "\x1b" not in problem.text


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda block: block.replace(b"schema = 1\n", b"schema = 1\nschema = 2\n"), LINES + 4),
        (lambda block: block.replace(b"number 1", b"number \x1b 1"), LINES + 9),
        (lambda block: block.replace(b'host = "', b"<<<<<<< HEAD\nhost = "), LINES + 7),
        (lambda block: block.replace(b'note = "number 1"', b"note = number 1"), LINES + 9),
        (lambda block: b"[[entry]]\n", LINES + 1),
        (lambda block: block.replace(b"drill = false", b"drill = " + b"[" * 5000), None),
        (lambda block: block.replace(b"drill = false", b"drill = " + b"9" * 5000), None),
        (lambda block: block.replace(b"drill = false", b".".join([b"d"] * 5000) + b" = 1"), None),
        (lambda block: block.replace(b"drill = false", b"drill = 1979-13-45"), None),
        (lambda block: b"\0" * 700 + b"\n", None),
    ],
    ids=[
        "duplicate key",
        "control character",
        "git conflict",
        "bare word",
        "empty",
        "deep",
        "huge integer",
        "dotted keys",
        "no such date",
        "zeroes",
    ],
)
def test_one_damaged_block_hides_no_other(tmp_path: Path, change: object, line: int | None) -> None:
    """Faults 13 and 17."""
    blocks, ids = three()
    assert callable(change)
    content = read(tmp_path, blocks[0] + change(blocks[1]) + blocks[2])
    problem = only(content)
    assert [found(content)[0], found(content)[-1]] == [ids[0], ids[2]]
    assert line is None or problem.line == line
    assert problem.fault is Fault.DAMAGED and problem.words
    assert len(problem.text) < 300


def test_words_between_entries_are_told_and_harm_nothing(tmp_path: Path) -> None:
    """Fault 13: conflict markers of git."""
    blocks, ids = three()
    data = b"<<<<<<< ours\n" + blocks[0] + b"=======\n" + blocks[1] + b">>>>>>> theirs\n" + blocks[2]
    content = read(tmp_path, data)
    assert found(content) == ids
    assert [problem.line for problem in content.problems] == [1, LINES + 2, 2 * LINES + 3]
    assert {entry.trust for entry in content.entries} == {Trust.SEALED}


def test_deep_values_that_parse_are_kept_or_told(tmp_path: Path) -> None:
    """Fault 17: somewhere between harmless and too deep nothing escapes."""
    blocks, ids = three()
    for depth in (10, 50, 100, 200, 300, 400, 500):
        deep = blocks[1].replace(b"drill = false", b"drill = false\ndeep = " + b"[" * depth + b"]" * depth)
        page = read_day(put(tmp_path, blocks[0] + deep + blocks[2]).parent.parent, DAY, UTC_ZONE)
        assert [page.entries[0].id, page.entries[-1].id] == [ids[0], ids[2]]
        assert len(page.entries) + len(page.problems) == 3


def test_a_hand_written_entry_is_accepted_and_marked(tmp_path: Path) -> None:
    """Fault 14."""
    blocks, _ = three()
    by_hand = b"[[entry]]\nnote = 'typed in vi'\nby = 'bo'\nat = 2026-11-20T13:00:00\n\n"
    content = read(tmp_path, blocks[0] + by_hand + blocks[1] + b"[[entry]]\nnote = 'at the end'\n")
    assert [entry.trust for entry in content.entries] == [
        Trust.SEALED,
        Trust.HAND_WRITTEN,
        Trust.SEALED,
        Trust.HAND_WRITTEN,
    ]
    typed, last = content.entries[1], content.entries[3]
    assert (typed.by, typed.kind, typed.day, typed.schema) == ("bo", "note", DAY, 0)
    assert typed.at == datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert last.at == content.entries[2].at
    assert typed.id.startswith("hand-") and typed.id != last.id
    assert content.problems == []


def test_an_edited_entry_is_accepted_and_marked(tmp_path: Path) -> None:
    """Fault 15."""
    blocks, ids = three()
    content = read(tmp_path, blocks[0] + blocks[1].replace(b"number 1", b"number 7") + blocks[2])
    assert found(content) == ids
    assert [entry.trust for entry in content.entries] == [Trust.SEALED, Trust.EDITED, Trust.SEALED]
    assert content.entries[1].get("note") == "number 7"


def test_a_formatter_breaks_no_seal(tmp_path: Path) -> None:
    """Fault 16: another program writes the same values in its own way."""
    lines = Draft("note", {"note": 'one\ntwo \\ three\t"four"\n'})
    data, entries = sealed_file([lines, Draft(CHECKED.kind, {**CHECKED.fields, "note": "Åsa"}), *notes(2)])
    shuffled = []
    for entry in parsed(put(tmp_path, data)):
        keys = list(entry)
        random.Random(7).shuffle(keys)
        shuffled.append({key: entry[key] for key in keys})
    for written in (
        tomli_w.dumps({"entry": shuffled}),
        tomli_w.dumps({"entry": shuffled}, multiline_strings=True, indent=2),
        data.decode()
        .replace(" = ", "   =\t")
        .replace('kind = "note"', "kind = 'note'")
        .replace("[[entry]]", " [[ entry ]] # x"),
    ):
        content = read(tmp_path, written.encode())
        assert content.problems == []
        assert found(content) == [entry.id for entry in entries]
        assert {entry.trust for entry in content.entries} == {Trust.SEALED}


def test_what_is_not_known_is_kept(tmp_path: Path) -> None:
    """Fault 19."""
    text = b"""[[entry]]
id = "from-the-future"
schema = 9
at = 2027-01-01T00:00:00Z
kind = "item.teleported"
where = { planet = "Mars", moons = [1, 2.5, 07:30:00] }
seal = "0000000000000000000000000000000000000000000000000000000000000000"
"""
    content = read(tmp_path, text)
    (entry,) = content.entries
    assert (entry.id, entry.schema, entry.kind) == ("from-the-future", 9, "item.teleported")
    assert entry.get("where")["planet"] == "Mars"
    assert entry.trust is Trust.EDITED
    assert content.problems == []
    assert (tmp_path / "2026/2026-11-20.bastion-1.toml").read_bytes() == text


@pytest.mark.parametrize(
    "value", ["5", "[]", "true", "{}", "1979-05-27", "07:32:00", "nan", "''", "0001-01-01T00:00:00Z"]
)
@pytest.mark.parametrize("key", ["id", "schema", "at", "day", "by", "host", "kind", "drill", "prev", "seal"])
def test_core_keys_of_any_type_are_borne(tmp_path: Path, key: str, value: str) -> None:
    content = read(tmp_path, f"[[entry]]\n{key} = {value}\nx = 1\n\n[[entry]]\nnote = 'good'\n".encode())
    assert len(content.entries) == 2
    page = read_day(tmp_path, DAY, UTC_ZONE)
    assert {entry.get("note") for entry in page.entries} == {None, "good"}


@given(st.binary(max_size=300), st.integers(0, 2), st.data())
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_make_reading_fail_or_hide_an_entry(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int, data: st.DataObject
) -> None:
    blocks, ids = three()
    content = read(tmp_path_factory.mktemp("any"), b"".join([*blocks[:place], junk, b"\n", *blocks[place:]]))
    sealed = [entry.id for entry in content.entries if entry.trust is Trust.SEALED]
    assert sealed == ids


def test_an_entry_that_is_being_written_is_looked_at_again(tmp_path: Path) -> None:
    import fcntl

    data, entries = sealed_file(notes(2))
    file = put(tmp_path, data[:-40])
    with file.open("r+b") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        content = read_file(file, UTC_ZONE)
        assert (found(content), content.problems) == ([entries[0].id], [])
        writer.seek(0, 2)
        writer.write(data[-40:])
        writer.flush()
        rest = read_file(file, UTC_ZONE, content.position)
        assert found(rest) == [entries[1].id]
        assert rest.entries[0].line == LINES + 1
    torn = read_file(put(tmp_path, data[:-40]), UTC_ZONE)
    assert (found(torn), only(torn).fault, only(torn).line) == ([entries[0].id], Fault.TORN, LINES + 1)


def test_a_reader_changes_nothing(tmp_path: Path) -> None:
    data, _ = sealed_file(notes(3))
    file = put(tmp_path, data[:-20])
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    read_day(tmp_path, DAY, UTC_ZONE)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_an_id_twice_with_the_same_content_counts_once(tmp_path: Path) -> None:
    """Fault 21."""
    data, entries = sealed_file(notes(2))
    put(tmp_path, data)
    put(tmp_path, data, "2026/2026-11-20.bastion-1.2.toml")
    page = read_day(tmp_path, DAY, UTC_ZONE)
    assert [entry.id for entry in page.entries] == [entry.id for entry in entries]
    assert page.problems == ()


def test_an_id_twice_with_another_content_is_shown_twice_and_told(tmp_path: Path) -> None:
    """Fault 21."""
    data, _ = sealed_file(notes(2))
    put(tmp_path, data)
    other = put(tmp_path, data.replace(b"number 1", b"number 8"), "2026/2026-11-20.bastion-2.toml")
    page = read_day(tmp_path, DAY, UTC_ZONE)
    assert sorted(str(entry.get("note")) for entry in page.entries) == ["number 0", "number 1", "number 8"]
    (problem,) = page.problems
    assert (problem.fault, problem.file, problem.line) == (Fault.CONFLICT, other, LINES + 1)


def test_only_the_last_of_a_large_file_are_read(tmp_path: Path) -> None:
    """Fault 22."""
    data, entries = sealed_file(notes(4000))
    put(tmp_path, data)
    page = read_day(tmp_path, DAY, UTC_ZONE, last=50)
    assert [entry.id for entry in page.entries] == [entry.id for entry in entries[-50:]]
    assert page.entries[-1].line == data[: data.rindex(b"[[entry]]")].count(b"\n") + 1
    assert page.earlier > len(data) * 0.8
    assert page.problems == ()
    assert [entry.id for entry in read_day(tmp_path, DAY, UTC_ZONE, last=9999).entries] == [
        e.id for e in entries
    ]
