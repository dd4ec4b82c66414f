"""The application class between Textual and a real terminal."""

from __future__ import annotations

import asyncio
import signal
from types import FrameType

from textual.app import App

LEAVING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
FLUSH_SECONDS = 1.0


class TerminalApp(App[int]):
    """An App that gives the terminal back, whatever happens."""

    async def before_leave(self) -> None:
        """Save what must not be lost; given a second before the console leaves. Override."""

    def launch(self) -> int:
        """Run until the end; the process's exit code."""
        self.run()
        return self.return_code or 0

    def leave(self, code: int) -> None:
        """Flush and end with this exit code; safe from the event loop only."""
        if not self._leaving:
            self._leaving = True
            self.run_worker(self._leave(code), exit_on_error=False)

    _leaving = False

    async def _leave(self, code: int) -> None:
        try:
            async with asyncio.timeout(FLUSH_SECONDS):
                await self.before_leave()
        finally:
            self.exit(return_code=code)

    def _on_mount(self, event: object) -> None:
        for number in LEAVING_SIGNALS if not self.is_headless else ():
            signal.signal(number, self._signalled)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.leave, 128 + number)
