"""moto's server as a process of its own, one a test session, emptied before each test that asks for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from console.lab.process import leashed
from tests.missing import missing
from tests.ports import port_of_its_own

_START_S = 300.0
REGION = "eu-west-1"


@pytest.fixture(scope="session")
def moto_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; without the extra the test is skipped, but under CI it fails."""
    if find_spec("moto") is None:
        missing("the extra 'lab' is not installed")
    log = tmp_path_factory.mktemp("moto") / "log"
    port = port_of_its_own()
    argv = [sys.executable, "-P", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            leashed(argv, signal.SIGKILL), stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process, log)
        yield url
    finally:
        process.kill()
        process.wait(timeout=60)


@pytest.fixture
def moto(moto_process: str, aws_keys: None) -> str:
    """The address of an empty account."""
    _post(f"{moto_process}/moto-api/reset")
    return moto_process


@pytest.fixture
def aws_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials that open nothing, and no look for others anywhere else."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def client(service: str, url: str, region: str = REGION) -> Any:  # noqa: ANN401 - boto3 has no types
    """A client with which a test fills an account."""
    import boto3

    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_S
    while True:
        with suppress(URLError, ConnectionError, TimeoutError), urlopen(f"{url}/moto-api/", timeout=5):
            return
        assert process.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.05)


def _post(url: str) -> None:
    with urlopen(Request(url, method="POST"), timeout=30) as answer:
        assert answer.status == 200
