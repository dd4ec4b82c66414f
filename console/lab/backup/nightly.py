"""Takes a backup of the lab's database, keeps a copy elsewhere, and restores it once to see."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sys
from pathlib import Path

from console.lab.backup.check import NIGHTS, look
from console.lab.postgres import Postgres

RESTORED = "restore-tested"
"""The file whose age is that of the last restore test."""
SMALL_SHARE = 0.2
"""What is left of a backup that was cut short."""

_DAY_S = 86_400.0
_SCRATCH = "restore_test"
# The database grows: each night's backup is a little larger than that of the night before.
_GROWTH = "-- one more day\n" * 40
_MISSED = 2


class Backups:
    """A folder of backups, one a night, and one of copies; and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "backups"
        self.offsite = folder / "backups-offsite"
        self._nights: dict[str, tuple[str, float]] = {}
        self._cut = self._missed = False

    @property
    def check(self) -> list[str]:
        """The argument list that looks at them, in the manner of a monitoring plugin."""
        script = Path(__file__).with_name("check.py")
        return [sys.executable, "-I", "-S", str(script), str(self.folder), str(self.offsite)]

    async def take(self, postgres: Postgres) -> None:
        """Take one for last night, make those of the nights before of it, and try the last one."""
        for place in (self.folder, self.offsite):
            place.mkdir(mode=0o700)
        last = self.folder / f"night-{NIGHTS}.sql"
        await postgres.client("pg_dump", f"--file={last}", "--schema=app")
        await asyncio.to_thread(self._look_back, last)
        await self._restore(postgres, last)

    def gauges(self, now: float) -> dict[str, float]:
        """What a backup job would tell Prometheus of the newest one; nothing where there is none."""
        last = look(self.folder, self.offsite, now)
        if last is None:
            return {}
        found = {
            "backup_last_success_timestamp_seconds": now - last.age_h * 3_600,
            "backup_last_size_bytes": float(last.size),
            "backup_usual_size_bytes": float(last.usual),
            "backup_last_verified": float(last.intact),
            "backup_offsite_copy": float(last.offsite),
        }
        if last.tested_d is not None:
            found["backup_last_restore_test_timestamp_seconds"] = now - last.tested_d * _DAY_S
        return found

    async def cut(self, on: bool) -> None:
        """Last night's was cut short unnoticed: its copy and its checksum are of what there is."""
        self._cut = on
        await asyncio.to_thread(self._arrange)

    async def miss(self, on: bool) -> None:
        """The last two nights had none."""
        self._missed = on
        await asyncio.to_thread(self._arrange)

    def _look_back(self, last: Path) -> None:
        taken, dump = last.stat().st_mtime, last.read_text(encoding="utf-8")
        for number in range(NIGHTS + 1):
            name, then = f"night-{number}.sql", taken - (NIGHTS - number) * _DAY_S
            self._nights[name] = (dump + number * _GROWTH, then)
        self._arrange()

    def _arrange(self) -> None:
        """Make the folders what they should be now."""
        names = list(self._nights)
        for name, (content, then) in self._nights.items():
            night = self.folder / name
            if self._missed and name in names[-_MISSED:]:
                for file in (night, night.with_suffix(".sha256"), self.offsite / name):
                    file.unlink(missing_ok=True)
                continue
            whole = not (self._cut and name == names[-1])
            night.write_text(
                content if whole else content[: int(len(content) * SMALL_SHARE)], encoding="utf-8"
            )
            os.utime(night, (then, then))
            digest = hashlib.sha256(night.read_bytes()).hexdigest()
            night.with_suffix(".sha256").write_text(f"{digest}  {name}\n", encoding="ascii")
            shutil.copy2(night, self.offsite)

    async def _restore(self, postgres: Postgres, backup: Path) -> None:
        await postgres.client("createdb", "--template=template0", _SCRATCH)
        script = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={backup}"]
        await postgres.client("psql", *script, database=_SCRATCH)
        await postgres.client("dropdb", _SCRATCH)
        (self.folder / RESTORED).touch()
