"""The first start's screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.welcome import WelcomeScreen
from tests.host import Host, screen_text
from widgets.rows import RowList

FILE = Path("/home/alice/.config/ops-console/config.toml")


async def test_explains_itself_and_names_the_file() -> None:
    host = Host(WelcomeScreen(FILE, lab=True))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(host)
        assert "no configuration yet" in text and str(FILE) in text
        assert (
            "Try it in the lab" in text and "Watch this machine" in text and "Write a configuration" in text
        )
        assert "pip install" not in text


async def test_says_what_the_lab_needs_where_it_is_not_installed() -> None:
    host = Host(WelcomeScreen(FILE, lab=False))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "install '.[lab]'" in screen_text(host)


@pytest.mark.parametrize(
    ("keys", "way"),
    [("l", "lab"), ("m", "machine"), ("w", "file"), (("down", "enter"), "machine"), (("enter",), "lab")],
)
async def test_each_way_has_a_key_and_a_row(keys: str | tuple[str, ...], way: str) -> None:
    host = Host(WelcomeScreen(FILE, lab=True))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        opened = [message.key for message in host.heard if isinstance(message, RowList.Opened)]
        assert opened == [way]
