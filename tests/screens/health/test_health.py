"""The health screen, by pilot."""

from __future__ import annotations

import pytest

from data.models.failure import FailureKind
from data.models.snapshot import Snapshot
from screens.health.health import HealthScreen
from screens.messages import Hurry, NoteAsked, SourceAsked
from tests.gallery import STANDING, Gallery
from tests.host import Host, screen_text

GALLERY = Gallery()


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return GALLERY.snapshot()


def shown(snapshot: Snapshot) -> tuple[Host, HealthScreen]:
    screen = HealthScreen(STANDING, GALLERY.history)
    host = Host(screen)
    host.call_later(lambda: setattr(screen, "snapshot", snapshot))
    return host, screen


async def test_says_what_is_wrong_first_and_lists_worst_first(snapshot: Snapshot) -> None:
    host, _ = shown(snapshot)
    async with host.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        text = screen_text(host)
        assert "1 of 9 sources fails, 2 cannot be asked, 1 has no data, 1 is stale, 1 warns; 3 pass." in text
        rows = [line for line in text.splitlines() if line.startswith(" ✗") or line.startswith(" ✓")]
        assert "db main · connections" in rows[0] and "80.9 %" in rows[0] and "< 80 %" in rows[0]


@pytest.mark.parametrize(
    ("name", "sign", "words"),
    [
        ("payments", "#", "no answer within 5 s"),
        ("metrics", "#", "403: this token may not read"),
        ("backup nightly", "?", "—"),
        ("site", "~", "61 d · 11 min old"),
        ("new one", "?", "asking…"),
        ("api templates", "✓", "39 ms"),
        ("api projects", "!", "2"),
    ],
)
async def test_every_look_has_its_sign_and_words(
    snapshot: Snapshot, name: str, sign: str, words: str
) -> None:
    host, _ = shown(snapshot)
    async with host.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        row = next(
            line for line in screen_text(host).splitlines() if f" {name} " in line and line[1] in "✗!?~#✓"
        )
        assert row[1] == sign and words in row


async def test_filter_order_and_group(snapshot: Snapshot) -> None:
    host, screen = shown(snapshot)
    async with host.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"api", "enter")
        assert screen.table.row_keys == ["metrics", "payments", "new one", "api projects", "api templates"]
        assert "hides 4" in screen_text(host)
        await pilot.press("escape", "o")
        await pilot.pause()
        assert screen.table.order == "by name" and len(screen.table.row_keys) == 9
        await pilot.press("g")
        await pilot.pause()
        assert "1 of 5 pass" in screen_text(host)


async def test_the_order_holds_still_under_a_cursor_and_marks_what_would_rise(snapshot: Snapshot) -> None:
    gallery = Gallery()
    host, screen = shown(snapshot)
    async with host.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down")
        before, cursor = screen.table.row_keys, screen.table.cursor
        gallery.fail("api templates", FailureKind.CONNECT, "refused")
        screen.snapshot = gallery.snapshot()
        await pilot.pause()
        assert screen.table.row_keys == before and screen.table.cursor == cursor
        assert "#↑api templates" in screen_text(host)
        await pilot.press("o")
        assert screen.table.row_keys.index("api templates") < before.index("api templates")


async def test_keys_become_messages(snapshot: Snapshot) -> None:
    host, _ = shown(snapshot)
    async with host.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "a", "n")
        await pilot.pause()
        told = [message for message in host.heard if isinstance(message, SourceAsked | Hurry | NoteAsked)]
        assert isinstance(told[0], SourceAsked) and told[0].name == "db main"
        assert isinstance(told[1], Hurry)
        assert isinstance(told[2], NoteAsked) and told[2].subject == "db main"
