"""The application class that stands between Textual and a real terminal.

It holds three promises: text cannot steer the terminal, a slow or lost terminal stops nothing
else, and the terminal is given back whatever happens. For these it replaces parts of Textual that
are not public, so the version is pinned and checked: before another one is allowed, the tests in
tests/terminal have to pass on it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import textual
from rich.console import Console, RenderableType
from textual.worker import WorkerFailed

from console.terminal import crash
from console.terminal.departure import FLUSH_SECONDS, Watchdog, handling
from console.terminal.driver import TerminalDriver
from console.terminal.noticed_app import NoticedApp
from data.config.places import state_dir
from data.errors import OpsError
from data.safe import safe, safe_block

PROVED_ON = "8.2.8"
_LINE_LOST = 129
"""What a shell reports of a program that a hang-up has ended."""
_SAID_S = 1.0
"""Seconds that the last words may take; the watchdog ends it sooner."""
_SAID_IN_HASTE_S = 0.3
_GARBAGE_AFTER = 700
"""So many new objects are looked through for garbage: often and briefly, so that no key waits for it."""


class TerminalApp(NoticedApp):
    """The App to derive from; run it with `launch`.

    `redact` masks secrets in crash reports; `crash_folder` is where these go.
    """

    redact: crash.Redactor = staticmethod(crash.redact)

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        check_version(installed_version())
        super().__init__(environ)
        self.crash_folder: Path = state_dir(environ) / "crashes"
        self._launched = False
        self._leaving: asyncio.Task[None] | None = None
        self._watchdog = Watchdog(self._let_go)
        self._last_words: list[str] = []

    async def before_leave(self) -> None:
        """Save what must not be lost. Override; there is less than a second for it."""

    def launch(self) -> int:
        """Run in the terminal until the end; the exit code."""
        self._launched = True
        gc.set_threshold(_GARBAGE_AFTER)
        try:
            with handling(self._signalled):
                self.run()
        finally:
            self._watchdog.stop()
        return self.return_code or 0

    def leave(self, code: int = 0) -> None:
        """Save, give the terminal back and end with this exit code."""
        if self._leaving is None:
            self._guard_end(code)
            with self._context():
                self._leaving = asyncio.get_running_loop().create_task(self._leave(code))

    def last_word(self, words: str) -> None:
        """Have a line said when the terminal has been given back."""
        self._last_words.append(f"ops-console: {safe(words)}")

    def line_lost(self) -> None:
        """The terminal is gone: whoever stays is an orphan that nobody can reach."""
        self.leave(_LINE_LOST)

    async def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End without saving; `leave` is the way to end."""
        self._guard_end(return_code)
        super().exit(result, return_code, message)

    async def _leave(self, code: int) -> None:
        try:
            async with asyncio.timeout(FLUSH_SECONDS):
                await self.before_leave()
        except TimeoutError:
            self._last_words.append("ops-console: leaving took too long; the last entries may not be saved")
        except OpsError as error:
            self._last_words.append(f"ops-console: {safe(error)}")
            code = code or error.exit_code
        finally:
            self.exit(return_code=code)

    def _guard_end(self, code: int) -> None:
        if self._launched:
            self._watchdog.start(code)

    def _let_go(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.stop_application_mode()
        self._say_last(_SAID_IN_HASTE_S)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if self._loop is None:
            raise SystemExit(128 + number)
        self._guard_end(128 + number)
        self._loop.call_soon_threadsafe(self.leave, 128 + number)

    def _on_mount(self) -> None:
        if self._launched:
            asyncio.get_running_loop().set_exception_handler(self._task_failed)

    def _task_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task that nobody waited for has failed: worth a report, not worth the console."""
        error = context.get("exception")
        if isinstance(error, Exception):
            report = crash.write_report(error, self.crash_folder, self.redact)
            self.notify(crash.told(error, report, self.redact), severity="error")

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = crash.CRASHED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self._launched:
            self._guard_end(crash.CRASHED)
            cause = error.error if isinstance(error, WorkerFailed) else error
            if not self._last_words:
                report = crash.write_report(cause, self.crash_folder, self.redact)
                self._last_words.append(crash.told(cause, report, self.redact))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._last_words += map(_as_text, self._exit_renderables)
        self._exit_renderables.clear()
        self._say_last(_SAID_S)

    def _say_last(self, patience: float) -> None:
        """Each line once, whoever comes first: who leaves, or the watchdog."""
        lines, self._last_words = self._last_words, []
        if lines:
            _say("\n".join(lines) + "\n", patience)


def installed_version() -> str:
    """The version of Textual; told by a folder's name, because asking for it takes as long as a frame."""
    site = Path(textual.__file__).parents[1]
    if (site / f"textual-{PROVED_ON}.dist-info").is_dir():
        return PROVED_ON
    from importlib.metadata import version  # noqa: PLC0415 - heavy: parses mail headers

    return version("textual")


def check_version(found: str) -> None:
    """Raises OpsError where Textual is not the version all this was proved on."""
    if found != PROVED_ON:
        raise OpsError(
            f"textual {found} is installed, {PROVED_ON} is needed", f"pip install textual=={PROVED_ON}"
        )


def _as_text(renderable: RenderableType) -> str:
    if isinstance(renderable, str):
        return safe_block(renderable)
    console = Console(width=200, color_system=None, force_terminal=False, record=False)
    with console.capture() as captured:
        console.print(renderable)
    return safe_block(captured.get().rstrip())


def _say(text: str, patience: float) -> None:
    """Write to standard error, but do not wait for long for a terminal that does not read."""
    if sys.__stderr__ is not None:
        speaker = threading.Thread(target=sys.__stderr__.write, args=(text,), daemon=True)
        speaker.start()
        speaker.join(patience)
