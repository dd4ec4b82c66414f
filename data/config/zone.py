"""The time zone that days are reckoned in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LOCALTIME = Path("/etc/localtime")


def local_zone(environ: Mapping[str, str], localtime: Path = _LOCALTIME) -> ZoneInfo:
    """The machine's zone by name: from TZ, else from /etc/localtime; UTC where neither tells."""
    for name in (environ.get("TZ", "").lstrip(":"), _linked(localtime)):
        zone = find_zone(name)
        if zone is not None:
            return zone
    return ZoneInfo("UTC")


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of that name, None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _linked(localtime: Path) -> str:
    try:
        target = str(localtime.resolve(strict=True))
    except OSError:
        return ""
    return target.rpartition("/zoneinfo/")[2] if "/zoneinfo/" in target else ""
