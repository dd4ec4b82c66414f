"""Where recordings lie: a folder a day, a file an hour and console; the oldest go when room is short."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NAME = re.compile(r"(\d{2})\.[A-Za-z0-9_.-]+\.rec")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One file: from `begins`, for an hour."""

    begins: datetime
    file: Path

    @property
    def console(self) -> str:
        """What tells its console from others."""
        return self.file.name[3:]

    @property
    def ends(self) -> datetime:
        """When the next file begins."""
        return self.begins + _HOUR


def file_name(host: str, process: int) -> str:
    """What tells the files of one console from those of another."""
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', host)}.{process}"


def file_of(folder: Path, at: datetime, name: str) -> Path:
    """Where the console of that name records at that moment."""
    moment = at.astimezone(UTC)
    return folder / f"{moment:%Y-%m-%d}" / f"{moment:%H}.{name}.rec"


def recorded_in(folder: Path) -> list[Recorded]:
    """Every file, the oldest first."""
    found = []
    for file in (file for day in _inside(folder) for file in _inside(day)):
        named = _NAME.fullmatch(file.name)
        with suppress(ValueError):
            day = datetime.strptime(file.parent.name, "%Y-%m-%d").replace(tzinfo=UTC)
            if named and file.is_file() and not file.is_symlink():
                found.append(Recorded(day + int(named[1]) * _HOUR, file))
    return sorted(found, key=lambda each: (each.begins, each.file.name))


def make_room(folder: Path, keep_bytes: int, writing: Path | None = None) -> None:
    """Remove the oldest files until the rest is no larger than that; never the one being written.

    Raises OSError.
    """
    sizes = {each.file: size for each in recorded_in(folder) if (size := size_of(each.file)) is not None}
    surplus = sum(sizes.values()) - keep_bytes
    for file, size in sizes.items():
        if surplus <= 0:
            break
        if file != writing:
            file.unlink(missing_ok=True)
            surplus -= size
            with suppress(OSError):  # another day's file is in it
                file.parent.rmdir()


def private_folder(folder: Path) -> None:
    """Make a folder that is for its owner alone, and those above it likewise. Raises OSError."""
    if not folder.exists():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def size_of(file: Path) -> int | None:
    """Its bytes; None where there is none, or another console has removed it. Raises OSError."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return None


def _inside(folder: Path) -> list[Path]:
    """What is in a folder; nothing where another console has removed it."""
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        return list(folder.iterdir())
    return []
