"""What every settings model and every source have in common."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from data.safe import safe

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")


def parse_duration(value: object) -> float:
    """Seconds from ``"15s"``, ``"1h30m"``, or a bare number of seconds."""
    if isinstance(value, bool):
        raise ValueError('a duration looks like "15s", "5m" or "1h30m"')
    if isinstance(value, int | float):
        return float(value)
    parts = _DURATION.findall(str(value))
    if not parts or "".join(number + unit for number, unit in parts) != value:
        raise ValueError('a duration looks like "15s", "5m" or "1h30m"')
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


Duration = Annotated[float, BeforeValidator(parse_duration)]
"""Seconds; written as ``"15s"``, ``"5m"``, ``"1h30m"``."""

Line = Annotated[str, AfterValidator(safe)]
"""A name or a title: one line, safe to show."""


def _resolve_path(path: Path, info: ValidationInfo) -> Path:
    """``~`` is the home folder, and a relative path is reckoned from the configuration's folder."""
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / path.expanduser()
    except RuntimeError:
        raise ValueError(f"{path.parts[0]} is nobody's home here") from None


LocalPath = Annotated[Path, AfterValidator(_resolve_path)]
"""A file or folder of this machine."""


class Settings(BaseModel):
    """Frozen, and refusing keys it does not know; what checks it is made when it is first checked."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)


class SourceSettings(Settings):
    """What every kind of source takes."""

    name: Line = Field(min_length=1, max_length=80)
    """How people call it; unique among all sources."""
    group: Line = ""
    """Where the health screen puts it; by default its kind."""
    every: Duration = Field(default=15.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    timeout: Duration = Field(default=5.0, gt=0, le=600)
    """A bound on one whole round, whatever the source does."""
    critical: bool = True
    """Whether its failure makes the whole service fail, or only warn."""

    @property
    def patience(self) -> float:
        """How long a provider itself may wait: a little less than `timeout`, so that its words are heard."""
        return self.timeout - min(0.2, self.timeout / 10)

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset()

    def masked(self) -> dict[str, Any]:
        """The settings as they may be shown: pydantic masks secrets."""
        return self.model_dump(mode="json")
