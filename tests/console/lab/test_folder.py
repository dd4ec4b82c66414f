"""The lab's folder: private, found, and removed; others' are left alone."""

from __future__ import annotations

import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.lab import folder, orders
from data.errors import OpsError, UsageError
from tests.lab_environment import reachable_folder


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for temporary files, within everybody's reach."""
    with reachable_folder() as place:
        monkeypatch.setattr("tempfile.tempdir", str(place))
        yield place


def _listen(at: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder.socket_of(at)))
    server.listen()
    return server


def test_a_new_one_is_private_and_here(base: Path) -> None:
    made, lock = folder.make()
    os.close(lock)
    assert made.parent == base
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_place_with_a_name_too_long_for_sockets_is_not_used(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = base / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert folder.base() == Path("/tmp")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database has another user")
def test_a_place_that_the_databases_user_cannot_reach_is_not_used(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(base))
    base.chmod(0o700)
    assert folder.base() == Path("/tmp")


def test_clearing_takes_the_folder_beside_too(base: Path) -> None:
    made, lock = folder.make()
    os.close(lock)
    (made / "deep").mkdir()
    (made / "deep" / "file").touch()
    folder.beside(made).mkdir()
    folder.clear(made)
    assert list(base.iterdir()) == []


def test_sweeping_takes_only_what_nobody_holds(base: Path) -> None:
    held, lock = folder.make()
    _, other = folder.make()
    os.close(other)
    later = time.time() + 3600
    folder.sweep(later)
    assert list(base.iterdir()) == [held]
    os.close(lock)
    folder.sweep(later)
    assert list(base.iterdir()) == []


def test_sweeping_leaves_a_link_alone(base: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    (base / f"ops-console-lab-{os.geteuid()}-x").mkdir()
    (base / f"ops-console-lab-{os.geteuid()}-x" / "lock").symlink_to(tmp_path / "precious")
    folder.sweep(time.time() + 3600)
    assert (base / f"ops-console-lab-{os.geteuid()}-x").exists()


def test_with_no_lab_running_one_line_says_how_to_start_it(base: Path) -> None:
    made, lock = folder.make()
    os.close(lock)
    _listen(made).close()
    with pytest.raises(UsageError, match="ops-console lab"):
        orders.running()


def test_one_that_listens_is_found_and_of_two_it_must_be_said_which(base: Path) -> None:
    first, lock = folder.make()
    os.close(lock)
    with _listen(first):
        assert orders.running() == first
        second, lock = folder.make()
        os.close(lock)
        with _listen(second), pytest.raises(UsageError, match=r"2 labs are running.*--lab"):
            orders.running()


def test_a_lab_that_has_gone_does_not_answer(base: Path) -> None:
    with pytest.raises(OpsError, match="does not answer"):
        orders.ask(base, "list")


def test_a_lab_that_ends_in_the_middle_has_just_ended(base: Path) -> None:
    made, lock = folder.make()
    os.close(lock)
    server = _listen(made)

    def hang_up() -> None:
        server.accept()[0].close()

    thread = threading.Thread(target=hang_up)
    thread.start()
    with pytest.raises(OpsError, match=r"just ended|does not answer"):
        orders.ask(made, "list")
    thread.join()
    server.close()
