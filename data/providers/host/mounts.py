"""Which of all the mounts are disks that can fill up; pure."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from data.providers.host.reading import Mount

MOST = 40
_NO_DISKS = frozenset({
    "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "debugfs", "devfs",
    "devpts", "devtmpfs", "efivarfs", "erofs", "fdescfs", "fuse.gvfsd-fuse", "fuse.lxcfs",
    "fuse.portal", "fuse.snapfuse", "fusectl", "hugetlbfs", "iso9660", "mqueue", "nsfs", "overlay",
    "proc", "pstore", "ramfs", "rootfs", "rpc_pipefs", "securityfs", "selinuxfs", "squashfs",
    "sysfs", "tmpfs", "tracefs", "udf",
})  # fmt: skip
_ELSEWHERE = (
    "/dev", "/proc", "/sys", "/run", "/snap",
    "/var/lib/containers", "/var/lib/docker", "/var/lib/kubelet",
    "/etc/hostname", "/etc/hosts", "/etc/resolv.conf",
)  # fmt: skip
"""Where containers and the system mount things that are on some disk already, or on none."""


def disks(mounts: Sequence[Mount], ignore: Sequence[str] = ()) -> list[str]:
    """The mount points that count, one for each device, the shortest; sorted."""
    points: dict[str, str] = {}
    for mount in mounts:
        # In a container the root is an overlay, and the only disk there is.
        if (mount.kind in _NO_DISKS and mount.point != "/") or _left_out(mount.point, ignore):
            continue
        known = points.get(mount.device)
        if known is None or len(mount.point) < len(known):
            points[mount.device] = mount.point
    return sorted(points.values())


def mount_of(folder: str, mounts: Sequence[Mount]) -> str:
    """The mount point that a folder lies below; empty where that cannot be told."""
    path = PurePosixPath(folder)
    above = [mount.point for mount in mounts if path.is_relative_to(mount.point)]
    return max(above, key=len, default="")


def _left_out(point: str, ignore: Sequence[str]) -> bool:
    inside = any(point == place or point.startswith(f"{place}/") for place in _ELSEWHERE)
    return inside or any(fnmatchcase(point, pattern) for pattern in ignore)
