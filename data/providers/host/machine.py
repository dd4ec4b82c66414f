"""Asks the system; every call here may block, so none is made on the event loop."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

import psutil

from data.models.failure import Failure, FailureKind
from data.providers.host.reading import CpuTimes, Disk, Machine, Mount, Space

T = TypeVar("T")


def read_machine() -> Machine:
    """Everything but the disks; what a system does not tell is None."""
    return Machine(
        cpu=_or_none(_cpu),
        cores=psutil.cpu_count(),
        memory=_or_none(_memory),
        swap=_or_none(_swap),
        load=_or_none(os.getloadavg),
        uptime_s=_or_none(lambda: time.time() - psutil.boot_time()),
    )


def read_mounts() -> tuple[Mount, ...]:
    """The table of mounts; reading it touches none of them."""
    table = _or_none(lambda: psutil.disk_partitions(all=True)) or []
    return tuple(Mount(entry.device, entry.mountpoint, entry.fstype) for entry in table)


def read_disk(folder: str) -> Disk | Failure:
    """The file system that a folder lies on. Blocks for as long as its server does not answer."""
    try:
        found = os.statvfs(folder)
    except FileNotFoundError:
        return Failure(FailureKind.NOT_FOUND, f"there is no {folder}", "mount it, or take it out of mounts")
    except OSError as error:
        kind = FailureKind.RIGHTS if isinstance(error, PermissionError) else FailureKind.BAD_ANSWER
        return Failure(kind, f"{folder}: {(error.strerror or 'cannot be read').lower()}")
    size = found.f_frsize
    space = Space(found.f_blocks * size, (found.f_blocks - found.f_bfree) * size, found.f_bavail * size)
    inodes = Space(found.f_files, found.f_files - found.f_ffree, found.f_favail) if found.f_files else None
    return Disk(space, inodes, read_only=bool(found.f_flag & os.ST_RDONLY))


def _cpu() -> CpuTimes:
    times = psutil.cpu_times()
    # The time of guests is within user and nice already.
    parts = [value for name, value in zip(times._fields, times, strict=True) if not name.startswith("guest")]
    return CpuTimes(sum(parts), times.idle, getattr(times, "iowait", 0.0), getattr(times, "steal", 0.0))


def _memory() -> Space:
    memory = psutil.virtual_memory()
    return Space(memory.total, memory.total - memory.available, memory.available)


def _swap() -> Space:
    swap = psutil.swap_memory()
    return Space(swap.total, swap.used, swap.free)


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except (OSError, psutil.Error, AttributeError):
        return None
