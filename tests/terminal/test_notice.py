"""Notifications stay few and harmless, however many are raised. Fault 36."""

from __future__ import annotations

import asyncio

from textual.widgets._toast import Toast

from console.terminal.base import TerminalApp
from console.terminal.notice import LIMIT, Notice, NoticeQueue
from tests.host import until
from tests.own_time import within


def test_the_same_thing_is_counted() -> None:
    queue = NoticeQueue()
    for _ in range(3):
        queue.add(Notice("down"))
    queue.add(Notice("down", severity="error"))
    assert [notice.words for notice in queue.take()] == ["down (×3)", "down"]
    assert queue.take() == []


def test_of_many_the_worst_are_kept_and_the_rest_is_counted() -> None:
    queue = NoticeQueue()
    queue.add(Notice("fire", severity="error"))
    for number in range(1000):
        queue.add(Notice(f"event {number}"))
    shown = queue.take()
    assert len(shown) == LIMIT
    assert shown[0].message == "fire"
    assert shown[-1].message == "997 more notifications are not shown"


async def test_a_storm_is_five_toasts_and_no_pause() -> None:
    app = TerminalApp()
    async with app.run_test(notifications=True) as pilot:
        with within(3):
            for number in range(1000):
                app.notify(f"[@click=app.quit]flap {number}[/", title="[red]", severity="warning")
                if number % 100 == 0:
                    await asyncio.sleep(0)
            await until(pilot, lambda: bool(app.screen.query(Toast)))
            await pilot.pause(0.4)
        toasts = list(app.screen.query(Toast))
        assert 0 < len(toasts) <= LIMIT
        assert "[@click=app.quit]flap" in toasts[0].render().plain


async def test_it_may_come_from_a_thread() -> None:
    app = TerminalApp()
    async with app.run_test(notifications=True) as pilot:
        await asyncio.to_thread(app.notify, "from afar")
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        assert [toast.render().plain for toast in app.screen.query(Toast)] == ["from afar"]


async def test_endless_words_do_not_hold_up_the_console() -> None:
    """Fault 50: uncapped, ten megabytes hung it for half a minute."""
    app = TerminalApp()
    async with app.run_test(notifications=True) as pilot:
        with within(2):
            app.notify("x" * 10_000_000)
            app.notify("line\n" * 200_000)
            await until(pilot, lambda: len(app.screen.query(Toast)) == 2)
        long, many = (str(toast.render()) for toast in app.screen.query(Toast))
        assert "more characters" in long
        assert len(many.split("\n")) == 8
