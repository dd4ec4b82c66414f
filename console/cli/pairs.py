"""Options that are given as NAME=VALUE, several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.errors import UsageError


def pairs(given: Iterable[str], form: str, remedy: str) -> Iterator[tuple[str, str]]:
    """Names and values; `form` is what one looks like. Raises UsageError where one looks otherwise."""
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'"{each}" is not {form}', remedy)
        yield name.strip(), value
