"""Maintenance from the configuration to the snapshot, and its end without any source changing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.cli.options import Options
from console.cli.session import Session
from console.wiring import watch
from data.models.maintenance import Maintenance, Span
from data.store import Store
from tests.fakes import START, HandClock, answering, policy, source

CONFIG = """
[console]
timezone = "Europe/London"

[[http]]
name = "db proxy"
url = "http://127.0.0.1:9/health"

[[maintenance]]
name = "patches"
every = "day"
at = 08:30:00
lasts = "1h"
covers = ["db *"]
"""


def session(tmp_path: Path, now: datetime) -> Session:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG, encoding="utf-8")
    file.chmod(0o600)
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    return Session(environ, Options(config=file), HandClock(now))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [(datetime(2026, 7, 1, 7, 45, tzinfo=UTC), True), (datetime(2026, 7, 1, 8, 45, tzinfo=UTC), False)],
)
def test_a_window_of_the_configuration_is_open_by_the_teams_clock(
    tmp_path: Path, now: datetime, is_open: bool
) -> None:
    made = session(tmp_path, now)
    try:
        snapshot = watch(made).store.snapshot()
    finally:
        made.close()
    (state,) = snapshot.sources
    assert bool(snapshot.openings) is snapshot.silenced(state) is is_open
    assert snapshot.upcoming is not None


def test_the_end_of_a_window_is_told_though_no_source_changes() -> None:
    clock = HandClock()
    window = Maintenance("patches", Span(START - timedelta(hours=1), START + timedelta(seconds=5)), ("*",))
    store = Store([source("a", answering())], policy(), clock, (window,))
    told: list[int] = []
    store.listen(lambda: told.append(len(store.snapshot().openings)))
    store.expire()
    assert told == [] and len(store.snapshot().openings) == 1
    clock.move(6)
    store.expire()
    assert told == [0]
