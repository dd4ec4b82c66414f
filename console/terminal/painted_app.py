"""An App whose frames become few and harmless bytes, sent when the terminal takes them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from console.terminal.driver import TerminalDriver
from console.terminal.environment import ability
from console.terminal.ordered_app import OrderedApp
from console.terminal.painter import Painter
from console.terminal.small_view import is_too_small, small_view

_CLIPBOARD_LIMIT = 100_000
_KEYS_IN_WORDS = {"⏎": "enter", "⌫": "backspace", "←": "left", "→": "right", "←→": "left right"}
"""Keys that are shown as a sign of their own, for terminals that have no such sign."""


class PaintedApp(OrderedApp):
    """Replaces Textual's driver and `App._display`, the place where frames become bytes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "repaint", "Repaint", show=False, priority=True, tooltip="Draw the screen again"),
    ]

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__()
        self._ability = ability(environ)
        self._painter = Painter(self._ability)
        self._owes_frame = False

    def line_lost(self) -> None:
        """The terminal is gone."""
        raise SystemExit

    def get_key_display(self, binding: Binding) -> str:
        """How a key is written: a sign where the terminal has it, else a word; never another key's sign."""
        shown = super().get_key_display(binding)
        return _KEYS_IN_WORDS.get(shown, shown) if self._ability.ascii_only else shown

    async def on_event(self, event: events.Event) -> None:
        """What is not seen is not steered: a window that is too small takes only the key to quit."""
        hidden = isinstance(event, events.InputEvent) and self._hides_screens()
        if not hidden or (isinstance(event, events.Key) and event.key == "ctrl+q"):
            await super().on_event(event)

    def action_repaint(self) -> None:
        """Draw everything again, as after somebody else wrote on the terminal."""
        self._painter.forget()
        self._paint()

    def copy_to_clipboard(self, text: str) -> None:
        """Hand text to the clipboard of the person's own machine, where the terminal can."""
        if self._ability.extras:
            super().copy_to_clipboard(text[:_CLIPBOARD_LIMIT])

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        if headless or not issubclass(self.driver_class, LinuxDriver):
            return super()._build_driver(headless, False, mouse, size)
        self._driver = TerminalDriver(
            self,
            ability=self._ability,
            mouse=mouse,
            on_idle=self._pay_frame,
            on_gone=self.line_lost,
            on_disturbed=self.action_repaint,
        )
        return self._driver

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        ready = self._running and not self._closed and not self.is_headless and self._driver is not None
        if ready and renderable is not None and not self._batch_count:
            self._take(screen, renderable)
            self._paint()
        self.post_display_hook()

    def _take(self, screen: Screen[Any], update: RenderableType) -> None:
        width, height = screen.size
        if self._hides_screens():
            self._painter.take_lines(small_view(*self.size), self.size.width)
        elif isinstance(update, ChopsUpdate) and self._painter.size == (width, height):
            self._painter.take_chops(update)
        elif isinstance(update, LayoutUpdate):
            self._painter.take_layout(update)
        else:
            self._painter.take_layout(screen._compositor.render_full_update())

    def _hides_screens(self) -> bool:
        return isinstance(self._driver, TerminalDriver) and is_too_small(*self.size)

    def _pay_frame(self) -> None:
        if self._owes_frame:
            self._paint()

    def _paint(self) -> None:
        """Send a frame; while the terminal has not taken the last one, later, and then only one."""
        driver = self._driver
        if driver is None or self.is_headless:
            return
        self._owes_frame = isinstance(driver, TerminalDriver) and not driver.is_idle()
        if self._owes_frame or self._painter.size != self.size:
            return
        self._painter.synchronized = self._sync_available
        frame = self._painter.frame(self._cursor())
        if frame:
            driver.write(frame)

    def _cursor(self) -> tuple[int, int] | None:
        """Where input methods open their window: only worth the bytes while somebody types."""
        typing = self._screen_stack and hasattr(self.focused, "cursor_screen_offset")
        return self.size.clamp_offset(self.cursor_position) if typing else None

    def _set_pointer_shape(self, shape: str) -> None:
        """The shape of the mouse pointer is not worth bytes on a slow line."""
