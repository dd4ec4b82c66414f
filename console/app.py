"""The application: screens by number key, one snapshot handed to the one that is seen."""

from __future__ import annotations

import asyncio
from datetime import datetime

from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from console.opening import Parts
from console.terminal.base import TerminalApp
from screens.frame import FrameScreen
from screens.health import HealthScreen, Hurry, SourceAsked
from screens.source import SourceScreen
from themes import DEFAULT, THEMES
from widgets.mode_bar import ModeBar
from widgets.standing import Standing

_TICK = 1.0
_COALESCE = 0.4
"""Seconds between two pictures of changing readings: enough for eyes, kind to a slow link."""


class SnapshotChanged(Message):
    """Something in the store is new; many of these are one."""

    def can_replace(self, message: Message) -> bool:
        """A newer one makes an older one needless."""
        return isinstance(message, SnapshotChanged)


class OpsConsole(TerminalApp):
    """Starts and stops the poller, and turns the store's changes into reactives of the screen."""

    TITLE = "ops-console"
    ENABLE_COMMAND_PALETTE = True
    MODES_BY_KEY = (("health", "1", "Health"),)
    BINDINGS = [
        *(
            Binding(key, f"mode('{mode}')", title, show=False, id=f"app.{mode}")
            for mode, key, title in MODES_BY_KEY
        ),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave the console"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._due = False
        self._poll: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        """Show the first screen, then begin to ask."""
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = self._parts.theme or DEFAULT
        self.add_mode("health", lambda: HealthScreen(self.standing))
        self.switch_mode("health")
        self._parts.watch.store.listen(self._changed)
        self.set_interval(_TICK, self._tick)
        self._poll = asyncio.create_task(self._parts.watch.poller.run(), name="poller")

    async def on_unmount(self) -> None:
        """Stop asking."""
        if self._poll is not None:
            self._poll.cancel()
            await asyncio.gather(self._poll, return_exceptions=True)
        await self._parts.watch.poller.close()

    @property
    def standing(self) -> Standing:
        """What every frame says of itself."""
        return self._parts.standing

    def action_mode(self, mode: str) -> None:
        """Open a screen."""
        self.switch_mode(mode)
        self.call_after_refresh(self._publish)

    def on_mode_bar_chosen(self, event: ModeBar.Chosen) -> None:
        """Open the screen that was clicked."""
        self.action_mode(event.mode)

    def on_source_asked(self, event: SourceAsked) -> None:
        """Show one source whole."""
        self.push_screen(SourceScreen(event.name, self.standing, self._parts.watch.store.history))
        self.call_after_refresh(self._publish)

    def on_hurry(self, event: Hurry) -> None:
        """Ask now."""
        self._parts.watch.poller.hurry(event.name)

    def on_snapshot_changed(self) -> None:
        """Hand the newest state to the screen that is seen."""
        self._publish()

    def _changed(self) -> None:
        if not self._due:
            self._due = True
            self.set_timer(_COALESCE, self._announce)

    def _announce(self) -> None:
        self._due = False
        self.post_message(SnapshotChanged())

    def _tick(self) -> None:
        self._parts.watch.store.expire()
        screen = self.screen
        if isinstance(screen, FrameScreen) and screen.now != self._minute():
            screen.now = self._minute()

    def _minute(self) -> datetime:
        return self._parts.time.now().replace(second=0, microsecond=0)

    def _publish(self) -> None:
        screen: Screen[object] = self.screen
        if isinstance(screen, FrameScreen):
            screen.standing = self.standing
            screen.modes = self.MODES_BY_KEY
            screen.now = self._minute()
            screen.snapshot = self._parts.watch.store.snapshot()
