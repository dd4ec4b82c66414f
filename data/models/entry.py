"""The journal's entry: one thing that happened, as it stands on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any


class Trust(StrEnum):
    """How far an entry that was read back can be relied on."""

    SEALED = "sealed"
    EDITED = "edited"
    HAND_WRITTEN = "hand-written"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants recorded; the journal adds who, where, when, and the seal.

    `fields` holds the keys of the kind (``run``, ``item``, ``verdict``, ``note``, ``evidence``…),
    values as TOML knows them; `day` is the checklist's day where it is not simply today.
    """

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of the journal; `file` and `line` say where it was read."""

    id: str
    schema: int
    at: datetime
    day: date
    by: str
    host: str
    kind: str
    drill: bool
    fields: Mapping[str, Any]
    prev: str = ""
    seal: str = ""
    trust: Trust = Trust.SEALED
    file: Path | None = None
    line: int = 0

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - values are TOML's
        """A field of the kind, as `fields.get`."""
        return self.fields.get(key, default)
