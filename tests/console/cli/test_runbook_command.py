"""``ops-console runbook``, with the shipped procedures and a team's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.columns import width
from data.procedures.runbooks.shelf import load_runbooks
from tests.command_line import CommandLine
from tests.data.procedures.runbooks.own import OWN, own_file


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    line = CommandLine(tmp_path)
    line.configure(f'[[procedure]]\npath = "{own_file(tmp_path)}"\n')
    return line


def test_the_list_has_every_procedure_and_a_teams_own(line: CommandLine) -> None:
    listed = line.call("runbook", "list", "--json").json
    assert len(listed) == len(load_runbooks().runbooks) + 1
    assert listed[-1] == {
        "id": "shop-till",
        "title": "Till does not open",
        "kind": "runbook",
        "document": "",
        "section": "",
    }
    told = line.call("runbook", "list")
    assert told.code == 0
    assert "shop-till" in told.out and "manual-system-down" in told.out


def test_one_is_shown_with_all_it_has(line: CommandLine) -> None:
    told = line.call("runbook", "show", "shop-till").out
    for words in (
        "Till does not open (shop-till)",
        "runbook · challenge-response",
        "Queue grows [db.locks_waiting > 3]",
        "First · within 5 min",
        "look · Cashier · 5 min",
        "reset · Manager · 30 s · changes something",
        "$ till --id={id:till}",
        "check: db.up >= 1, up to 6 times, every 10 s, else go on at look",
        "In the book.",
        "manual-morning",
        "own.toml · to be reviewed by 2026-02-28",
    ):
        assert words in told


def test_one_is_shown_to_scripts(line: CommandLine) -> None:
    shown = line.call("runbook", "show", "shop-till", "--json").json
    assert shown["schema"] == 1
    reset = shown["phases"][0]["steps"][1]
    assert (reset["owner"], reset["box"], reset["command"]) == ("Manager", 30, ["till", "--id={id:till}"])
    assert shown["symptoms"][1]["sign"] == {
        "signal": "db.locks_waiting",
        "labels": {"at": "eu"},
        "when": "> 3",
    }


def test_what_the_document_leaves_open_is_said(line: CommandLine) -> None:
    told = line.call("runbook", "show", "unified-database-connections").out
    assert "Where the document names no owners or time boxes, those here are proposals." in told
    assert "$ psql {env:DATABASE_URL} -c 'SELECT 1'" in told


@pytest.mark.parametrize("id", [each.id for each in load_runbooks().runbooks])
def test_each_fits_eighty_columns(line: CommandLine, id: str) -> None:
    told = line.call("runbook", "show", id)
    assert told.code == 0
    assert max(width(each) for each in told.out.splitlines()) <= 80


def test_an_unknown_one_is_told_with_the_nearest(line: CommandLine) -> None:
    told = line.call("runbook", "show", "shop-til")
    assert told.code == 64 and "shop-till" in told.err


def test_the_lint_speaks_of_the_files_named_only(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    fresh = OWN.replace("last = 2026-01-31", "last = 9000-01-31")
    file = own_file(tmp_path, fresh)
    told = line.call("runbook", "lint", str(file))
    assert (told.code, told.out.strip()) == (0, "Nothing is doubtful.")
    own_file(tmp_path, fresh.replace('owner = "Cashier"', ""))
    told = line.call("runbook", "lint", str(file), "--json")
    assert told.code == 65
    assert told.json["doubts"][0] == "own.toml: shop-till.look: has no owner"
    assert len(told.json["doubts"]) == 3
