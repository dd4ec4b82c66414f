"""``ops-console runbook run`` and its like, without a terminal: shows, and does nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.runbook_run import Mode
from data.procedures.runbooks.shelf import load_runbooks
from data.runbook_runs.intents import begin
from tests.command_line import CommandLine
from tests.data.procedures.entries import DAY
from tests.journal_helpers import opened

ROOT = Path(__file__).parents[3]
BOOK = """
schema = 1
[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
owner = "Cashier"
box = "5m"
[[runbook.phase]]
title = "All"
steps = [
    { id = "one", title = "Touch", changes = true, command = ["touch", "touched by one", "-d={date:day}"] },
    { id = "two", title = "Connect", command = ["psql", "{env:DATABASE_URL}", "--set=x={text:words}"] },
    { id = "three", title = "Look", check = { signal = "db.up", must = ">= 1", abort = "one", attempts = 3 }},
]
"""
HOOK = """
import json, os, sys
STARTS = ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "os.exec", "os.system")
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.link")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
seen = []
def hook(name, given):
    opens = name == "open" and isinstance(given[2], int) and given[2] & WRITING and given[0] != os.devnull
    if opens or name in STARTS or name in CHANGES:
        seen.append((name, str(given)))
sys.dont_write_bytecode = True
sys.addaudithook(hook)
from console.cli.run import run
code = run(sys.argv[1:])
json.dump({"code": code, "seen": seen}, sys.stderr)
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    line = CommandLine(tmp_path, {"DATABASE_URL": "postgres://ops:hunter2-long@db/shop"})
    own = tmp_path / "own.toml"
    own.write_text(BOOK)
    own.chmod(0o600)
    line.configure(f'[console]\nenvironment = "shop"\n[[procedure]]\npath = "{own}"\n')
    return line


def journal_of(line: CommandLine) -> Path:
    return line.home / ".local/state/ops-console/journal"


def test_a_dry_run_shows_every_command_in_full(line: CommandLine) -> None:
    told = line.call("runbook", "run", "shop-till", "--set", "words=two words")
    assert (told.code, told.err) == (0, "")
    for words in (
        "$ touch 'touched by one' '-d={date:day}'",
        "changes shop",
        "$ psql '{env:DATABASE_URL}' '--set=x=two words'",
        "checks db.up >= 1, up to 3 times, every 30 s, else one",
        "A dry run: nothing is done.",
    ):
        assert words in told.out
    assert "hunter2" not in told.out
    assert line.call("runbook", "runs", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("run", "shop-till", "--execute"), 64, "nobody is there to confirm each step"),
        (("run", "shop-tull"), 64, "shop-till"),
        (("run", "shop-till", "--set", "words=$(id)"), 64, "cannot stand for {text:words}"),
        (("run", "shop-till", "--set", "colour=red"), 64, 'no gap called "colour"'),
        (("run", "shop-till", "--set", "words"), 64, "NAME=VALUE"),
        (("resume",), 64, "no run of a runbook is open"),
        (("status", "shop-till-2026-11-20-1"), 64, "no run of a runbook is called"),
        (("--read-only", "run", "shop-till", "--execute"), 1, "read-only"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    line: CommandLine, arguments: tuple[str, ...], code: int, words: str
) -> None:
    told = line.call("runbook", *arguments)
    assert told.code == code and words in told.err
    assert told.err.startswith("ops-console: ") and told.err.count("\n") == 1
    assert not list(journal_of(line).rglob("*.toml"))


def test_a_long_command_has_one_argument_on_each_line(line: CommandLine) -> None:
    told = line.call("runbook", "run", "template-platform-client-onboarding", "--set", "client=c-1")
    shown = [each for each in told.out.splitlines() if each.startswith("        ")]
    assert "        --client-id=c-1" in shown


def test_runs_and_their_state_are_told_to_scripts(line: CommandLine) -> None:
    book = load_runbooks([line.home / "own.toml"]).get("shop-till")
    drafts = begin(book, "shop-till-2026-11-20-1", Mode.EXECUTE, DAY, values={"words": "two words"})
    with opened(journal_of(line)) as journal:
        _submit(journal, drafts)
    [listed] = line.call("runbook", "runs", "--json").json
    assert (listed["id"], listed["state"], listed["at"]) == ("shop-till-2026-11-20-1", "open", "one")
    status = line.call("runbook", "status", "--json").json
    assert status["schema"] == 1 and status["text_changed"] is False and status["at_work"] is False
    assert [each["id"] for each in status["steps"]] == ["one", "two", "three"]
    told = line.call("runbook", "status", "shop-till-2026-11-20-1").out
    assert "with words='two words'" in told and ">[ ]  1  one  ahead  Touch" in told
    own = line.home / "own.toml"
    own.write_text(BOOK.replace("touched by one", "touched by two"))
    assert "text has changed" in line.call("runbook", "status").out
    assert line.call("runbook", "resume").code == 64


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "shop-till", "--execute"),
        ("run", "shop-till"),
        ("resume", "shop-till-2026-11-20-1"),
        ("status", "shop-till-2026-11-20-1"),
        ("runs",),
    ],
)
def test_read_only_starts_no_process_and_writes_nothing(
    line: CommandLine, arguments: tuple[str, ...]
) -> None:
    """Fault 69, as Python itself reports it."""
    book = load_runbooks([line.home / "own.toml"]).get("shop-till")
    with opened(journal_of(line)) as journal:
        _submit(journal, begin(book, "shop-till-2026-11-20-1", Mode.EXECUTE, DAY))
    before = {file: file.read_bytes() for file in journal_of(line).rglob("*") if file.is_file()}
    called = subprocess.run(
        [sys.executable, "-c", HOOK, "runbook", *arguments, "--read-only"],
        cwd=ROOT,
        env={**line.environ, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = json.loads(called.stderr.splitlines()[-1])
    assert told["seen"] == []
    assert told["code"] == (1 if arguments[0] == "resume" or "--execute" in arguments else 0)
    assert {file: file.read_bytes() for file in journal_of(line).rglob("*") if file.is_file()} == before


def _submit(journal: Journal, drafts: list[Draft]) -> None:
    for draft in drafts:
        journal.submit(draft).result(60)
