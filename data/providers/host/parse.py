"""From what the machine says of itself to observations; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.models.failure import Failure
from data.models.labels import labels_from
from data.models.reading import Observation
from data.providers.host.mounts import mount_of
from data.providers.host.reading import CpuTimes, Disk, DiskAnswer, Machine, Mount, Space
from data.quantity import format_value
from data.safe import safe

_NOT_TOLD = "this system does not tell"


def machine_observations(machine: Machine, before: CpuTimes | None) -> tuple[Observation, ...]:
    """Processor since `before`, memory, load and uptime. A machine without swap has no such signal."""
    cores = f"of {machine.cores} cores" if machine.cores else ""
    load = machine.load or (None, None, None)
    swap = (_space("host.swap_pct", machine.swap),) if machine.swap and machine.swap.total else ()
    return (
        cpu_observation(before, machine.cpu),
        _plain("host.cpus", machine.cores, "count"),
        _space("host.memory_pct", machine.memory),
        *swap,
        _plain("host.load1", load[0], "", cores),
        _plain("host.load5", load[1], "", cores),
        _plain("host.load15", load[2], "", cores),
        _plain("host.uptime_s", machine.uptime_s, "s"),
    )


def cpu_observation(before: CpuTimes | None, after: CpuTimes | None) -> Observation:
    """The share of time between two looks that all cores together were not idle."""
    if after is None:
        return _plain("host.cpu_pct", None, "%")
    passed = after.total - before.total if before else 0.0
    if before is None or passed <= 0:
        return Observation("host.cpu_pct", None, "%", detail="no time has passed since the last look")
    idle, waiting = after.idle - before.idle, after.waiting - before.waiting
    busy = 100.0 * min(max(1.0 - (idle + waiting) / passed, 0.0), 1.0)
    shares = (("waiting for disks", waiting), ("taken by other guests", after.stolen - before.stolen))
    words = [f"{100 * share / passed:.0f} % {what}" for what, share in shares if share / passed >= 0.01]
    return Observation("host.cpu_pct", busy, "%", detail=", ".join(words))


def disk_observations(answers: Sequence[DiskAnswer], mounts: Sequence[Mount]) -> tuple[Observation, ...]:
    """Space and inodes of each file system, by mount."""
    return tuple(seen for folder, answer in answers for seen in _disk(folder, answer, mounts))


def _disk(folder: str, answer: Disk | Failure, mounts: Sequence[Mount]) -> Iterator[Observation]:
    labels = labels_from({"mount": safe(folder, 200)})
    if isinstance(answer, Failure):
        yield Observation("host.disk_pct", None, "%", labels, detail=answer.message, failure=answer)
        return
    if not answer.space.total:
        yield Observation("host.disk_pct", None, "%", labels, detail="a file system without a size")
        return
    mount = mount_of(folder, mounts)
    notes = [
        _used(answer.space),
        f"free for use {format_value(answer.space.available, 'bytes')}",
        f"part of {safe(mount, 200)}" if mount not in ("", folder) else "",
        "read-only" if answer.read_only else "",
    ]
    yield Observation(
        "host.disk_pct", answer.space.used_pct, "%", labels, detail=safe(", ".join(filter(None, notes)))
    )
    if answer.inodes is not None:
        words = f"{answer.inodes.used:,} of {answer.inodes.total:,}"
        yield Observation("host.inodes_pct", answer.inodes.used_pct, "%", labels, detail=words)


def _space(signal: str, space: Space | None) -> Observation:
    if space is None or not space.total:
        return _plain(signal, None, "%")
    return Observation(signal, space.used_pct, "%", detail=_used(space))


def _used(space: Space) -> str:
    return f"{format_value(space.used, 'bytes')} of {format_value(space.total, 'bytes')}"


def _plain(signal: str, value: float | None, unit: str, words: str = "") -> Observation:
    if value is None:
        return Observation(signal, None, unit, detail=_NOT_TOLD)
    return Observation(signal, float(value), unit, detail=words)
