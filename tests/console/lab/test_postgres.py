"""The PostgreSQL adapter where root runs it from a place that others cannot reach."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import asyncpg
import pytest

from console.lab import postgres, wheel
from console.lab.folder import clear, make
from console.lab.ports import Ports
from data.errors import OpsError

pytestmark = pytest.mark.lab


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database has another user")
async def test_programs_out_of_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = wheel.wheel_programs().parents[1]
    # pytest's own folder is closed to others, as a virtual environment in root's home is.
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, tmp_path / part.name)
    hidden = tmp_path / package.name / "pginstall" / "bin"
    monkeypatch.setattr(wheel, "wheel_programs", lambda: hidden)
    folder, lock = make()
    os.close(lock)
    ports = Ports()
    try:
        server = await postgres.prepare(folder, ports.take())
        assert server.programs != hidden
        await server.start()
        try:
            connection = await asyncpg.connect(server.dsn(), timeout=60)
            assert await connection.fetchval("show max_connections") == "100"
            await connection.close()
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(server.dsn(password="wrong"), timeout=60)
        finally:
            await server.stop()
    finally:
        ports.close()
        clear(folder)
    assert not folder.exists()


def test_without_the_wheel_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OpsError, match=r"install '\.\[lab\]'"):
        wheel.wheel_programs()
