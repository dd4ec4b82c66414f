"""Finds the series that an expression rests on, so that their samples' age can be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)
    |(?P<number>[0-9][0-9a-zA-Z_.]*(?:(?<=[eE])[+-][0-9]+)?|\.[0-9]+)
    |(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_LISTS = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})
_WORDS = frozenset({"and", "or", "unless", "atan2", "bool", "inf", "nan", "start", "end", "offset"})
_ABSENT = frozenset({"absent", "absent_over_time"})
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0, "y": 31536000.0}
_DURATION = re.compile(r"(\d+)(ms|[smhdwy])")


@dataclass(frozen=True, slots=True)
class Selector:
    """A vector selector as it is written; `window` is how many seconds of its past count, 0 for none."""

    text: str
    window: float = 0.0

    @property
    def metric(self) -> str:
        """The metric's name, or the whole selector where it has none outside its braces."""
        return self.text.partition("{")[0].strip() or self.text


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    begin: int
    end: int


def selectors(promql: str) -> tuple[Selector, ...]:
    """Each selector whose newest sample ought to be recent, once.

    Those with an offset or a fixed time are old on purpose, and those within absent() are meant
    to be missing; they are left out. What cannot be read yields nothing worse than a query that
    the server rejects.
    """
    return tuple(dict.fromkeys(_Reader(promql).selectors()))


def seconds(duration: str) -> float:
    """A PromQL duration in seconds; 0 where it is none."""
    parts = _DURATION.findall(duration)
    if parts and "".join(number + unit for number, unit in parts) == duration:
        return sum(int(number) * _SECONDS[unit] for number, unit in parts)
    return float(duration) if duration.isdecimal() else 0.0


class _Reader:
    """One pass over the tokens.

    `_recent` is where among the found those begin that a following ``[…]``, ``offset`` or ``@``
    is about: the last one, or all within the parentheses that were just closed.
    """

    def __init__(self, promql: str) -> None:
        self._promql = promql
        self._tokens = list(_tokens(promql))
        self._found: list[Selector] = []
        self._opened: list[int] = []
        self._recent = 0

    def selectors(self) -> list[Selector]:
        position = 0
        while position < len(self._tokens):
            position = self._step(position)
        return self._found

    def _step(self, at: int) -> int:
        token = self._tokens[at]
        if token.kind == "name":
            return self._name(at)
        if token.text == "{":
            return self._selector(at, at)
        if token.text == "[":
            return self._window(at)
        if token.text == "@":
            del self._found[self._recent :]
        elif token.text == "(":
            self._opened.append(len(self._found))
        elif token.text == ")" and self._opened:
            self._recent = self._opened.pop()
        return at + 1

    def _name(self, at: int) -> int:
        word, following = self._text(at).lower(), self._text(at + 1)
        if (word in _LISTS or word in _ABSENT) and following == "(":
            return self._after(at + 1)
        if word == "offset":
            del self._found[self._recent :]
        is_function = following == "(" or following.lower() in ("by", "without")
        if word in _WORDS or word in _LISTS or is_function:
            return at + 1
        return self._selector(at, at + 1)

    def _selector(self, begin: int, brace: int) -> int:
        after = self._after(brace) if self._text(brace) == "{" else brace
        text = self._promql[self._tokens[begin].begin : self._tokens[after - 1].end]
        self._recent = len(self._found)
        self._found.append(Selector(text))
        return after

    def _window(self, at: int) -> int:
        window, recent = seconds(self._text(at + 1)), self._found[self._recent :]
        self._found[self._recent :] = [Selector(each.text, each.window + window) for each in recent]
        return self._after(at)

    def _after(self, at: int) -> int:
        """The position after the bracket that closes the one at `at`."""
        opening, closing, depth = self._text(at), _CLOSING[self._text(at)], 0
        for position in range(at, len(self._tokens)):
            depth += (self._text(position) == opening) - (self._text(position) == closing)
            if depth == 0:
                return position + 1
        return len(self._tokens)

    def _text(self, at: int) -> str:
        return self._tokens[at].text if at < len(self._tokens) else ""


def _tokens(promql: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(promql):
        if match.lastgroup and match.lastgroup != "skip":
            yield _Token(match.lastgroup, match[0], match.start(), match.end())
