"""The lab's AWS account as a process of its own, one a test session, with nothing wrong in it at first."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from console.lab.account.trouble import Account
from console.lab.process import leashed
from tests.ports import port_of_its_own

_START_S = 300.0


@dataclass(frozen=True)
class LabAccount:
    """Where it answers, and what switches its troubles."""

    url: str
    account: Account


@pytest.fixture(scope="session")
def lab_account_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabAccount]:
    folder = tmp_path_factory.mktemp("account")
    account = Account(folder / "troubles")
    port = port_of_its_own()
    argv = [
        sys.executable,
        "-P",
        "-m",
        "console.lab.account.server",
        "127.0.0.1",
        str(port),
        str(account.file),
    ]
    root = Path(__file__).parent.parent
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            leashed(argv, signal.SIGKILL),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={"PYTHONPATH": str(root), "PATH": ""},
        )
    try:
        until = time.monotonic() + _START_S
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        yield LabAccount(f"http://127.0.0.1:{port}", account)
    finally:
        process.kill()
        process.wait(timeout=60)


@pytest.fixture
def lab_account(lab_account_process: LabAccount, aws_keys: None) -> Iterator[LabAccount]:
    """As it is when all is well; whatever a test breaks is mended after it."""
    yield lab_account_process
    account = lab_account_process.account
    for switch in (account.cost_spike, account.finding_new, account.key_old):
        asyncio.run(switch(False))


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
