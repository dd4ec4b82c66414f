"""What one run has at hand, and which of several wishes wins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.cli.options import Options
from console.cli.session import Session
from data.models.entry import Draft
from tests.command_line import CommandLine


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_the_journals_folder_by_option_environment_configuration_and_default(line: CommandLine) -> None:
    session = Session(line.environ)
    assert session.log_dir == line.home / ".local/state/ops-console/journal"
    line.configure('[console]\nlog_dir = "journal"\n')
    assert Session(line.environ).log_dir == line.config_file.parent / "journal"
    named = {**line.environ, "OPS_CONSOLE_LOG_DIR": "/srv/journal"}
    assert Session(named).log_dir == Path("/srv/journal")
    assert Session(named, Options(log_dir=Path("/mine"))).log_dir == Path("/mine")


def test_an_option_goes_before_the_configuration(line: CommandLine) -> None:
    line.configure('[console]\npolicy = "skafu"\n')
    session = Session(line.environ)
    assert session.policy_id == "skafu"
    session.options = replace(session.options, policy="strictest")
    assert session.policy_id == "strictest"
    assert session.policies().get(session.policy_id).id == "strictest"


def test_read_only_by_either(line: CommandLine) -> None:
    assert not Session(line.environ).read_only
    assert Session(line.environ, Options(read_only=True)).read_only
    line.configure("[console]\nread_only = true\n")
    assert Session(line.environ).read_only


def test_each_part_is_made_once(line: CommandLine) -> None:
    session = Session(line.environ)
    assert session.settings() is session.settings()
    assert session.policies() is session.policies()
    assert session.journal() is session.journal()
    session.close()


def test_the_journal_knows_who_and_where_and_is_closed_in_the_end(line: CommandLine) -> None:
    line.configure('[console]\nuser = "bo"\nhost = "bastion-1"\ntimezone = "Europe/London"\n')
    session = Session(line.environ)
    entry = session.journal().submit(Draft("note", {"note": "hello"})).result(timeout=60)
    session.close()
    assert (entry.by, entry.host) == ("bo", "bastion-1")
    (file,) = session.log_dir.rglob("*.toml")
    assert "bastion-1" in file.name and "hello" in file.read_text()


def test_words_go_where_they_are_told(line: CommandLine) -> None:
    said: list[str] = []
    session = Session(line.environ, write=said.append)
    session.say("a line")
    session.say_json({"name": "Zürich \x9b31m"})
    assert said[0] == "a line\n"
    assert said[1].isascii()
