"""Where a machine's clock stood when it made an entry, so that a jump is noticed even if nobody was there.

An entry with a mark holds the seconds since the machine was started, on a scale that never jumps and
counts a suspend, and what the clock said in the same moment: an entry may be written later than it is
made. As long as the machine runs, what both scales say must stay as far apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from data.models.entry import Draft, Entry
from data.models.incident import Incident, Mark, Stamp
from data.procedures.fields import number, text
from data.timekeeping import Timekeeper

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_TOLERANCE_S = 1.0


def boot_id() -> str:
    """What tells this run of the machine from all others; empty where that cannot be known."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def marked(drafts: Iterable[Draft], time: Timekeeper, boot: str) -> list[Draft]:
    """The drafts with a mark of this moment; as they are where the run of the machine is not known."""
    if not boot:
        return list(drafts)
    fields: dict[str, Any] = {"boot": boot, "up_s": round(time.elapsed(), 3), "clock": time.now()}
    return [Draft(each.kind, {**each.fields, **fields}, each.day, each.drill) for each in drafts]


def mark_of(entry: Entry, stamp: Stamp) -> Mark | None:
    """The mark of an entry, where it has one."""
    boot, up, clock = text(entry, "boot"), number(entry.get("up_s")), entry.get("clock")
    if not boot or up is None:
        return None
    later = entry.at - clock if isinstance(clock, datetime) and clock.tzinfo else timedelta()
    return Mark(boot, stamp.steady - later.total_seconds() - up)


def unnoticed(incident: Incident, host: str, now: datetime, elapsed: float, boot: str) -> float | None:
    """By how many seconds this machine's clock was moved since it last wrote, though no entry says so."""
    mark = incident.marks.get(host)
    if mark is None or not boot or mark.boot != boot:
        return None
    moved = incident.steady(now, host) - elapsed - mark.offset
    return moved if abs(moved) > _TOLERANCE_S else None


def heeded(incident: Incident, host: str, now: datetime, elapsed: float, boot: str) -> Incident:
    """The incident as it is by a clock that was moved unnoticed: its times are right, and in doubt."""
    moved = unnoticed(incident, host, now, elapsed, boot)
    words = restarted(incident, host, boot)
    if moved is not None:
        drift = {**incident.drift, host: incident.drift.get(host, 0.0) + moved}
        words = f"the clock of {host} was moved by {moved:+.0f} s, and no console noticed when"
        return replace(incident, drift=drift, doubts=(*incident.doubts, words))
    return replace(incident, doubts=(*incident.doubts, words)) if words else incident


def restarted(incident: Incident, host: str, boot: str) -> str:
    """That the machine was started anew since, in words: nothing then tells how right its clock is."""
    mark = incident.marks.get(host)
    if mark is None or not boot or mark.boot == boot:
        return ""
    return f"{host} was started anew since: its clock is taken at its word"
