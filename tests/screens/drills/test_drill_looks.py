"""Pictures of what only drills have: the briefing, the score, the leader's screen, what reached players."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.app import App

from data.drills.orders.obeyed import done_draft
from data.drills.orders.orders import Reply, answer_draft, inject_order, note_draft, say_draft
from data.models.entry import Draft
from data.models.score import Mark, Score, ScoreLine
from screens.drills.drill_lead import DrillLeadScreen
from screens.drills.drill_score import DrillScoreScreen
from screens.modals.briefing import Briefing
from screens.modals.messages_read import MessagesRead
from tests.drill_console import LEAK, made, post_of, reached
from tests.fakes import START
from tests.gallery import STANDING, entry
from tests.host import Host, screen_text

Compare = Callable[..., bool]
_STANDING = replace(STANDING, environment="drill", drill=True, badges=("30:00 of 30:00 ENDED",))
SCORE = Score(
    55.0,
    (
        ScoreLine(Mark.DETECT, 5.0, 10.0, "declared 07:26 after it began at 02:00; 05:00 is in time", 566.0),
        ScoreLine(Mark.ACKNOWLEDGE, 10.0, 10.0, "the policy's clock “respond” was met in time", 566.0),
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


def led(tmp_path: Path) -> App[None]:
    """A drill in which something was asked, answered, brought forward and noted; one order waits."""
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        journal = drill.parts.journal
        told: dict[str, object] = {"incident": "INC-2026-11-20-1", "severity": "P1", "title": "saving fails"}
        journal.submit(Draft("incident.declared", told)).result(30)
        for number, words in (("1", "which release is live?"), ("2", "does a restart help?")):
            put = {"incident": "INC-2026-11-20-1", "question": number, "text": words}
            journal.submit(Draft("incident.question", put)).result(30)
        reply = Reply("INC-2026-11-20-1", "1", "Cy, releases", "4.2 since ten to three")
        orders = (
            answer_draft(reply, 60.0),
            inject_order(LEAK, "dashboard", 90.0),
            say_draft("Ann, CTO", "How long?", 400.0),
        )
        given = [post.order(each).result(30) for each in orders]
        for each, second in zip(given[:2], (60.0, 90.0), strict=True):
            post.order(done_draft(each.id, second)).result(30)
        answer = {"incident": "INC-2026-11-20-1", "question": "1", "text": "4.2 since ten to three"}
        journal.submit(Draft("incident.answer", answer), by="Cy, releases").result(30)
        post.order(note_draft("nobody looked at the pool", 300.0)).result(30)
        reached(drill, 401.0)
        post.start()
        post.look()
        view = post.look()
    screen = DrillLeadScreen(LEAK, ZoneInfo("UTC"))
    app = Host(screen)

    def fill() -> None:
        screen.view = view

    app.call_later(fill)
    return app


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_the_leaders_screen(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(led(tmp_path), terminal_size=size)


def test_the_briefing(snap_compare: Compare) -> None:
    assert snap_compare(Host(Briefing(LEAK, LEAK.title)), terminal_size=(80, 24))


async def test_every_key_of_the_briefing_is_seen_at_once() -> None:
    app = Host(Briefing(LEAK, LEAK.title))
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


async def test_a_score_that_is_left_as_it_is_laid_out_is_no_harm() -> None:
    app = score()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.screen.query("#lines").remove()
        await pilot.resize_terminal(100, 30)


async def test_what_was_said_is_safe_to_show() -> None:
    told = entry("drill.inject", inject="x", who="Mira\x1b[31m", words="look [bold]here[/]\x07", way="call")
    app = Host(MessagesRead([told], LEAK.starts, ZoneInfo("UTC")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = screen_text(app)
        assert "calls" in seen and "look [bold]here[/]" in seen and "\x1b" not in seen
