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


def source_of(mark: str) -> str:
    """The source that a mark came from."""
    return mark.partition("\n")[0]
