"""Pictures of what only drills have: the briefing, the score, and what reached the players."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from textual.app import App

from data.models.score import Mark, Score, ScoreLine
from screens.drills.drill_score import DrillScoreScreen
from screens.modals.briefing import Briefing
from screens.modals.messages_read import MessagesRead
from tests.drill_console import LEAK
from tests.fakes import START
from tests.gallery import STANDING, entry
from tests.host import Host, screen_text

Compare = Callable[..., bool]
_STANDING = replace(STANDING, environment="drill", drill=True, badges=("30:00 of 30:00 ENDED",))
SCORE = Score(
    55.0,
    (
        ScoreLine(Mark.DETECT, 5.0, 10.0, "declared 07:26 after it began at 02:00; 05:00 is in time", 566.0),
        ScoreLine(Mark.ACKNOWLEDGE, 10.0, 10.0, "respond: in time", 566.0),
        ScoreLine(Mark.SEVERITY, 0.0, 10.0, "P2; it was P0 or P1", 566.0),
        ScoreLine(Mark.UPDATES, 0.0, 15.0, "nobody was told anything"),
        ScoreLine(Mark.CHECKS, 5.0, 5.0, "“status” was looked at first", 695.0),
        ScoreLine(Mark.RUNBOOK, 10.0, 10.0, "Database connection issues was opened", 762.0),
        ScoreLine(Mark.HARM, -10.0, 5.0, "made worse: writes go to a replica that takes none", 800.0),
    ),
)


def score(theme: str = "ops-dark") -> App[None]:
    screen = DrillScoreScreen(_STANDING, LEAK, SCORE)
    app = Host(screen, theme=theme)

    def fill() -> None:
        screen.modes = (("health", "1", "Health"), ("incident", "8", "Incident"))
        screen.now = START

    app.call_later(fill)
    return app


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
@pytest.mark.parametrize("theme", ["ops-dark", "ops-light"])
def test_the_score(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(score(theme), terminal_size=size)


def test_the_briefing(snap_compare: Compare) -> None:
    assert snap_compare(Host(Briefing(LEAK, "alice")), terminal_size=(80, 24))


async def test_every_key_of_the_briefing_is_seen_at_once() -> None:
    app = Host(Briefing(LEAK, "alice"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = screen_text(app)
        assert "shows every key" in seen and "time stands until then" in seen


async def test_a_line_of_the_score_keeps_its_columns_apart() -> None:
    app = score()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        seen = screen_text(app)
        assert "Looked before acting  11:35  “status”" in seen
        assert "Severity: P2; it was P0 or P1" in seen and "drill debrief" in seen


async def test_what_was_said_is_safe_to_show() -> None:
    told = entry("drill.inject", inject="x", who="Mira\x1b[31m", words="look [bold]here[/]\x07", way="call")
    app = Host(MessagesRead([told], LEAK.starts, ZoneInfo("UTC")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = screen_text(app)
        assert "calls" in seen and "look [bold]here[/]" in seen and "\x1b" not in seen
