"""The journal screen, by pilot."""

from __future__ import annotations

from datetime import UTC, date, datetime

from textual.screen import Screen

from data.models.journal import DayPage
from screens.journal import JournalScreen
from screens.messages import DayAsked, SearchAsked
from tests.fakes import START
from tests.gallery import STANDING, entry
from tests.host import Host, screen_text, until

TODAY = date(2026, 11, 20)
ENTRIES = (
    entry("note", note="first words"),
    entry("item.marked", by="bo", run="manual-morning-2026-11-20", item="backup", state="failed"),
    entry("item.checked", item="disk", verdict="pass", words="41 % is < 80 %"),
)


def shown() -> tuple[Host, JournalScreen]:
    screen = JournalScreen(STANDING, TODAY)
    host = Host(screen)

    def fill() -> None:
        screen.days = (date(2026, 11, 18), TODAY)
        screen.page = DayPage(TODAY, ENTRIES)

    host.call_later(fill)
    return host, screen


async def test_a_day_is_searched_by_word_person_and_run() -> None:
    host, screen = shown()
    async with host.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        assert "Today: 3 entries" in screen_text(host)
        for words, count in (("by:bo", 1), ("run:manual kind:item", 1), ("words", 1), ("zebra", 0)):
            await pilot.press("slash", *words, "enter")
            await pilot.pause()
            assert len(screen.entry_list.found) == count, words
            assert f"{count} of 3 entries hold" in screen_text(host)
            await pilot.press("escape")


async def test_enter_shows_an_entry_whole_and_arrows_go_to_days_with_entries() -> None:
    host, screen = shown()
    async with host.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "verdict: pass" in screen_text(host)
        await pilot.press("left")
        await pilot.pause()
        asked = [message.day for message in host.heard if isinstance(message, DayAsked)]
        assert asked[-1] == date(2026, 11, 18)
        await pilot.press("t")
        await pilot.pause()
        assert screen.day == TODAY


async def test_all_days_are_searched_with_dates_and_escape_goes_back() -> None:
    host, screen = shown()
    async with host.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"slow disk", "enter")
        await pilot.pause()
        asked = [message.words for message in host.heard if isinstance(message, SearchAsked)]
        assert asked == ["slow disk"]
        screen.found = (entry("note", START.replace(year=2025), note="slow disk"),)
        await pilot.pause()
        assert "2025-11-20 09:02:10" in screen_text(host) and "1 newest" in screen_text(host)
        await pilot.press("escape")
        await pilot.pause()
        assert "Today: 3 entries" in screen_text(host)


async def test_at_midnight_another_day_is_today() -> None:
    """Fault 20, on the screen of somebody who is at work then."""
    host, screen = shown()
    async with host.run_test(size=(100, 20)) as pilot:
        screen.now = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
        await pilot.pause()
        assert "Today: 3 entries" in screen_text(host)
        screen.now = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
        await pilot.pause()
        assert [each.day for each in host.heard if isinstance(each, DayAsked)][-1] == date(2026, 11, 21)
        screen.page = DayPage(date(2026, 11, 21))
        await pilot.pause()
        assert "Today: 0 entries" in screen_text(host)
        await pilot.press("left")
        screen.page = DayPage(TODAY, ENTRIES)
        await pilot.pause()
        assert "Yesterday: 3 entries" in screen_text(host)


async def test_whoever_comes_back_sees_what_was_written_meanwhile() -> None:
    host, screen = shown()

    def asked() -> int:
        return sum(isinstance(message, DayAsked) for message in host.heard)

    async with host.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        before = asked()
        host.push_screen(Screen())
        await pilot.pause()
        host.pop_screen()
        await until(pilot, lambda: host.screen is screen and asked() == before + 1)


async def test_what_happened_in_an_incident_is_told_in_its_own_words() -> None:
    host, screen = shown()
    role = entry("incident.role", incident="INC-2026-11-20-1", role="commander", who="bo")
    async with host.run_test(size=(80, 20)) as pilot:
        screen.page = DayPage(TODAY, (entry("incident.acknowledged", incident="INC-2026-11-20-1"), role))
        await pilot.pause()
        seen = screen_text(host)
        assert "incident.role      bo is commander" in seen and "incident.acknowle…" in seen
