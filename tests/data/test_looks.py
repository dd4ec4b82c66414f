"""Last looks: what was seen is found again, and nothing else is ever trusted or harmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.looks import Looks
from data.models.item import Item
from data.models.look import NEVER, mark_of, origin_of
from tests.fakes import START
from tests.rights import unwritable

SEEN = {mark_of("prod", Item("finding", "arn:1", "Port 22 is open")): "Port 22 is open"}


def test_the_first_look_is_the_first(tmp_path: Path) -> None:
    assert Looks(tmp_path).last("security") is NEVER


def test_a_look_is_found_again_by_its_screen(tmp_path: Path) -> None:
    Looks(tmp_path).keep("security", SEEN, START)
    Looks(tmp_path).keep("cost", {}, START)
    last = Looks(tmp_path).last("security")
    assert (last.at, last.seen) == (START, SEEN)
    assert [origin_of(mark) for mark in last.seen] == [("prod", "finding")]


def test_its_file_is_the_owners_only_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    Looks(folder).keep("security", SEEN, START)
    file = folder / "looks.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in folder.iterdir()] == ["looks.json"]


def test_a_read_only_console_reads_and_does_not_write(tmp_path: Path) -> None:
    Looks(tmp_path).keep("security", {}, START)
    before = (tmp_path / "looks.json").read_bytes()
    looks = Looks(tmp_path, keeping=False)
    assert looks.last("security").at == START
    assert looks.keep("security", SEEN, START).seen == SEEN
    assert (tmp_path / "looks.json").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "\udcff",
        '{"schema": 2, "looks": {"security": {}}}',
        '{"schema": 1, "looks": []}',
        '{"schema": 1, "looks": {"security": 3}}',
        '{"schema": 1, "looks": {"security": {"at": "yesterday", "seen": {}}}}',
        '{"schema": 1, "looks": {"security": {"at": "2026-11-20T09:00:00", "seen": {}}}}',
        '{"schema": 1, "looks": {"security": {"at": "2026-11-20T09:00:00Z", "seen": []}}}',
        "[" * 5000,
    ],
)
def test_a_damaged_file_is_as_none_and_can_be_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / "looks.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Looks(tmp_path).last("security") is NEVER
    Looks(tmp_path).keep("security", SEEN, START)
    assert Looks(tmp_path).last("security").seen == SEEN


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    Looks(tmp_path / "real").keep("security", SEEN, START)
    other.write_bytes((tmp_path / "real" / "looks.json").read_bytes())
    (tmp_path / "looks.json").symlink_to(other)
    assert Looks(tmp_path).last("security") is NEVER
    Looks(tmp_path).keep("security", {}, START)
    assert json.loads(other.read_text())["looks"]["security"]["seen"] == SEEN


def test_titles_from_the_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    Looks(tmp_path).keep("security", {"a\nb\nc": "\x1b]0;x\x07"}, START)
    (title,) = Looks(tmp_path).last("security").seen.values()
    assert "\x1b" not in title and "\x07" not in title


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    with unwritable(folder):
        assert Looks(folder).keep("security", SEEN, START).at == START
        assert Looks(folder).last("security") is NEVER


def test_a_place_that_is_no_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    assert Looks(tmp_path / "state").keep("security", SEEN, START).seen == SEEN
