"""The signals that are known by name: unit, title, and what brings each one to life."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Direction = Literal["better", "worse", "neither"]
_FILE = Path(__file__).parent / "content" / "signals.toml"


@dataclass(frozen=True, slots=True)
class KnownSignal:
    """One signal: what it measures, whether more of it is better, and how to configure its source.

    `configure` is TOML that can be put into the configuration as it stands and then adapted.
    """

    name: str
    unit: str
    title: str
    higher_is: Direction
    configure: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every known signal by name."""

    signals: Mapping[str, KnownSignal]

    def get(self, name: str) -> KnownSignal | None:
        """The signal of that name; None where it is a team's own."""
        return self.signals.get(name)

    def nearest(self, name: str) -> str | None:
        """The known name that looks most like this one."""
        return next(iter(difflib.get_close_matches(name, self.signals, 1)), None)

    def __iter__(self) -> Iterator[KnownSignal]:
        return iter(self.signals.values())


@cache
def catalogue() -> Catalogue:
    """The catalogue that is shipped."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    known = (_known(signal, group) for group in tables["group"] for signal in group["signals"])
    return Catalogue(MappingProxyType({signal.name: signal for signal in known}))


def titled(signal: str) -> str:
    """What a signal is called in a sentence; a team's own by its name."""
    known = catalogue().get(signal)
    return known.title if known else signal


def _known(signal: Mapping[str, Any], group: Mapping[str, Any]) -> KnownSignal:
    """A signal of a group, whose `configure` names the signal's own keys in ``{braces}``."""
    lines: str = group["configure"]
    for key, value in signal.items():
        lines = lines.replace(f"{{{key}}}", str(value))
    return KnownSignal(
        name=signal["name"],
        unit=signal["unit"],
        title=signal["title"],
        higher_is=signal["higher_is"],
        configure=lines.strip() + "\n",
    )
