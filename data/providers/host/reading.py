"""What the machine says of itself, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.failure import Failure


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """Seconds that all cores together have spent since the start."""

    total: float
    idle: float
    waiting: float = 0.0
    stolen: float = 0.0


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes, or inodes: how many there are, how many are taken, how many an ordinary user can still have."""

    total: int
    used: int
    available: int

    @property
    def used_pct(self) -> float:
        """As df has it: what is kept back for root counts neither as used nor as available."""
        usable = self.used + self.available
        return 100.0 * self.used / usable if usable else 0.0


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything but the disks; None for what this system does not tell."""

    cpu: CpuTimes | None
    cores: int | None
    memory: Space | None
    swap: Space | None
    load: tuple[float, float, float] | None
    uptime_s: float | None


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system; `inodes` is None where it does not count them."""

    space: Space
    inodes: Space | None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Mount:
    """One entry of the table of mounts."""

    device: str
    point: str
    kind: str


DiskAnswer = tuple[str, Disk | Failure]
"""The folder that was asked, and what came of it."""
