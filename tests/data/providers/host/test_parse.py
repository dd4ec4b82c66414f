"""What recorded figures of a machine come to."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.providers.host.parse import cpu_observation, disk_observations, machine_observations
from data.providers.host.reading import CpuTimes, Disk, Machine, Mount, Space
from tests.recorded import FIXTURES

_RECORDED: dict[str, Any] = json.loads((FIXTURES / "host" / "linux.json").read_text())
_MOUNTS = [Mount(**entry) for entry in _RECORDED["mounts"]]


def machine(which: str) -> Machine:
    found = _RECORDED[which]
    spaces = {name: Space(**found[name]) for name in ("memory", "swap")}
    return Machine(
        CpuTimes(**found["cpu"]),
        found["cores"],
        spaces["memory"],
        spaces["swap"],
        found["load"],
        found["uptime_s"],
    )


def disk(folder: str) -> Disk:
    found = _RECORDED["disks"][folder]
    return Disk(Space(**found["space"]), Space(**found["inodes"]), found["read_only"])


def by_signal(observations: tuple[Observation, ...]) -> dict[str, Observation]:
    return {observation.signal: observation for observation in observations}


def test_a_machine() -> None:
    before, after = machine("before"), machine("after")
    seen = by_signal(machine_observations(after, before.cpu))
    assert before.cpu and after.cpu and after.memory and after.load
    idle = after.cpu.idle - before.cpu.idle
    assert seen["host.cpu_pct"].value == pytest.approx(
        100 * (1 - idle / (after.cpu.total - before.cpu.total))
    )
    assert 0 < (seen["host.cpu_pct"].value or 0) < 100
    assert seen["host.memory_pct"].value == pytest.approx(100 * after.memory.used / after.memory.total)
    assert seen["host.memory_pct"].detail.endswith(" of 23.5 GiB")
    assert [seen[f"host.load{minutes}"].value for minutes in (1, 5, 15)] == list(after.load)
    assert seen["host.load1"].detail == "of 2 cores"
    assert seen["host.cpus"].value == 2.0
    assert seen["host.uptime_s"].value == _RECORDED["after"]["uptime_s"]


def test_a_machine_without_swap_has_no_such_signal() -> None:
    assert "host.swap_pct" not in by_signal(machine_observations(machine("after"), None))
    swapping = replace(machine("after"), swap=Space(1000, 250, 750))
    assert by_signal(machine_observations(swapping, None))["host.swap_pct"].value == 25.0


def test_what_a_system_does_not_tell_is_no_data() -> None:
    seen = machine_observations(Machine(None, None, None, None, None, None), None)
    assert {observation.value for observation in seen} == {None}
    assert {observation.detail for observation in seen} == {"this system does not tell"}


def test_time_that_waits_or_is_taken_is_told_apart() -> None:
    seen = cpu_observation(CpuTimes(100, 50, 10, 0), CpuTimes(200, 100, 30, 5))
    assert seen.value == pytest.approx(30.0)
    assert seen.detail == "20 % waiting for disks, 5 % taken by other guests"


@pytest.mark.parametrize("before", [None, CpuTimes(100, 50)])
def test_without_two_looks_there_is_no_share(before: CpuTimes | None) -> None:
    seen = cpu_observation(before, CpuTimes(100, 50))
    assert (seen.value, seen.detail) == (None, "no time has passed since the last look")


_TIMES = st.builds(CpuTimes, st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))


@given(_TIMES, _TIMES)
def test_a_share_is_a_share_whatever_the_counters_do(before: CpuTimes, after: CpuTimes) -> None:
    value = cpu_observation(before, after).value
    assert value is None or 0 <= value <= 100


def test_disks() -> None:
    seen = disk_observations([("/", disk("/")), ("/dev/shm", disk("/dev/shm"))], _MOUNTS)
    assert [(each.signal, dict(each.labels)["mount"]) for each in seen] == [
        ("host.disk_pct", "/"),
        ("host.inodes_pct", "/"),
        ("host.disk_pct", "/dev/shm"),
        ("host.inodes_pct", "/dev/shm"),
    ]
    space = disk("/").space
    assert seen[0].value == pytest.approx(100 * space.used / (space.used + space.available))
    assert "part of" not in seen[0].detail


def test_a_folder_is_said_to_be_part_of_its_mount() -> None:
    """So a disk that is not mounted where it should be does not pass for the one below it unseen."""
    (seen, _) = disk_observations([("/srv/data", disk("/"))], _MOUNTS)
    assert seen.detail.endswith("part of /")


def test_a_file_system_that_is_full_read_only_or_without_inodes() -> None:
    full = Disk(Space(1000, 1000, 0), None, read_only=True)
    (seen,) = disk_observations([("/mnt", full)], [])
    assert seen.value == 100.0 and seen.detail.endswith("read-only")


def test_a_file_system_without_a_size_is_no_data() -> None:
    (seen,) = disk_observations([("/mnt", Disk(Space(0, 0, 0), None))], [])
    assert (seen.value, seen.detail) == (None, "a file system without a size")


def test_a_disk_that_fails() -> None:
    failure = Failure(FailureKind.TIMEOUT, "/mnt does not answer")
    (seen,) = disk_observations([("/mnt\x1b", failure)], [])
    assert (seen.value, seen.failure, dict(seen.labels)) == (None, failure, {"mount": "/mnt␛"})
