"""A table of a TOML file, read key by key: whatever is wrong is said with file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from data.config.base import parse_duration
from data.config.nearest import did_you_mean
from data.errors import ConfigError, remedy_of
from data.models.practice import Origin
from data.safe import safe

T = TypeVar("T")


def read_toml(file: Path) -> TableReader:
    """The reader on a whole file; raises ConfigError where it cannot be read or is no TOML."""
    try:
        return TableReader(tomllib.loads(file.read_text(encoding="utf-8")), file)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=file, remedy=remedy_of(error)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", file=file, remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not TOML: {safe(error)}", file=file) from error


class TableReader:
    """Hands out the values of one table and remembers which keys were asked for.

    Text passes `safe` here. A key that nobody asked for is refused by `finish`, with the
    nearest of those that were.
    """

    def __init__(self, table: Mapping[str, Any], file: Path, place: str = "") -> None:
        self._table = table
        self._file = file
        self._place = place
        self._asked: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        """A string; must be there, and not be empty, unless a default is given."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.refuse(key, "must be a text")
        return safe(value)

    def number(self, key: str, default: float | None = None) -> float:
        """A number; must be there unless a default is given."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(key, "must be a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; none where it is not given."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse(key, "must be a list of texts")
        return tuple(safe(one) for one in value)

    def duration(self, key: str) -> float | None:
        """Seconds from ``"15m"``, 0 from ``"immediately"``; None where it is not given."""
        value = self._take(key, "")
        if value == "":
            return None
        if value == "immediately":
            return 0.0
        try:
            return parse_duration(value)
        except ValueError:
            self.refuse(key, 'must be a duration such as "15m" or "1h30m", or "immediately"')

    def one(self, key: str, build: Callable[[TableReader], T]) -> T | None:
        """What `build` makes of an inner table; None where it is not given."""
        value = self._take(key, None, optional=True)
        return None if value is None else self._build(value, key, build)

    def each(self, key: str, build: Callable[[TableReader], T]) -> tuple[T, ...]:
        """What `build` makes of each table in a list; none where it is not given."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self.refuse(key, f"must be tables, written [[{key}]]")
        return tuple(self._build(one, f"{key}[{at}]", build) for at, one in enumerate(value, start=1))

    def among(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A string that is one of those allowed."""
        value = self.text(key, default)
        if value not in allowed:
            self.refuse(key, f'"{value}" is not one of {", ".join(filter(None, allowed))}')
        return value

    def finish(self) -> None:
        """Refuse the first key that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                self.refuse(safe(key), "is not a key of this table", did_you_mean(key, self._asked))

    def refuse(self, key: str, message: str, remedy: str = "") -> NoReturn:
        """Say what is wrong with a key."""
        raise ConfigError(message, file=self._file, key=f"{self._place}{key}", remedy=remedy)

    def _build(self, value: object, key: str, build: Callable[[TableReader], T]) -> T:
        if not isinstance(value, dict):
            self.refuse(key, "must be a table")
        inner = TableReader(value, self._file, f"{self._place}{key}.")
        built = build(inner)
        inner.finish()
        return built

    def _take(self, key: str, default: object, *, optional: bool = False) -> Any:  # noqa: ANN401 - TOML's
        self._asked.append(key)
        if key not in self._table and default is None and not optional:
            self.refuse(key, "is missing")
        return self._table.get(key, default)


def read_origin(table: TableReader, policy: str) -> Origin:
    """The provenance that every table of a policy carries."""
    return Origin(policy, table.text("section"), table.text("says", ""))
