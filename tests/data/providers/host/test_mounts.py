"""Which mounts are disks that can fill up."""

from __future__ import annotations

import json

from data.providers.host.mounts import disks, mount_of
from data.providers.host.reading import Mount
from tests.recorded import FIXTURES


def test_a_recorded_machine_has_one_disk() -> None:
    entries = json.loads((FIXTURES / "host" / "linux.json").read_text())["mounts"]
    mounts = [Mount(**entry) for entry in entries]
    assert len(mounts) > 10
    assert disks(mounts) == ["/"]


def test_a_server_with_disks_of_many_kinds() -> None:
    mounts = [
        Mount("/dev/sda2", "/", "ext4"),
        Mount("/dev/sda1", "/boot/efi", "vfat"),
        Mount("/dev/mapper/data", "/srv", "xfs"),
        Mount("/dev/mapper/data", "/home/bind", "xfs"),
        Mount("tank/db", "/tank/db", "zfs"),
        Mount("nas:/export", "/mnt/nas", "nfs4"),
        Mount("systemd-1", "/mnt/auto", "autofs"),
        Mount("tmpfs", "/tmp", "tmpfs"),
        Mount("/dev/loop3", "/snap/core/1", "squashfs"),
        Mount("overlay", "/var/lib/docker/overlay2/x/merged", "overlay"),
        Mount("/dev/sda2", "/var/lib/kubelet/pods/x", "ext4"),
        Mount("alice", "/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
    ]
    assert disks(mounts) == ["/", "/boot/efi", "/mnt/nas", "/srv", "/tank/db"]
    assert disks(mounts, ["/mnt/*", "/boot/*"]) == ["/", "/srv", "/tank/db"]


def test_a_container_has_its_root() -> None:
    mounts = [
        Mount("overlay", "/", "overlay"),
        Mount("/dev/vda1", "/etc/hosts", "ext4"),
        Mount("/dev/vda1", "/etc/resolv.conf", "ext4"),
        Mount("/dev/vda1", "/data", "ext4"),
        Mount("proc", "/proc", "proc"),
    ]
    assert disks(mounts) == ["/", "/data"]


def test_a_name_that_only_begins_like_a_place_left_out_is_kept() -> None:
    assert disks([Mount("/dev/sdb", "/running", "ext4")]) == ["/running"]


def test_the_mount_that_a_folder_lies_below() -> None:
    mounts = [Mount("a", "/", "ext4"), Mount("b", "/srv", "xfs"), Mount("c", "/srv/data", "xfs")]
    assert mount_of("/srv/data/x", mounts) == "/srv/data"
    assert mount_of("/srv/database", mounts) == "/srv"
    assert mount_of("/srv", mounts) == "/srv"
    assert mount_of("/home", []) == ""
