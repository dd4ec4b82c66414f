"""``ops-console log``, called as a person calls it."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.daylight import this_morning


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, {"OPS_CONSOLE_LOG_DIR": str(tmp_path / "journal")})


def file_of_today(line: CommandLine) -> Path:
    return Path(line.call("log", "path", "--json").json["today"])


def test_path_is_the_folder(line: CommandLine) -> None:
    assert line.call("log", "path").out == f"{line.home}/journal\n"
    told = line.call("log", "path", "--json").json
    assert (told["schema"], told["path"], told["found"]) == (1, f"{line.home}/journal", False)
    assert not (line.home / "journal").exists()


def test_append_prints_the_id_of_what_is_on_disk(line: CommandLine) -> None:
    called = line.call("log", "append", "--kind", "note", "--note", "disk swapped")
    assert (called.code, called.err) == (0, "")
    entry = tomllib.loads(file_of_today(line).read_text())["entry"][0]
    assert called.out == f"{entry['id']}\n"
    assert (entry["kind"], entry["note"], entry["by"]) == ("note", "disk swapped", "alice")
    assert (next(iter(entry)), list(entry)[-1]) == ("id", "seal")


def test_append_with_all_its_options(line: CommandLine) -> None:
    told = line.call(
        "log",
        "append",
        "--note",
        "x",
        "--run",
        "r-1",
        "--item",
        "disk",
        "--day",
        "2026-11-19",
        "--drill",
        "--json",
    ).json
    assert (told["schema"], told["day"]) == (1, "2026-11-19")
    entry = tomllib.loads(file_of_today(line).read_text())["entry"][0]
    assert (entry["id"], entry["run"], entry["item"], entry["drill"]) == (told["id"], "r-1", "disk", True)


def test_append_that_cannot_be_saved_says_why_and_fails(line: CommandLine) -> None:
    file = file_of_today(line)
    file.parent.mkdir(parents=True, mode=0o700)
    file.symlink_to(line.home / "elsewhere")
    called = line.call("log", "append", "--note", "precious words")
    assert (called.code, called.out) == (1, "")
    assert called.err.startswith("ops-console: not saved: ")
    assert str(file) in called.err and "symbolic link" in called.err and "precious words" in called.err
    assert not (line.home / "elsewhere").exists()


def test_append_beside_a_console_that_does_not_let_go(line: CommandLine) -> None:
    line.call("log", "append", "--note", "first")
    file = file_of_today(line)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        called = line.call("log", "append", "--note", "meanwhile")
    assert called.code == 0
    segment = file.with_name(file.name.replace(".toml", ".2.toml"))
    assert called.out.strip() == tomllib.loads(segment.read_text())["entry"][0]["id"]
    assert f"process {os.getpid()} (" in called.err and segment.name in called.err
    assert len(line.call("log", "show").out.splitlines()) == 2


def test_append_is_refused_in_read_only_mode(line: CommandLine) -> None:
    called = line.call("log", "append", "--note", "x", "--read-only")
    assert called.code == 1 and "read-only mode" in called.err
    assert not (line.home / "journal").exists()


def test_show_prints_today_and_finds_words(line: CommandLine) -> None:
    for words in ("first thing", "second thing", "third"):
        assert line.call("log", "append", "--note", words, "--run", words.split()[0]).code == 0
    assert [text.split(": ")[-1] for text in line.call("log", "show").out.splitlines()] == [
        "first thing",
        "second thing",
        "third",
    ]
    assert len(line.call("log", "show", "--last", "2").out.splitlines()) == 2
    found = line.call("log", "show", "--search", "THING", "--json").json
    assert [entry["note"] for entry in found["entries"]] == ["first thing", "second thing"]
    assert [
        entry["note"] for entry in line.call("log", "show", "--run", "third", "--json").json["entries"]
    ] == ["third"]
    assert line.call("log", "show", "yesterday").out == ""
    wrong = line.call("log", "show", "someday")
    assert wrong.code == 64 and "2026-11-20" in wrong.err


def test_what_is_shown_cannot_steer_a_terminal_and_json_keeps_it(line: CommandLine) -> None:
    note = "\x1b]52;c;aGk=\x07 \x9b31m \u202e end"
    assert line.call("log", "append", "--note", note).code == 0
    shown = line.call("log", "show")
    assert not set(shown.out) & {"\x1b", "\x07", "\x9b", "\u202e"}
    as_json = line.call("log", "export", "--json")
    assert not set(as_json.out) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert as_json.json[0]["note"] == note


@pytest.mark.parametrize("form", ["json", "md", "toml"])
def test_export_in_every_format(line: CommandLine, form: str) -> None:
    assert line.call("log", "export", "--format", form).code == 0
    ids = [line.call("log", "append", "--note", f"number {n}").out.strip() for n in range(3)]
    out = line.call("log", "export", "--format", form, "--from", "2020-01-01", "--to", "today").out
    if form == "json":
        assert [entry["id"] for entry in json.loads(out)] == ids
    elif form == "toml":
        assert [entry["id"] for entry in tomllib.loads(out)["entry"]] == ids
        saved = line.home / "copy.toml"
        saved.write_text(out)
        assert line.call("log", "verify", str(saved)).code == 0
    else:
        assert out.startswith(f"## {this_morning():%Y-}") and out.count("number") == 3
    assert line.call("log", "export", "--to", "2020-01-01", "--json").json == []


def test_verify_names_file_and_line(line: CommandLine) -> None:
    for n in range(3):
        line.call("log", "append", "--note", f"number {n}")
    good = line.call("log", "verify")
    assert (good.code, good.out) == (0, "3 entries in 1 file: nothing is wrong\n")
    file = file_of_today(line)
    text = file.read_text().replace("number 1", "number 7")
    file.write_text(text)
    bad_line = text[: text.index("number 7")].count("\n") - 7
    bad = line.call("log", "verify")
    assert bad.code == 2
    assert bad.out.splitlines()[0] == f"edited: {file}:{bad_line}: was changed after it was sealed"
    told = line.call("log", "verify", "--json").json
    assert told["valid"] is False
    assert [(found["kind"], found["line"]) for found in told["findings"]] == [("edited", bad_line)]


def test_merge_prints_or_writes_the_union(line: CommandLine) -> None:
    first = line.call("log", "append", "--note", "mine").out.strip()
    other = str(line.home / "other")
    second = line.call("log", "append", "--note", "theirs", "--log-dir", other).out.strip()
    mine = str(line.home / "journal")
    assert {entry["id"] for entry in tomllib.loads(line.call("log", "merge", mine, other).out)["entry"]} == {
        first,
        second,
    }
    union = str(line.home / "union")
    assert line.call("log", "merge", mine, other, "--into", union).code == 0
    assert {entry["id"] for entry in line.call("log", "export", "--json", "--log-dir", union).json} == {
        first,
        second,
    }
    assert line.call("log", "verify", "--log-dir", union).code == 0
    again = line.call("log", "merge", mine, other, "--into", union)
    assert again.code == 65 and "not empty" in again.err


def test_follow_begins_with_the_last_and_goes_on(line: CommandLine) -> None:
    line.call("log", "append", "--note", "before")
    program = [sys.executable, "-m", "console", "log", "follow", "--count", "1", "--json"]
    environ = {**os.environ, **line.environ}
    with subprocess.Popen(program, env=environ, stdout=subprocess.PIPE, text=True) as follower:
        assert follower.stdout is not None
        assert json.loads(follower.stdout.readline())["note"] == "before"
        line.call("log", "append", "--note", "after")
        assert json.loads(follower.stdout.readline())["note"] == "after"
        assert follower.wait(60) == 0


@pytest.mark.parametrize("command", ["verify", "show", "export"])
def test_a_journal_that_may_not_be_read_is_not_taken_for_an_empty_one(
    line: CommandLine, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.call("log", "append", "--kind", "note", "--note", "x")
    monkeypatch.setattr(os, "access", lambda file, mode: False)
    called = line.call("log", command)
    assert (called.code, called.out) == (1, "")
    assert called.err.endswith("journal may not be read (see whose it is: ls -ld, or use --log-dir)\n")
