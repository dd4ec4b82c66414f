"""Handing over at the keyboard: read, type three values, and lose nothing that was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.incidents.clocks import clocks_of
from data.incidents.deputy import calls_of
from data.incidents.handover import Handover, handover_of
from data.models.entry import Draft
from screens.modals.ask_text import AskText
from screens.modals.handover import HandOver
from tests.data.incidents.scene import HOST, THREE, Scene
from tests.gallery import ZONE
from tests.host import Host, screen_text

SMALL, WIDE = (80, 24), (160, 50)


def scene() -> Scene:
    made = Scene()
    made.declare(services=["db main"])
    made.at(100, "incident.acknowledged")
    made.at(105, "incident.update", audience="public", text="we look into it")
    made.at(110, "incident.role", role="commander", who="alice")
    for number in range(1, 15):
        made.at(120 + number, "incident.task", task=str(number), owner="bo", text=f"look at part {number}")
    return made


def handover(of: Scene, seconds: float = 1000) -> Handover:
    now, incident = THREE + timedelta(seconds=seconds), of.incident
    timers = clocks_of(incident, of.policy, now, HOST)
    return handover_of(incident, timers, calls_of(incident, timers, now, HOST), of.policy, now, HOST, ZONE)


class Shown:
    """The dialog over an empty screen, and what it gave."""

    def __init__(self, of: Scene, kept: dict[str, str] | None = None) -> None:
        self.app = Host()
        self.given: list[list[Draft] | None] = []
        half = kept or {}
        self.dialog = HandOver(handover(of), lambda: handover(of), lambda key: half.get(key, ""))

    async def open(self, pilot: Pilot[None]) -> None:
        self.app.push_screen(self.dialog, self.given.append)
        await pilot.pause()

    @property
    def typed(self) -> dict[str, str]:
        return {each.key: each.text for each in self.app.heard if isinstance(each, AskText.Typed)}


async def type_in(pilot: Pilot[None], *lines: str) -> None:
    for words in lines:
        await pilot.press(*("space" if letter == " " else letter for letter in words), "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_read_then_three_values_and_the_role_moves(size: tuple[int, int]) -> None:
    shown = Shown(scene())
    async with shown.app.run_test(size=size) as pilot:
        await shown.open(pilot)
        seen = screen_text(shown.app)
        assert "Handover of INC-2026-11-20-1: commander from alice" in seen and "enter: the receiver" in seen
        await pilot.press("enter")
        await pilot.pause()
        seen = screen_text(shown.app)
        assert "Handover of" not in seen
        for words in (
            "Who takes over as commander?",
            "What severity",
            "Which clock",
            "How many tasks",
            "esc goes",
        ):
            assert words in seen, seen
        await type_in(pilot, "bo", "p0", "escalate 3:30", "14")
    assert shown.given[0] is not None
    (draft,) = shown.given[0]
    assert (draft.kind, draft.fields["to"]) == ("incident.handover", "bo")
    assert set(shown.typed.values()) == {""}, "nothing half written is left over"


async def test_refused_values_stay_typed_and_are_kept() -> None:
    shown = Shown(scene())
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await pilot.press("enter")
        await type_in(pilot, "bo", "p0", "escalate 3:30", "13")
        assert "so many tasks are not open" in " ".join(screen_text(shown.app).replace("█", "").split())
        assert [box.value for box in shown.dialog.query(Input)] == ["bo", "p0", "escalate 3:30", "13"]
        assert shown.dialog.focused is shown.dialog.query_one("#tasks")
        assert shown.typed["handover:commander:tasks"] == "13"
        await pilot.press("escape")
        await pilot.pause()
        assert "Handover of" in screen_text(shown.app)
        await pilot.press("enter", "backspace", "4", "enter")
        await pilot.pause()
    assert shown.given and shown.given[0]


async def test_what_was_half_written_is_there_again_and_leaving_gives_nothing() -> None:
    shown = Shown(scene(), {"handover:commander:to": "bo", "handover:commander:severity": "P"})
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await pilot.press("enter")
        assert [box.value for box in shown.dialog.query(Input)] == ["bo", "P", "", ""]
        assert shown.dialog.focused is shown.dialog.query_one("#next")
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert shown.given == [None]


async def test_a_long_page_is_turned() -> None:
    shown = Shown(scene())
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        assert "Tried" not in screen_text(shown.app)
        for _ in range(4):
            await pilot.press("pagedown")
        await pilot.pause()
        assert "Tried" in screen_text(shown.app)
