"""A small application that shows one widget or screen, in the shipped theme, without a terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.css.query import NoMatches
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from themes import DEFAULT, THEMES
from widgets.line import Line, plain_text

R = TypeVar("R")


class Host(App[None]):
    """Keeps every message that reaches it, by type."""

    def __init__(self, *shown: Widget, theme: str = DEFAULT) -> None:
        super().__init__()
        self._shown = shown
        self.heard: list[Message] = []
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = theme

    def compose(self) -> ComposeResult:
        """The widgets that it was made with."""
        yield from (widget for widget in self._shown if not isinstance(widget, Screen))

    async def on_mount(self) -> None:
        """Show the screen, where it was made with one."""
        for widget in self._shown:
            if isinstance(widget, Screen):
                await self.push_screen(widget)

    async def _on_message(self, message: Message) -> None:
        self.heard.append(message)
        await super()._on_message(message)


def text_of(lines: tuple[Line, ...] | list[Line]) -> str:
    """Lines without their tones."""
    return "\n".join(plain_text(each).rstrip() for each in lines)


def screen_text(app: App[R]) -> str:
    """What stands on the screen, as text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in strips[:height])


async def until(pilot: Pilot[R], holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait, but not for ever, also for what is to be looked at to be there; fails with the screen."""
    for _ in range(int(seconds / 0.05)):
        with suppress(NoMatches):
            if holds():
                return
        await pilot.pause(0.05)
    raise AssertionError(screen_text(pilot.app))
