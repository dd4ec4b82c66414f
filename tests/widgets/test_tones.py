"""How tones look: as the theme says, and at once otherwise where another theme does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.segment import Segment
from textual.app import App

from tests.host import Host
from themes import THEMES
from widgets.frame.key_bar import KeyBar, KeyHint
from widgets.line import TONES, Line, Span
from widgets.lines import Lines
from widgets.rows import Row, RowList
from widgets.tones import tone_style

WORDS: Line = (Span("all is well", "pass"),)


class Told(RowList):
    def build(self, width: int) -> list[Row]:
        return [Row("told", (WORDS,))]


def colour_of(app: App[None], words: str) -> str:
    shown: list[Segment] = [
        segment
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if words in segment.text
    ]
    style = shown[0].style
    assert style is not None and style.color is not None
    return style.color.name


@pytest.mark.parametrize("theme", THEMES)
async def test_every_tone_but_a_plain_one_has_the_theme_s_look(theme: str) -> None:
    lines = Lines()
    async with Host(lines, theme=theme).run_test():
        looks = {tone: tone_style(lines, tone) for tone in TONES}
        assert not looks.pop("plain")
        assert all(look.color is not None for look in looks.values())
        assert looks["fail"].color and looks["fail"].color.name == THEMES[theme].variables["tone-fail"]
        assert looks["fail"].bold and not looks["pass"].bold


@pytest.mark.parametrize("widget", [Lines, Told])
async def test_what_stands_there_follows_a_theme_that_differs_in_a_tone_alone(
    widget: type[Lines | Told],
) -> None:
    shown = widget()
    if isinstance(shown, Lines):
        shown.content = (WORDS,)
    app = Host(shown)
    async with app.run_test(size=(30, 5)) as pilot:
        before = THEMES[app.theme]
        assert colour_of(app, "all is well") == before.variables["tone-pass"]
        other = {**before.variables, "tone-pass": "#123456"}
        app.register_theme(replace(before, name="other", variables=other))
        app.theme = "other"
        await pilot.pause()
        assert colour_of(app, "all is well") == "#123456"


async def test_a_widget_says_by_its_style_sheet_where_a_tone_looks_otherwise() -> None:
    bar, lines = KeyBar(), Lines()
    async with Host(bar, lines).run_test():
        bar.hints = (KeyHint("n", "n", "Note"),)
        assert tone_style(bar, "accent").bold and not tone_style(lines, "accent").bold
        assert tone_style(bar, "accent").color == tone_style(lines, "accent").color
