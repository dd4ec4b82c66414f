"""Looks at a folder of backups and says how they are, in the manner of a monitoring plugin.

Run as a script, from its path, with the standard library only: ``check.py FOLDER OFFSITE``. One
line with performance data; exit code 0 where there is a backup, 2 where there is none.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

_HOUR_S = 3_600.0
_DAY_S = 86_400.0


def main(folder: Path, offsite: Path, now: float) -> int:
    """Print the line; the exit code."""
    nights = sorted(folder.glob("*.sql"), key=lambda backup: backup.stat().st_mtime)
    if not nights:
        print("BACKUP CRITICAL - there is none")  # noqa: T201 - a plugin speaks on standard output
        return 2
    last = nights[-1]
    size = last.stat().st_size
    before = nights[-2].stat().st_size if len(nights) > 1 else size
    age_h = max(0.0, now - last.stat().st_mtime) / _HOUR_S
    copy = offsite / last.name
    figures = {
        "age_h": f"{age_h:.3f}",
        "size_bytes": f"{size}B",
        "size_ratio_pct": f"{100 * size / before if before else 0:.1f}%",
        "offsite": str(int(copy.is_file() and copy.stat().st_size == size)),
    }
    tested = folder / "restore-tested"
    if tested.exists():
        figures["restore_test_age_d"] = f"{max(0.0, now - tested.stat().st_mtime) / _DAY_S:.4f}"
    data = " ".join(f"{label}={value}" for label, value in figures.items())
    print(f"BACKUP OK - {last.name}, {size} bytes, {age_h:.1f} h old | {data}")  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), time.time()))
