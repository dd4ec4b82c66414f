"""A written operator: what is done at which second of a scenario."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.config.nearest import did_you_mean
from data.drills.plays.telling import second_words
from data.errors import BadDataError, remedy_of

KEYS, TYPE = "keys", "type"
_MOMENT = re.compile(r"(\d{1,4}):(\d{2})(?=\s|$)")
_PROGRAM = "ops-console"
_NAMED_KEYS = {" ": "space"}


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a script: a command's words, or keys; `second` is of the scenario."""

    second: float
    line: int
    argv: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The action as it could be written again."""
        return f"{KEYS} {' '.join(self.keys)}" if self.keys else shlex.join(self.argv)


def read_script(file: Path, commands: Collection[str], lasts: float) -> tuple[Action, ...]:
    """The actions in a file, in the order of time; see `parse_script`. Raises BadDataError."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise BadDataError(f"{file}: cannot be read: {error.strerror}", remedy_of(error)) from error
    except UnicodeDecodeError as error:
        raise BadDataError(f"{file}: is no text in UTF-8", "save it as UTF-8") from error
    return parse_script(text, str(file), commands, lasts)


def parse_script(text: str, file: str, commands: Collection[str], lasts: float) -> tuple[Action, ...]:
    """The actions of a text; `commands` are those that a drill knows, `lasts` ends the scenario.

    Raises BadDataError with file, line and what to mend. An empty text is an operator who does nothing.
    """
    found: list[Action] = []
    for number, written in enumerate(text.splitlines(), 1):
        line = _without_comment(written).strip()
        if not line:
            continue
        try:
            action = _action(line, number, commands)
            _refuse_moment(action.second, found[-1].second if found else 0.0, lasts)
        except _Wrong as wrong:
            raise BadDataError(f"{file}:{number}: {wrong.message}", wrong.remedy) from None
        found.append(action)
    return tuple(found)


class _Wrong(BadDataError):
    """What is wrong with a line, before file and line are put to it."""


def _action(line: str, number: int, commands: Collection[str]) -> Action:
    moment = _MOMENT.match(line)
    if moment is None:
        raise _Wrong(f'"{line[:40]}" does not begin with a moment', "as in 02:30 incident ack")
    minutes, seconds = int(moment[1]), int(moment[2])
    if seconds > 59:
        raise _Wrong(f"{moment[0]} has no such second", "MM:SS, with seconds up to 59")
    try:
        words = shlex.split(line[moment.end() :])
    except ValueError:
        raise _Wrong("a quotation mark is not closed", "close it, or write \\' for an apostrophe") from None
    if not words:
        raise _Wrong(f"nothing is done at {moment[0]}", "write a command, or keys and their names")
    second = minutes * 60.0 + seconds
    if words[0] in (KEYS, TYPE):
        return Action(second, number, keys=_keys(words))
    if words[0] == _PROGRAM:
        raise _Wrong("the program's name is not written here", f"begin with {words[1] if words[1:] else '…'}")
    if words[0] not in commands:
        remedy = did_you_mean(words[0], [*commands, KEYS, TYPE]) or f"there are {', '.join(commands)}"
        raise _Wrong(f'no command of a drill is called "{words[0]}"', remedy)
    return Action(second, number, argv=tuple(words))


def _keys(words: list[str]) -> tuple[str, ...]:
    if not words[1:]:
        raise _Wrong("no key is named", f"as in {KEYS} i tab enter, or {TYPE} the site is down")
    if words[0] == KEYS:
        return tuple(words[1:])
    return tuple(_NAMED_KEYS.get(each, each) for each in " ".join(words[1:]))


def _refuse_moment(second: float, before: float, lasts: float) -> None:
    if second < before:
        raise _Wrong(
            f"{second_words(second)} comes after {second_words(before)}", "put the lines in the order of time"
        )
    if second > lasts:
        raise _Wrong(
            f"{second_words(second)} is after the end of the scenario", f"it lasts {second_words(lasts)}"
        )


def _without_comment(line: str) -> str:
    """The line up to a # that begins a word and is not quoted."""
    return line[: next(_comments(line), len(line))]


def _comments(line: str) -> Iterator[int]:
    quote, escaped, before = "", False, " "
    for place, each in enumerate(line):
        if escaped:
            escaped = False
        elif each == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if each == quote else quote
        elif each in "\"'":
            quote = each
        elif each == "#" and before.isspace():
            yield place
        before = each
