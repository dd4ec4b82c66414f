"""A name, a file or a folder that is not what it should be: one line says what, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

_CASES = [
    (["xyzzy"], 64, 'no such command "xyzzy" (ops-console --help)'),
    (["check", "--only", "🙂"], 64,
     'no source is named like "🙂" (ops-console config show tells their names)'),
    (["policy", "explain", "zzzz"], 64, 'no signal is called "zzzz" (ops-console policy show manual)'),
    (["baseline", "show", "zzzz"], 64, 'no baseline of "zzzz" (ops-console baseline show tells all)'),
    (["log", "append", "--kind", "", "--note", "x"], 65, "an entry must have a kind (such as note)"),
    (["log", "show", "--last", "few"], 64,
     "invalid value for '--last': 'few' is not a whole number (ops-console log show --help)"),
    (["incident", "action", "add", "bo", "x", "--due", "soon"], 64,
     "invalid value for '--due': 'soon' does not match the format '2026-11-20' "
     "(ops-console incident action add --help)"),
    (["drill", "run", "quiet-day", "--seed", "9" * 26], 64,
     f"invalid value for '--seed': {'9' * 26} is not in the range "
     f"{1 - 2**63}<=x<={2**63 - 1} (ops-console drill run --help)"),
    (["policy", "explain", "http.latency_ms", "--value", "slow"], 64,
     '--value slow is not a number in ms (write it like 80 or 0.5)'),
    (["runbook", "lint", "none.toml"], 78, "none.toml: no such file (look at its name)"),
    (["config", "check", "--config", "{folder}"], 78,
     "{folder}: cannot be read: Is a directory (a folder stands there: name a file)"),
    (["config", "check", "--config", "{file}/x"], 78,
     "{file}/x: cannot be read: Not a directory (what stands before its name is no folder)"),
    (["config", "check", "--config", "{file}"], 78,
     "{file}: line 1: not TOML: Expected '=' after a key in a key/value pair "
     "(a line is key = value, a [table] or a # comment)"),
    (["config", "show", "--config", "{loop}"], 78,
     "{loop}: cannot be read: Too many levels of symbolic links "
     "(it is a link that leads to itself: name what is meant)"),
    (["config", "init", "--config", "{file}/x/y"], 78,
     "{file}/x/y: its folder cannot be made: Not a directory (what stands before its name is no folder)"),
    (["drill", "run", "quiet-day", "--script", "{folder}"], 65,
     "{folder}: cannot be read: Is a directory (a folder stands there: name a file)"),
    (["drill", "run", "{folder}.toml", "--script", "x"], 78,
     "{folder}.toml: no such file (look at its name)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "code", "words"), _CASES, ids=lambda case: " ".join(case)[:40] if isinstance(case, list) else ""
)
def test_one_line_says_what_where_and_what_to_do(
    tmp_path: Path, argv: list[str], code: int, words: str
) -> None:
    places = {name: str(tmp_path / name) for name in ("folder", "file", "loop")}
    Path(places["folder"]).mkdir()
    Path(places["file"]).write_text("x\0y")
    Path(places["loop"]).symlink_to("loop")
    called = CommandLine(tmp_path).call(*(each.format_map(places) for each in argv))
    assert (called.code, called.out) == (code, "")
    assert called.err == f"ops-console: {words.format_map(places)}\n"


def test_a_journal_behind_a_broken_link_is_to_be_mended(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    called = CommandLine(tmp_path).call("doctor", "--log-dir", str(loop))
    assert called.code == 2 and f"{loop} is a link that leads nowhere" in called.out
