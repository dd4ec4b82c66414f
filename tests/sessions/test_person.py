"""A person's morning at the whole program: the line is lost in the middle of a word, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import processes_of
from tests.pty_session import PtySession
from tests.sessions.home import ARGV, ROOT, START, Home
from tests.sessions.morning import (
    assert_all_is_on_record,
    finish_and_sign,
    morning_home,
    open_morning,
    overrule_and_begin_a_note,
)
from tests.ssh_server import ssh_server
from tests.tmux_server import tmux_with
from tests.waiting import until

pytestmark = pytest.mark.pty


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with morning_home(tmp_path / "home") as home:
        yield home


def lose_the_line(home: Home, session: PtySession) -> None:
    """Cut it; what was acknowledged is there, and nobody who served it is left."""
    before = [each["id"] for each in home.entries()]
    session.hang_up()
    until(lambda: not processes_of(home.folder), START)
    assert [each["id"] for each in home.entries()][: len(before)] == before


def test_a_morning_with_a_lost_line(home: Home) -> None:
    with home.open() as session:
        open_morning(session)
        overrule_and_begin_a_note(session)
        lose_the_line(home, session)
        assert session.wait_exit() == 129
    with home.open() as session:
        finish_and_sign(session)
    assert_all_is_on_record(home)


def test_a_morning_through_ssh(home: Home) -> None:
    environ = {name: value for name, value in home.environ().items() if value} | {"LANG": "C.UTF-8"}
    with ssh_server() as server:
        with server.run(ARGV, cwd=ROOT, environ=environ) as session:
            open_morning(session)
            overrule_and_begin_a_note(session)
            lose_the_line(home, session)
        with server.run(ARGV, cwd=ROOT, environ=environ) as session:
            finish_and_sign(session)
    assert_all_is_on_record(home)


def test_a_morning_in_tmux(home: Home) -> None:
    environ = [f"{name}={value}" for name, value in home.environ().items()]
    with tmux_with(["env", *environ, *ARGV], ROOT) as tmux:
        with tmux.attach(80, 24) as session:
            open_morning(session)
            overrule_and_begin_a_note(session)
            session.process.kill()
            session.wait_exit()
        with tmux.attach(20, 5) as session:
            session.wait_for("too small")
        with tmux.attach(200, 50) as session:
            finish_and_sign(session)
    until(lambda: not processes_of(home.folder), START)
    assert_all_is_on_record(home)
