"""An argument list with gaps: each gap has a type, and stands where no shell will read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """What a gap takes; `data.procedures.runbooks.gaps` says which characters."""

    ID = "id"
    NAME = "name"
    NAMES = "names"
    VERSION = "version"
    DATE = "date"
    FILE = "file"
    TEXT = "text"
    ENV = "env"


@dataclass(frozen=True, slots=True)
class Word:
    """One argument: fixed words, and after them perhaps one gap, written ``--date={date:day}``.

    A gap of the type `Gap.ENV` is filled from the environment variable `name` and never shown.
    """

    text: str
    gap: Gap | None = None
    name: str = ""

    def __str__(self) -> str:
        return f"{self.text}{{{self.gap.value}:{self.name}}}" if self.gap else self.text
