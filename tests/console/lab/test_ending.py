"""However the lab ends, nothing of it is left: no process, no file, no mount."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from console.lab.monitoring.program import find
from console.lab.orders import ask
from tests.console.lab.asking import PATIENCE_S, eventually
from tests.console.lab.victim import Victim
from tests.lab_environment import path_without_prometheus

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

_ALL_PARTS = ("TERM", "KILL", "keeper KILL", "both KILL", "starting KILL")
_FEW_PARTS = ("INT", "HUP", "starting TERM")


@pytest.fixture(scope="module")
def victims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Victim]]:
    """One lab for each way to end it, all started side by side."""
    few = path_without_prometheus(tmp_path_factory.mktemp("path"))
    all_ = {way: Victim(os.environ["PATH"]) for way in _ALL_PARTS} | {way: Victim(few) for way in _FEW_PARTS}
    yield all_
    for victim in all_.values():
        victim.close()


@pytest.mark.parametrize("way", ["starting KILL", "starting TERM"])
def test_ended_while_it_is_starting(victims: dict[str, Victim], way: str) -> None:
    victim = victims[way]
    assert eventually(lambda: len(victim.look()) > 1)
    victim.end(signal.SIGKILL if "KILL" in way else signal.SIGTERM)
    # What makes the database is let finish first.
    assert victim.left() == []


@pytest.mark.parametrize(("way", "code"), [("TERM", 143), ("INT", 130), ("HUP", 129)])
def test_ended_by_a_signal(victims: dict[str, Victim], way: str, code: int) -> None:
    victim = victims[way]
    assert victim.ready().name == "config.toml"
    if way in _ALL_PARTS and find("prometheus-alertmanager"):
        assert any("alertmanager" in line for line in victim.programs())
    assert victim.end(signal.Signals[f"SIG{way}"]) == code
    assert victim.left() == []


def test_killed_with_faults_on(victims: dict[str, Victim]) -> None:
    victim = victims["KILL"]
    folder = victim.ready().parent
    for fault in ("db-connections", "disk-full", "api-hang"):
        command = [sys.executable, "-m", "console", "lab", "break", fault, "--lab", str(folder)]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
    # The account's server starts with the first call.
    aws = urlsplit(ask(folder, "env")["AWS_ENDPOINT_URL"])
    with socket.create_connection((aws.hostname or "", aws.port or 0), timeout=PATIENCE_S) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\n")
        assert eventually(lambda: any("account.server" in line for line in victim.programs()))
    victim.end(signal.SIGKILL)
    assert victim.left() == []


def test_its_keeper_killed(victims: dict[str, Victim]) -> None:
    victim = victims["keeper KILL"]
    victim.ready()
    victim.look()
    victim.keeper().kill()
    assert victim.main.wait(PATIENCE_S) == 1
    assert victim.main.stderr is not None
    assert "the lab has ended by itself" in victim.main.stderr.read()
    assert victim.left() == []


def test_both_killed_leaves_a_folder_that_the_next_start_removes(
    victims: dict[str, Victim], monkeypatch: pytest.MonkeyPatch
) -> None:
    from console.lab import folder

    victim = victims["both KILL"]
    made = victim.ready().parent
    keeper = victim.keeper()
    victim.look()
    keeper.suspend()
    victim.main.kill()
    victim.main.wait(PATIENCE_S)
    keeper.kill()
    assert eventually(lambda: not victim.alive())
    assert victim.remains()

    monkeypatch.setattr("tempfile.tempdir", str(victim.place))
    folder.sweep((made / "lock").stat().st_mtime + 1)
    assert victim.remains(), "one that has just been made is left alone"
    folder.sweep(time.time() + 3600)
    assert victim.remains() == []
