"""Pictures of handing over, and of the report that is read before it is put on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.screen import ModalScreen

from data.incidents.clocks import clocks_of
from data.incidents.deputy import calls_of
from data.incidents.handover import Handover, handover_of
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.review import report_of
from screens.modals.handover import HandOver
from screens.modals.papers import PapersRead
from tests.data.incidents.scene import HOST, THREE
from tests.data.reports.incidents.script import case_of, outage
from tests.gallery import ZONE
from tests.host import Host

Compare = Callable[..., bool]
SIZES = [(80, 24), (160, 50)]


def page() -> Handover:
    scene = outage()
    scene.entries = [entry for entry in scene.entries if entry.at < THREE + timedelta(seconds=1500)]
    now, incident = THREE + timedelta(seconds=1500), scene.incident
    timers = clocks_of(incident, scene.policy, now, HOST)
    calls = calls_of(incident, timers, now, HOST)
    return handover_of(incident, timers, calls, scene.policy, now, HOST, ZONE)


def shown(dialog: ModalScreen[object]) -> App[None]:
    app = Host()
    app.call_later(lambda: app.push_screen(dialog))
    return app


@pytest.mark.parametrize("size", SIZES)
def test_the_page_of_a_handover(snap_compare: Compare, size: tuple[int, int]) -> None:
    dialog = HandOver(page(), page)
    assert snap_compare(shown(dialog), terminal_size=size)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_the_three_questions(snap_compare: Compare, size: tuple[int, int]) -> None:
    kept = {"handover:commander:to": "bo", "handover:commander:severity": "P1"}
    dialog = HandOver(page(), page, lambda key: kept.get(key, ""))
    assert snap_compare(shown(dialog), press=["enter"], terminal_size=size)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_a_report_to_be_put_on_record(snap_compare: Compare, size: tuple[int, int]) -> None:
    said = report_markdown(report_of(case_of(outage())), ZoneInfo("Europe/London"))
    assert snap_compare(shown(PapersRead(said, "report")), terminal_size=size)  # type: ignore[arg-type]
