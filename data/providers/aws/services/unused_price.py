"""About what idle things cost a month, by the shipped table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.content import shipped


@dataclass(frozen=True, slots=True)
class Prices:
    """In dollars: of a GB and month by type of volume, of a month by kind of thing."""

    source: str
    as_of: str
    volume_gb: Mapping[str, float]
    month: Mapping[str, float]

    def volume(self, kind: str, size_gb: float) -> float:
        """A month of a volume."""
        return self.volume_gb.get(kind, self.volume_gb["gp3"]) * size_gb


@cache
def prices() -> Prices:
    """The shipped table."""
    table = dict(shipped("prices"))["aws.toml"]
    return Prices(
        table["source"],
        table["as_of"],
        table["volume_gb"],
        {name: price * table["hours"] for name, price in table["hour"].items()},
    )
