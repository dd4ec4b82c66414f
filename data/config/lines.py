"""Finds the line that a value of a TOML document stands on, which the parser does not tell.

Good enough for an error message: it knows headers, keys, multi-line strings, and of a list the
line on which each of its parts begins; a value inside an inline table gets the line of that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property

from data.config.problem import Place, Step

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:\\.|[^"\\])*+"|'[^']*+')"""
_DOTTED = rf"({_PART}(?:\s*+\.\s*+{_PART})*+)"
_HEADER = re.compile(rf"\s*(\[\[?)\s*{_DOTTED}\s*\]\]?\s*(?:\#.*)?")
_KEY = re.compile(rf"\s*{_DOTTED}\s*=")
_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*''', re.DOTALL
)
"""A string of any kind, or a comment."""


class Lines:
    """The lines of one document, by place."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _known(self) -> dict[Place, int]:
        return dict(_places(self._text))

    def find(self, place: Place) -> int:
        """The line of a place, or of what lies in it, or it lies in; 0 where that is not known."""
        if place not in self._known:
            below = [line for known, line in self._known.items() if known[: len(place)] == place]
            if below:
                return min(below)
        for length in range(len(place), 0, -1):
            line = self._known.get(place[:length])
            if line:
                return line
        return 0


def _places(text: str) -> Iterator[tuple[Place, int]]:
    table: Place = ()
    counts: dict[Place, int] = {}
    bare = _TOKEN.sub(_blotted, text).split("\n")
    for number, line in _outside_strings(text):
        header = _HEADER.fullmatch(line)
        key = _KEY.match(line)
        if header:
            table = _enter(_dotted(header[2]), header[1] == "[[", counts)
            yield table, number
        elif key:
            steps = _dotted(key[1])
            for length in range(1, len(steps) + 1):
                yield table + steps[:length], number
            for part, at in enumerate(_parts(bare, number, key.end())):
                yield (*table, *steps, part), at


def _blotted(token: re.Match[str]) -> str:
    """As long as it was, without anything that has a meaning; of a remark nothing is left."""
    return re.sub(r"[^\n]", " " if token[0].startswith("#") else "x", token[0])


def _parts(lines: list[str], number: int, column: int) -> Iterator[int]:
    """The lines on which the parts of a list begin that stands there, if one does."""
    deep, begun = 0, False
    for at in range(number, len(lines) + 1):
        for sign in lines[at - 1][column if at == number else 0 :]:
            if not deep and sign not in "[ \t":
                return
            if deep == 1 and not begun and sign not in ", \t]":
                begun = True
                yield at
            deep += (sign in "[{") - (sign in "]}")
            if deep == 1 and sign == ",":
                begun = False
            if not deep and sign == "]":
                return
        if not deep:
            return


def _enter(names: Place, many: bool, counts: dict[Place, int]) -> Place:
    """The place that a header opens; a name that is an array means its latest table."""
    place: Place = ()
    for name in names[:-1]:
        place = _latest((*place, name), counts)
    place = (*place, names[-1]) if names else place
    if not many:
        return _latest(place, counts)
    counts[place] = counts.get(place, 0) + 1
    return _latest(place, counts)


def _latest(place: Place, counts: dict[Place, int]) -> Place:
    return (*place, counts[place] - 1) if place in counts else place


def _dotted(text: str) -> Place:
    try:
        value: object = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    steps: list[Step] = []
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        steps.append(name)
    return tuple(steps)


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """The lines, numbered from 1, that do not begin inside a multi-line string."""
    inside: set[int] = set()
    number, at = 1, 0
    for token in _TOKEN.finditer(text):
        if "\n" in token[0]:
            number += text.count("\n", at, token.start())
            at = token.start()
            inside.update(range(number + 1, number + token[0].count("\n") + 1))
    for number, line in enumerate(text.split("\n"), start=1):
        if number not in inside:
            yield number, line
