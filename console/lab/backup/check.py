"""Looks at a folder of backups and says how they are, in the manner of a monitoring plugin.

Run as a script, from its path, with the standard library only: ``check.py FOLDER OFFSITE``. One
line with performance data; exit code 0 where all is well, 1 or 2 where something is not.
"""

from __future__ import annotations

import hashlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

NIGHTS = 7
"""So many nights before the last one say what size is usual."""
LATE_H, SMALL_PCT, TINY_PCT = 26.0, 70.0, 50.0
_HOUR_S = 3_600.0
_DAY_S = 86_400.0


@dataclass(frozen=True)
class Backup:
    """The newest one, against those before it."""

    name: str
    age_h: float
    size: int
    usual: float
    offsite: bool
    intact: bool
    tested_d: float | None

    @property
    def ratio_pct(self) -> float:
        """Its size in percent of the usual one."""
        return 100 * self.size / self.usual if self.usual else 0.0

    def complaints(self) -> list[tuple[int, str]]:
        """What is wrong with it, each with the exit code that it deserves."""
        share = f"{self.name} has {self.ratio_pct:.0f} % of the usual size"
        found = [
            (2 * (self.age_h > LATE_H), f"last night's is missing: {self.name} is {self.age_h:.0f} h old"),
            (2 if self.ratio_pct < TINY_PCT else int(self.ratio_pct < SMALL_PCT), share),
            (2 * (not self.offsite), f"{self.name} has no copy offsite"),
            (2 * (not self.intact), f"{self.name} does not match its checksum"),
        ]
        return [(code, words) for code, words in found if code]

    def figures(self) -> dict[str, str]:
        """Its performance data."""
        tested = {} if self.tested_d is None else {"restore_test_age_d": f"{self.tested_d:.4f}"}
        return {
            "age_h": f"{self.age_h:.3f};;{LATE_H:g}",
            "size_bytes": f"{self.size}B",
            "size_ratio_pct": f"{self.ratio_pct:.1f}%;{SMALL_PCT:g}:;{TINY_PCT:g}:",
            "offsite": f"{self.offsite:d};;1:",
            "integrity": f"{self.intact:d};;1:",
            **tested,
        }


def look(folder: Path, offsite: Path, now: float) -> Backup | None:
    """The newest backup of the folder; None where there is none."""
    nights = sorted(folder.glob("*.sql"), key=lambda backup: backup.stat().st_mtime)
    if not nights:
        return None
    *before, last = nights[-NIGHTS - 1 :]
    size = last.stat().st_size
    copy, checksum, tested = offsite / last.name, last.with_suffix(".sha256"), folder / "restore-tested"
    digest = hashlib.sha256(last.read_bytes()).hexdigest()
    return Backup(
        last.name,
        max(0.0, now - last.stat().st_mtime) / _HOUR_S,
        size,
        median(night.stat().st_size for night in before) if before else size,
        copy.is_file() and copy.stat().st_size == size,
        checksum.is_file() and checksum.read_text(encoding="ascii").split()[:1] == [digest],
        max(0.0, now - tested.stat().st_mtime) / _DAY_S if tested.exists() else None,
    )


def main(folder: Path, offsite: Path, now: float) -> int:
    """Print the line; the exit code."""
    last = look(folder, offsite, now)
    if last is None:
        print("BACKUP CRITICAL - there is none")  # noqa: T201 - a plugin speaks on standard output
        return 2
    wrong = last.complaints()
    code = max((code for code, _ in wrong), default=0)
    words = "; ".join(words for _, words in wrong)
    state = ("OK", "WARNING", "CRITICAL")[code]
    data = " ".join(f"{label}={value}" for label, value in last.figures().items())
    well = f"{last.name}, {last.size} bytes, {last.age_h:.1f} h old"
    print(f"BACKUP {state} - {words or well} | {data}")  # noqa: T201 - as above
    return code


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), time.time()))
