"""An incident of five thousand lines: it opens in 0.3 s, and a key is answered in 100 ms.

Of the processor's time, so that what else runs on the machine has no say.
"""

from __future__ import annotations

import time
from statistics import median

import pytest
from textual import events

from screens.frame import FrameScreen
from tests.host import screen_text
from tests.incident_gallery import five_thousand
from tests.incident_screens import Stage, pane, shown
from tests.own_time import quick

pytestmark = pytest.mark.serial

OPENS_S, ANSWERS_S = 0.3, 0.1
_TRIES = 5
_KEYS = ("down", "pagedown", "end", "up", "home", "right", "left", "n", "a", "escape", "at", "escape")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_it_opens_and_answers_at_once(size: tuple[int, int]) -> None:
    stage = Stage(five_thousand(), lambda desk: FrameScreen())
    stage.held = stage.night.look()
    async with stage.run_test(size=size) as pilot:
        opened = []
        for _ in range(_TRIES):
            await pilot.pause()
            began = time.process_time()
            await stage.push_screen(pane(stage.desk))
            await pilot.pause()
            opened.append(time.process_time() - began)
        assert "line 4999 of the night" in screen_text(stage)
        slow: dict[str, float] = {}
        for key in (
            "down",
            "pagedown",
            "end",
            "up",
            "home",
            "right",
            "left",
            "n",
            "a",
            "escape",
            "at",
            "escape",
        ):
            took = []
            for _ in range(_TRIES):
                began = time.process_time()
                stage.post_message(events.Key(key, key if len(key) == 1 else None))
                await pilot.pause()
                took.append(time.process_time() - began)
            slow[key] = median(took)
    assert quick(min(opened), OPENS_S)
    assert quick(max(slow.values()), ANSWERS_S), slow


async def test_a_new_line_costs_one_line() -> None:
    stage = Stage(five_thousand(), pane)
    async with shown(stage) as pilot:
        stage.night.tell(20, "note", note="the newest")
        stage.held = stage.night.look()
        began = time.process_time()
        stage.publish()
        await pilot.pause()
        assert quick(time.process_time() - began, ANSWERS_S)
        assert "the newest" in screen_text(stage)
