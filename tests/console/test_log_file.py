"""The program's own log: never on the terminal, never with secrets, never large."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import log_file
from data.models.reading import Answer
from data.providers.http.client import HttpProvider
from tests.command_line import CommandLine


@pytest.fixture(autouse=True)
def handlers_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    root.handlers[:] = before


async def broken(self: HttpProvider) -> Answer:
    raise KeyError("postgresql://ops:s3cr3t-word@db/main\x1b[2J")


def test_a_fault_of_a_provider_is_one_failure_and_a_note_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HttpProvider, "fetch", broken)
    line = CommandLine(tmp_path)
    line.configure('[[http]]\nname = "api"\nurl = "http://127.0.0.1:9/"\n')
    called = line.call("check", "--json")
    assert called.err == ""
    assert "provider failed: KeyError" in called.json["sources"][0]["error"]
    log = tmp_path / ".local/state/ops-console/console.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert "source api: the provider failed" in text and "in broken" in text
    assert "s3cr3t-word" not in text and "\x1b" not in text


def test_in_read_only_mode_nothing_is_written(tmp_path: Path) -> None:
    log_file.keep_log(tmp_path, read_only=True)
    logging.getLogger("x").error("lost")
    assert list(tmp_path.iterdir()) == []


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "_LIMIT", 1000)
    log_file.keep_log(tmp_path, read_only=False)
    for number in range(100):
        logging.getLogger("x").warning("number %d", number)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["console.log", "console.log.old"]
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2200
    assert "number 99" in (tmp_path / "console.log").read_text()


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log_file.keep_log(tmp_path / "file", read_only=False)
    logging.getLogger("x").error("lost")
