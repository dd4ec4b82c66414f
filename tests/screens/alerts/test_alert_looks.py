"""Pictures of the alert desk: its states, at two sizes, in several themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App

from data.policies.book import load_policies
from screens.alerts.alert import AlertScreen
from screens.alerts.alerts import AlertsScreen
from screens.frame import FrameScreen
from screens.modals.confirm import Confirm
from tests.alert_desk import Scene, fingerprint
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host

Compare = Callable[..., bool]
MODES = (
    ("health", "1", "Health"),
    ("checklists", "6", "Checklists"),
    ("journal", "9", "Journal"),
    ("alerts", "0", "Alerts"),
)


def host(state: str, theme: str = "ops-dark", key: str = "") -> App[None]:
    scene, policies = Scene(state), load_policies().policies
    screen: FrameScreen = AlertsScreen(STANDING, scene.look, policies)
    if key:
        screen = AlertScreen(key, STANDING, scene.look, policies)
    app = Host(screen, theme=theme)

    def fill() -> None:
        if not screen.laid_out:  # what is given sooner is shown a second later
            app.call_later(fill)
            return
        screen.modes, screen.now = MODES, START
        screen.snapshot = scene.tower.snapshot

    app.call_later(fill)
    return app


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_desk(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(host("busy"), terminal_size=size)


@pytest.mark.parametrize("state", ["loading", "stale", "gone", "no-rights", "not-configured", "quiet"])
def test_states(snap_compare: Compare, state: str) -> None:
    assert snap_compare(host(state), terminal_size=(80, 24))


@pytest.mark.parametrize("theme", ["ops-light", "ops-16"])
def test_desk_in_other_themes(snap_compare: Compare, theme: str) -> None:
    assert snap_compare(host("cut", theme), terminal_size=(100, 30))


def test_desk_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(host("busy"), terminal_size=(80, 24))


def test_one_alert(snap_compare: Compare) -> None:
    key = f"alert/{fingerprint('HighLatency', service='api')}"
    assert snap_compare(host("busy", key=key), terminal_size=(80, 34))


def test_confirmation(snap_compare: Compare) -> None:
    app = host("busy")
    details = (
        "At am (http://127.0.0.1:9093) it is silenced in your name, with exactly its labels.",
        "That ends by itself when the alert resolves.",
    )
    question = Confirm("Acknowledge HighErrorRate?", details, "acknowledges it")
    app.call_later(lambda: app.call_later(lambda: app.push_screen(question)))
    assert snap_compare(app, terminal_size=(80, 24))
