"""One thing that is wrong in a configuration, with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import ConfigError

Step = str | int
Place = tuple[Step, ...]
"""The way to a value from the top of the document: names of tables, positions, keys."""
Fault = tuple[Place, str, str]
"""Where something is wrong or doubtful, in which words, and what to do about it."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, at which key and line, and what to do about it; line 0 is not known."""

    key: str
    message: str
    remedy: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = ": ".join(part for part in (f"line {self.line}" if self.line else "", self.key) if part)
        words = f"{self.message} ({self.remedy})" if self.remedy else self.message
        return f"{place}: {words}" if place else words


class InvalidConfig(ConfigError):
    """A file with one problem or several; the message tells the first, and `command` tells all."""

    def __init__(
        self, file: Path, problems: Sequence[Problem], command: str = "ops-console config check"
    ) -> None:
        first, others = problems[0], len(problems) - 1
        more = f"{others} more: {command}" if others else ""
        super().__init__(
            first.message,
            file=file,
            key=": ".join(part for part in (f"line {first.line}" if first.line else "", first.key) if part),
            remedy="; ".join(part for part in (first.remedy, more) if part),
        )
        self.problems = tuple(problems)


def key_of(place: Place, document: object) -> str:
    """The key as a person finds it: ``http.api.url`` for the url of the http source named api."""
    words: list[str] = []
    value = document
    for step in place:
        value = _inside(value, step)
        if isinstance(step, str):
            words.append(step if _BARE.fullmatch(step) else f'"{step}"')
            continue
        name = value.get("name") if isinstance(value, dict) else None
        if isinstance(name, str) and name and len(words) == 1:
            words.append(name if _BARE.fullmatch(name) else f'"{name}"')
        elif words:
            words[-1] += f"[{step + 1}]"
    return ".".join(words)


def _inside(value: object, step: Step) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
