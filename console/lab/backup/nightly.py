"""Takes a backup of the lab's database, keeps a copy elsewhere, and restores it once to see."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

from console.lab.postgres import Postgres

RESTORED = "restore-tested"
"""The file whose age is that of the last restore test."""

_DAY_S = 86_400.0
_SCRATCH = "restore_test"


class Backups:
    """A folder of backups, one a night, and one of copies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "backups"
        self.offsite = folder / "backups-offsite"

    @property
    def check(self) -> list[str]:
        """The argument list that looks at them, in the manner of a monitoring plugin."""
        script = Path(__file__).with_name("check.py")
        return [sys.executable, "-I", "-S", str(script), str(self.folder), str(self.offsite)]

    async def take(self, postgres: Postgres) -> None:
        """Take one for last night and one for the night before, and try the last one."""
        for place in (self.folder, self.offsite):
            place.mkdir(mode=0o700)
        before, last = self.folder / "night-1.sql", self.folder / "night-2.sql"
        await postgres.client("pg_dump", f"--file={last}", "--schema=app")
        await asyncio.to_thread(self._copy, before, last)
        await self._restore(postgres, last)

    def _copy(self, before: Path, last: Path) -> None:
        shutil.copyfile(last, before)
        night_before = last.stat().st_mtime - _DAY_S
        os.utime(before, (night_before, night_before))
        for backup in (before, last):
            shutil.copy2(backup, self.offsite)

    async def _restore(self, postgres: Postgres, backup: Path) -> None:
        await postgres.client("createdb", "--template=template0", _SCRATCH)
        script = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={backup}"]
        await postgres.client("psql", *script, database=_SCRATCH)
        await postgres.client("dropdb", _SCRATCH)
        (self.folder / RESTORED).touch()
