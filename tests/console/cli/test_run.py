"""Whatever happens on the command line: one line for a person, one code for a script."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest

from console.cli.root import COMMANDS, Listed
from console.cli.session import Session
from data.errors import BadDataError, ConfigError, OpsError
from tests.command_line import CommandLine

pytestmark = pytest.mark.usefixtures("probe")


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def action() -> list[Callable[[Session], object]]:
    """What the command ``probe act`` does, for the test to fill in."""
    return []


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch, action: list[Callable[[Session], object]]) -> None:
    """A command group of the test's own, reached as the real ones are."""

    @click.group()
    def group() -> None:
        pass

    @group.command()
    @click.option("--note")
    @click.pass_obj
    def act(session: Session, note: str | None) -> object:
        return action[0](session)

    @group.command()
    @click.option("--policy")
    @click.pass_obj
    def own(session: Session, policy: str | None) -> None:
        session.say(f"{policy} {session.options.policy}")

    module = ModuleType("probe_command")
    monkeypatch.setitem(sys.modules, "probe_command", module)
    monkeypatch.setattr(module, "group", group, raising=False)
    monkeypatch.setitem(COMMANDS, "probe", Listed("probe_command:group", "A command of the test's own."))


def raising(error: BaseException) -> Callable[[Session], object]:
    def act(session: Session) -> object:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OpsError("gone wrong"), 1, "gone wrong"),
        (BadDataError("no TOML", "mend it"), 65, "no TOML (mend it)"),
        (ConfigError("bad", file=Path("/x"), key="a.b"), 78, "/x: a.b: bad"),
        (click.UsageError("Bad call."), 64, "bad call (ops-console probe act --help)"),
        (OpsError("two\nlines \x1b[31mred"), 1, "two lines ␛[31mred"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    line: CommandLine, action: list[Callable[[Session], object]], error: Exception, code: int, words: str
) -> None:
    action.append(raising(error))
    called = line.call("probe", "act")
    assert (called.code, called.out, called.err) == (code, "", f"ops-console: {words}\n")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["xyzzy"], 'no such command "xyzzy"'),
        (["prob"], 'no such command "prob" (the nearest known one is "probe")'),
        (["probe", "atc"], "no such command 'atc'. Did you mean 'act'? (ops-console probe --help)"),
        (["--polcy", "x"], "no such option '--polcy'. Did you mean '--policy'? (ops-console --help)"),
        (["probe"], "probe: say which: act, own"),
        (["probe", "act", "--nte", "x"], "no such option '--nte'."),
        (["probe", "act", "more"], "got unexpected extra argument"),
    ],
)
def test_a_wrong_call_is_64(line: CommandLine, argv: list[str], words: str) -> None:
    called = line.call(*argv)
    assert called.code == 64
    assert called.err.startswith(f"ops-console: {words}")
    assert called.err.count("\n") == 1


def test_a_command_decides_its_exit_code(
    line: CommandLine, action: list[Callable[[Session], object]]
) -> None:
    action.append(lambda session: 3)
    assert line.call("probe", "act").code == 3
    action[0] = lambda session: None
    assert line.call("probe", "act").code == 0


def test_an_interrupt_is_130(line: CommandLine, action: list[Callable[[Session], object]]) -> None:
    action.append(raising(KeyboardInterrupt()))
    called = line.call("probe", "act")
    assert (called.code, called.err) == (130, "")


BEFORE_AND_AFTER = [
    ["--log-dir", "/j", "probe", "act"],
    ["probe", "--log-dir", "/j", "act"],
    ["probe", "act", "--log-dir", "/j"],
    ["probe", "act", "--log-dir=/j"],
    ["--log-dir", "/other", "probe", "act", "--log-dir", "/j"],
]


@pytest.mark.parametrize("argv", BEFORE_AND_AFTER, ids=" ".join)
def test_global_options_work_before_and_after(
    line: CommandLine, action: list[Callable[[Session], object]], argv: list[str]
) -> None:
    action.append(lambda session: session.say(str(session.options.log_dir)))
    assert line.call(*argv).out == "/j\n"


def test_all_global_options(line: CommandLine, action: list[Callable[[Session], object]]) -> None:
    action.append(lambda session: session.say(repr(session.options)))
    called = line.call("probe", "act", "--config", "c", "--log-dir", "d", "--policy", "p", "--read-only")
    for part in ("config=PosixPath('c')", "policy='p'", "read_only=True"):
        assert part in called.out


def test_the_look_is_a_global_option_too(
    line: CommandLine, action: list[Callable[[Session], object]]
) -> None:
    action.append(lambda session: session.say(f"{session.options.screen} {session.options.theme}"))
    assert line.call("--screen", "health", "probe", "act", "--theme", "light").out == "health light\n"


def test_a_value_that_looks_like_a_global_option_stays_a_value(
    line: CommandLine, action: list[Callable[[Session], object]]
) -> None:
    action.append(lambda session: session.say(str(session.options.read_only)))
    assert line.call("probe", "act", "--note", "--read-only").out == "False\n"


def test_a_commands_own_option_wins_over_the_global_one(line: CommandLine) -> None:
    assert line.call("--policy", "global", "probe", "own", "--policy", "mine").out == "mine global\n"


def test_options_of_one_call_do_not_reach_the_next(
    line: CommandLine, action: list[Callable[[Session], object]]
) -> None:
    action.append(lambda session: session.say(str(session.options.policy)))
    assert line.call("probe", "act", "--policy", "p").out == "p\n"
    assert line.call("probe", "act").out == "None\n"


def test_the_unexpected_leaves_one_line_and_a_report_without_values(
    line: CommandLine, action: list[Callable[[Session], object]]
) -> None:
    def act(session: Session) -> object:
        password = "hunter" + "2"
        return [][len(password)]

    action.append(act)
    called = line.call("probe", "act")
    assert called.code == 70
    assert called.err.startswith(
        "ops-console: internal error: IndexError: list index out of range; the report is "
    )
    assert called.err.count("\n") == 1
    (report,) = (line.home / ".local/state/ops-console/crashes").iterdir()
    assert str(report) in called.err
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text()
    assert "IndexError" in text and "hunter2" not in text


def test_the_unexpected_where_no_report_can_be_written(
    line: CommandLine, action: list[Callable[[Session], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (line.home / ".local").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(line.home / ".local"))
    action.append(raising(ZeroDivisionError()))
    called = line.call("probe", "act")
    assert called.code == 70
    assert "its report could not be written" in called.err


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["probe", "--help"], ["probe", "act", "-h"]])
def test_help_is_printed_and_is_no_error(line: CommandLine, argv: list[str]) -> None:
    called = line.call(*argv)
    assert called.code == 0
    assert called.out.startswith("Usage: ops-console")


def test_a_listing_of_commands_cuts_no_sentence(line: CommandLine) -> None:
    listed = " ".join(line.call("drill", "--help").out.split())
    assert "..." not in listed.partition("Commands:")[2]
    assert "What a drill was worth, line by line; the latest, where none is named." in listed


@pytest.mark.parametrize(
    ("words", "found"),
    [("ops-console dr", "drill"), ("ops-console drill sc", "score"), ("ops-console x y", "")],
)
def test_a_shell_completes_names(words: str, found: str) -> None:
    place = str(words.count(" "))
    process = program(_OPS_CONSOLE_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=place)
    out, err = process.communicate(timeout=30)
    assert (out.decode().strip(), err) == (f"plain,{found}" if found else "", b"")


def program(*argv: str, **environ: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "console", *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environ},
    )


@pytest.mark.parametrize("argv", [["config", "show"], ["--version"], ["--help"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_crash(argv: list[str]) -> None:
    """As in ``ops-console … | head -1``."""
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "console", *argv], stdout=write, stderr=subprocess.PIPE, timeout=120
    )
    os.close(write)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_a_signal_from_the_keyboard_ends_it_without_words(tmp_path: Path) -> None:
    fifo = tmp_path / "config.toml"
    os.mkfifo(fifo)
    process = program("config", "show", "--config", str(fifo))
    with fifo.open("wb"):  # opened by both sides: the program has begun to read and waits
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert err.strip() == b""


def test_a_terminal_without_utf8_gets_numbers_for_signs(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[console]\nenvironment = "Zürich"\n')
    process = program("config", "show", "--config", str(file), PYTHONIOENCODING="ascii", LC_ALL="C")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, b"")
    assert b"Z\\xfcrich" in out


SPEAKING = [["policy", "list"], ["--version"], ["--help"], ["drill", "run", "-h"]]


def redirected(home: Path, how: str, *argv: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The program, as a shell starts it with its streams led elsewhere."""
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m console "$@" {how}', sys.executable, *argv],
        capture_output=True,
        env={**os.environ, "XDG_STATE_HOME": str(home), "PYTHONUNBUFFERED": "", **environ},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("argv", SPEAKING, ids=" ".join)
def test_output_that_cannot_be_written_is_said_in_a_line(tmp_path: Path, argv: list[str]) -> None:
    done = redirected(tmp_path, ">/dev/full", *argv)
    assert done.stderr.decode() == "ops-console: what it says cannot be written: No space left on device\n"
    assert done.returncode == 74 and not list(tmp_path.rglob("crashes"))


@pytest.mark.parametrize("argv", SPEAKING, ids=" ".join)
def test_a_closed_output_leaves_the_exit_code(tmp_path: Path, argv: list[str]) -> None:
    done = redirected(tmp_path, ">&-", *argv)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("how", ["2>/dev/full", ">/dev/full 2>&1", "2>&-", ">&- 2>&-"])
def test_where_no_complaint_is_heard_the_exit_code_still_tells(tmp_path: Path, how: str) -> None:
    done = redirected(tmp_path, how, "config", "check", "--config", str(tmp_path / "none.toml"))
    assert (done.returncode, done.stdout, done.stderr) == (78, b"", b"")


def test_words_that_a_shell_cannot_take_are_no_crash(tmp_path: Path) -> None:
    done = redirected(tmp_path, ">/dev/full", _OPS_CONSOLE_COMPLETE="bash_source")
    assert (done.returncode, done.stderr) == (74, b"")
