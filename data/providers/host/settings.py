"""What can be set for the machine itself."""

from __future__ import annotations

from data.config.base import LocalPath, SourceSettings

SIGNALS = frozenset(
    {
        "host.cpu_pct",
        "host.cpus",
        "host.memory_pct",
        "host.swap_pct",
        "host.disk_pct",
        "host.inodes_pct",
        "host.load1",
        "host.load5",
        "host.load15",
        "host.uptime_s",
    }
)


class HostSettings(SourceSettings):
    """This machine, and which of its disks count."""

    mounts: tuple[LocalPath, ...] = ()
    """The mounts, or any other folders, whose file systems are watched; by default all that are on disks."""
    ignore: tuple[str, ...] = ()
    """Patterns of mounts to leave out of those that are found by default: "/mnt/*"."""

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return SIGNALS
