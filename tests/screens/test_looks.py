"""Pictures of the screens: few, each a state at a size in a theme, at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.app import App

from data.models.journal import DayPage, Problem
from data.models.reading import Reading
from data.models.snapshot import Snapshot
from data.policies.book import load_policies
from data.policies.comparing import Opinion, explain
from screens.frame import FrameScreen
from screens.health.health import HealthScreen
from screens.health.source import SourceScreen
from screens.journal import JournalScreen
from tests.fakes import START
from tests.gallery import LAB, STANDING, Gallery, entry
from tests.host import Host
from widgets.frame.standing import Standing

Compare = Callable[..., bool]
GALLERY = Gallery()


def host(screen: FrameScreen, theme: str = "ops-dark") -> App[None]:
    app = Host(screen, theme=theme)

    def fill() -> None:
        screen.modes = (
            ("health", "1", "Health"),
            ("checklists", "6", "Checklists"),
            ("journal", "9", "Journal"),
        )
        screen.now = START
        screen.snapshot = GALLERY.snapshot()
        if isinstance(screen, JournalScreen):
            screen.page = page()

    app.call_later(fill)
    return app


def page() -> DayPage:
    entries = (
        entry("run.started", run="manual-morning-2026-11-20", checklist="manual-morning"),
        entry(
            "item.checked",
            run="manual-morning-2026-11-20",
            item="disk",
            verdict="pass",
            words="41 % is < 80 %",
        ),
        entry("item.marked", by="bo", item="backup", state="failed", note="no file since [02:00]"),
    )
    return DayPage(START.date(), entries, (Problem(Path("2026-11-20.bastion-2.toml"), 12, "not TOML"),))


@pytest.mark.parametrize("theme", ["ops-light", "ops-contrast", "ops-16"])
def test_health_in_other_themes(snap_compare: Compare, theme: str) -> None:
    assert snap_compare(host(HealthScreen(STANDING, GALLERY.history), theme), terminal_size=(80, 24))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
def test_health(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(host(HealthScreen(STANDING, GALLERY.history)), terminal_size=size)


def opinions(reading: Reading) -> tuple[Opinion, ...]:
    seen = reading.observation
    return explain(load_policies(), seen.signal, seen.value, seen.unit)


@pytest.mark.parametrize("name", ["db main", "metrics", "site", "new one"])
def test_source(snap_compare: Compare, name: str) -> None:
    assert snap_compare(host(SourceScreen(name, STANDING, GALLERY.history)), terminal_size=(80, 24))


def test_source_wide(snap_compare: Compare) -> None:
    assert snap_compare(
        host(SourceScreen("db main", STANDING, GALLERY.history, opinions)), terminal_size=(160, 50)
    )


def test_journal(snap_compare: Compare) -> None:
    assert snap_compare(host(JournalScreen(STANDING, date(2026, 11, 20))), terminal_size=(100, 20))


def test_a_banner_with_everything(snap_compare: Compare) -> None:
    assert snap_compare(host(HealthScreen(LAB, GALLERY.history)), terminal_size=(80, 24))


def test_nothing_configured(snap_compare: Compare) -> None:
    screen = HealthScreen(Standing("local", "manual", "alice@laptop", STANDING.zone), GALLERY.history)
    app = Host(screen)
    app.call_later(lambda: setattr(screen, "snapshot", Snapshot(START, 0.0, 1, "manual")))
    assert snap_compare(app, terminal_size=(80, 24))
