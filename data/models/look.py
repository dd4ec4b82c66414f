"""When somebody last looked at a screen, and what there was to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from data.models.item import Item


@dataclass(frozen=True, slots=True)
class Look:
    """The last look; `at` is None where there was none. `seen` holds the title of each thing by its mark."""

    at: datetime | None = None
    seen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


NEVER = Look()
"""Nobody has looked yet."""


def mark_of(source: str, item: Item) -> str:
    """What a thing is known by from look to look; its source's name stands in front."""
    return f"{source}\n{item.kind}\n{item.id}"


def origin_of(mark: str) -> tuple[str, str]:
    """The source that a mark came from, and the kind of thing it stands for."""
    source, _, rest = mark.partition("\n")
    return source, rest.partition("\n")[0]
