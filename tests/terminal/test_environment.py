"""What the environment says: faults 58 and 59."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem

from console.terminal.ascii_sign import ascii_sign
from console.terminal.environment import ability
from console.terminal.refusal import refusal

FULL = ColorSystem.TRUECOLOR
SIXTEEN = ColorSystem.STANDARD


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, FULL),
        ({"TERM": "xterm-direct"}, FULL),
        ({"TERM": "tmux-256color"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm"}, SIXTEEN),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, SIXTEEN),
        ({"TERM": "vt220"}, SIXTEEN),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, None),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""}, FULL),
    ],
)
def test_colours(environ: dict[str, str], colours: ColorSystem | None) -> None:
    assert ability(environ).colours is colours


@pytest.mark.parametrize(
    ("environ", "ascii_only"),
    [
        ({}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "en_GB.utf8"}, False),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "de_DE@euro"}, True),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "PYTHONIOENCODING": "ascii"}, True),
        ({"LANG": "en_GB.UTF-8", "PYTHONIOENCODING": "latin-1:replace"}, True),
        ({"LANG": "C", "PYTHONIOENCODING": "utf-8"}, False),
    ],
)
def test_ascii(environ: dict[str, str], ascii_only: bool) -> None:
    assert ability(environ).ascii_only is ascii_only


def test_extras_are_only_for_terminals_that_ignore_what_they_do_not_know() -> None:
    assert ability({"TERM": "xterm-256color"}).extras
    assert not ability({"TERM": "linux"}).extras


@pytest.mark.parametrize(
    ("environ", "stdin", "stdout", "reason"),
    [
        ({"TERM": "xterm"}, True, True, None),
        ({"TERM": "dumb"}, True, True, "TERM=dumb"),
        ({}, True, True, "TERM unset"),
        ({"TERM": "xterm"}, False, True, "standard input"),
        ({"TERM": "xterm"}, True, False, "standard output"),
    ],
)
def test_refusal(environ: dict[str, str], stdin: bool, stdout: bool, reason: str | None) -> None:
    told = refusal(environ, stdin, stdout)
    if reason is None:
        assert told is None
    else:
        assert told is not None
        assert reason in told
        assert "\n" not in told


def test_each_status_sign_stays_apart_in_ascii() -> None:
    signs = [ascii_sign(sign) for sign in "✓!✗?~#"]
    assert len(set(signs)) == len(signs)
    assert all(len(sign) == 1 and sign.isascii() for sign in signs)


@pytest.mark.parametrize(
    ("sign", "plain"), [("é", "e"), ("│", "|"), ("┌", "+"), ("▁", "_"), ("日", "?"), ("⠿", "#")]
)
def test_ascii_signs(sign: str, plain: str) -> None:
    assert ascii_sign(sign) == plain
