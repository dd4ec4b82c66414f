"""The shelf and a procedure, by their keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.models.checklist import Every
from data.models.reading import Observation
from data.models.runbook import Runbook, Upkeep
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.symptoms import matching
from screens.frame import FrameScreen
from screens.modals.begin_run import BeginRun
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_messages import RunbookAsked, RunbookRunAsked
from screens.runbooks.runbooks import RunbooksScreen
from screens.runbooks.shelf_desk import ShelfDesk
from tests.data.procedures.runbooks.own import OWN, own_file
from tests.data.procedures.snapshots import failed, fresh, snapshot
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host, screen_text

BOOKS = load_runbooks().runbooks
WELL = snapshot(fresh("db main", Observation("db.up", 1.0, "bool")))
DOWN = snapshot(fresh("db main", Observation("db.up", 0.0, "bool", judged=Verdict.FAIL)))


def desk(books: tuple[Runbook, ...] = BOOKS, *, recording: bool = True) -> ShelfDesk:
    titles = {each.id: each.title for each in books}
    return ShelfDesk(books, titles, lambda now: matching(books, now), recording=recording)


@asynccontextmanager
async def shown(
    screen: FrameScreen, now: Snapshot = WELL, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    host = Host(screen)
    async with host.run_test(size=size) as pilot:
        screen.now, screen.snapshot = START, now
        await pilot.pause()
        yield host, pilot


async def test_what_fits_stands_first_and_moves_only_until_somebody_works_in_the_list() -> None:
    screen = RunbooksScreen(STANDING, desk())
    async with shown(screen) as (host, pilot):
        assert screen.shelf.row_keys[0] == "unified-database-connections"
        assert "Nothing that is seen now asks for a procedure" in screen_text(host)
        screen.snapshot = replace(DOWN, generation=2)
        await pilot.pause()
        assert (
            "1 fits what is seen now: Database connection issues, for db main: database answers: no"
            in screen_text(host)
        )
        assert "Fits now      ✗ Database connection issues" in screen_text(host)
        screen.snapshot = replace(WELL, generation=3)
        await pilot.press("down", "down")
        before = screen.shelf.row_keys
        screen.snapshot = replace(DOWN, generation=4)
        await pilot.pause()
        assert screen.shelf.row_keys == before and "Fits now" not in screen_text(host)
        assert "✗ Database connection issues" in screen_text(host) and "held still" in screen_text(host)
        await pilot.press("o")
        await pilot.pause()
        assert "Fits now      ✗ Database connection issues" in screen_text(host)


async def test_a_source_that_cannot_be_asked_fits_nothing() -> None:
    async with shown(RunbooksScreen(STANDING, desk()), snapshot(failed(DOWN.sources[0]))) as (host, _):
        assert "Nothing that is seen now asks for a procedure" in screen_text(host)


async def test_the_filter_says_what_it_hides() -> None:
    screen = RunbooksScreen(STANDING, desk())
    async with shown(screen) as (host, pilot):
        await pilot.press("slash", *"restore", "enter")
        await pilot.pause()
        assert len(screen.shelf.row_keys) == 1
        assert f"filter “restore” hides {len(BOOKS) - 1}" in screen_text(host)
        await pilot.press("enter")
        (asked,) = [message for message in host.heard if isinstance(message, RunbookAsked)]
        assert asked.id == screen.shelf.row_keys[0]


async def test_a_text_past_its_review_is_marked() -> None:
    old = replace(BOOKS[0], upkeep=Upkeep(Every.MONTH, date(2026, 8, 1)))
    async with shown(RunbooksScreen(STANDING, desk((old, BOOKS[1])))) as (host, _):
        text = screen_text(host)
        assert f"~ {old.title}" in text and "review was due 1 Sep" in text
        assert "2 procedures, 1 past review" in text


async def test_a_procedure_tells_what_shows_it_and_begins_dry_by_default() -> None:
    book = next(each for each in BOOKS if each.id == "unified-database-connections")
    async with shown(RunbookScreen(STANDING, book, desk()), DOWN) as (host, pilot):
        text = screen_text(host)
        assert "It fits now: db main: database answers: no" in text and "✗ API errors say" in text
        assert "http.up < 1: no data" in text
        await pilot.press("x", "enter")
        await pilot.pause()
        (asked,) = [message for message in host.heard if isinstance(message, RunbookRunAsked)]
        assert (asked.runbook, asked.execute) == (book.id, False)
    async with shown(RunbookScreen(STANDING, book, desk()), DOWN) as (host, pilot):
        for key in ("x", "escape", "x", "e"):
            await pilot.press(key)
            await pilot.pause()
        asked = [message for message in host.heard if isinstance(message, RunbookRunAsked)][-1]
        assert asked.execute and "only shown" not in screen_text(host)


async def test_where_nothing_may_be_run_it_is_not_offered() -> None:
    async with shown(RunbookScreen(STANDING, BOOKS[0], desk(recording=False))) as (host, pilot):
        assert "Run it" not in screen_text(host)
        await pilot.press("x", "enter")
        assert not isinstance(host.screen, BeginRun)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_hostile_words_of_a_file_are_seen_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    hostile = "[@click=app.quit]T[/] [/x] \\u001b]0;PWNED\\u0007\\u202eill"
    (book,) = load_runbooks([own_file(tmp_path, OWN.replace("Till does not open", hostile))]).runbooks[-1:]
    seen = "[@click=app.quit]T[/] [/x] ␛]0;PWNED␇·ill"
    assert book.title == seen
    for screen in (RunbooksScreen(STANDING, desk((book,))), RunbookScreen(STANDING, book, desk((book,)))):
        async with shown(screen, size=size) as (host, pilot):
            await pilot.press("down", "up")
            text = screen_text(host)
            assert "[@click=app.quit]T[/]" in text and "\x1b" not in text and "\u202e" not in text
            await pilot.click("#runbooks" if isinstance(screen, RunbooksScreen) else "#book", offset=(20, 0))
            assert host.is_running
