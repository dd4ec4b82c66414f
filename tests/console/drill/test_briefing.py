"""Whoever leads a drill does not let its time run over the heads of those who still read the briefing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.drill.app import DrillConsole
from console.drill.lead_post import LeadPost
from data.drills.orders.obeyed import Outcome
from data.drills.orders.orders import go_draft, pause_draft
from data.models.entry import Draft
from screens.modals.briefing import Briefing
from tests.drill_console import made, post_of
from tests.host import until


async def ordered(pilot: Pilot[int], post: LeadPost, draft: Draft) -> Outcome:
    """What became of an order."""
    given = post.order(draft)
    await until(pilot, lambda: given.done() and post.outcome(given.result().id) is not None)
    outcome = post.outcome(given.result().id)
    assert outcome is not None
    return outcome


@pytest.mark.parametrize("held", [False, True])
async def test_time_begins_when_the_briefing_is_closed_and_not_against_the_leader(
    tmp_path: Path, held: bool
) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        app, clock = DrillConsole(drill), drill.stage.clock
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, Briefing))
            assert "still read the briefing" in (await ordered(pilot, post, go_draft())).refused
            assert isinstance(app.screen, Briefing) and not clock.running
            if held:
                assert not (await ordered(pilot, post, pause_draft())).refused
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, Briefing))
            await pilot.pause()
            assert clock.running is not held
            assert not (await ordered(pilot, post, go_draft())).refused
            assert clock.running
