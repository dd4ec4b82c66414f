"""Two people on one machine: what one decides is on the other's screen within two seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.sessions.morning import go_to, morning_home, open_morning

pytestmark = [pytest.mark.pty, pytest.mark.serial]


def test_each_sees_the_others_ticks_within_two_seconds(tmp_path: Path) -> None:
    with (
        morning_home(tmp_path / "home") as home,
        home.open(by="alice") as hers,
        home.open(by="bo") as his,
    ):
        for session in (hers, his):
            open_morning(session)
            go_to(session, "Overnight backup verified")
        began = time.monotonic()
        hers.press("x")
        his.wait_for(lambda screen: "alice" in row(screen), 2)
        print(f"a tick was seen by the other after {time.monotonic() - began:.2f} s")
        began = time.monotonic()
        his.press("u")
        hers.wait_for(lambda screen: "needs you" in row(screen), 2)
        print(f"and that it was taken back after {time.monotonic() - began:.2f} s")
        assert [(each["kind"], each["by"]) for each in home.entries(item="backup")][-2:] == [
            ("item.marked", "alice"),
            ("item.unmarked", "bo"),
        ]
        home.assert_verified()


def row(screen: str) -> str:
    """The line of the backup."""
    return next((line for line in screen.splitlines() if "Overnight backup verified" in line), "")
