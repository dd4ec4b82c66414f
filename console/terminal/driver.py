"""The driver: takes the terminal, reads and writes it, and gives it back whatever happens.

In place of Textual's own, whose writer blocks the event loop when the terminal stops reading,
whose input thread dies of a stray byte and spins when the terminal is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from console.terminal import mode
from console.terminal.environment import Ability
from console.terminal.input import Input
from console.terminal.writer import Writer

_RESIZE_SECONDS = 0.05


class TerminalDriver(Driver):
    """A terminal on standard input and output."""

    def __init__(
        self,
        app: App[Any],
        *,
        ability: Ability,
        mouse: bool,
        on_idle: Callable[[], None],
        on_gone: Callable[[], None],
        on_disturbed: Callable[[], None],
    ) -> None:
        super().__init__(app, mouse=mouse)
        self._ability = ability
        self._on_idle = on_idle
        self._on_gone = on_gone
        self._on_disturbed = on_disturbed
        self._stdin = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._stdout = sys.__stdout__.fileno() if sys.__stdout__ else 1
        self._size = mode.window_size(self._stdout)
        self._before: list[Any] | None = None
        self._writer: Writer | None = None
        self._reader: threading.Thread | None = None
        self._wake: int | None = None
        self._stopped = False
        self._resizing: asyncio.TimerHandle | None = None
        signal.signal(signal.SIGTSTP, self._asked_to_stop)
        signal.signal(signal.SIGCONT, self._continued)
        signal.signal(signal.SIGWINCH, self._resized)

    @property
    def can_suspend(self) -> bool:
        """Yes: what is written meanwhile is dropped, nothing waits for it."""
        return True

    def write(self, data: str) -> None:
        """Send control sequences; never waits, and dropped while the terminal is not ours."""
        if self._writer is not None:
            self._writer.put(data.encode("ascii" if self._ability.ascii_only else "utf-8", "replace"))

    def is_idle(self) -> bool:
        """Whether the terminal has taken all that was sent; if not, `on_idle` comes later."""
        return self._writer is not None and self._writer.is_idle()

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._before = mode.take_flags(self._stdin)
        self._writer = Writer(
            self._stdout,
            on_idle=lambda: self._on_loop(self._on_idle),
            on_gone=lambda: self._on_loop(self._on_gone),
        )
        self.write(mode.enter(self._ability.extras, self._mouse))
        reading, self._wake = os.pipe()
        self._reader = threading.Thread(
            target=self._read, args=(reading,), name="terminal-reader", daemon=True
        )
        self._reader.start()
        self._tell_size()

    def process_message(self, message: Message) -> None:
        """Pass an event on, unless it says that the mouse is where no window is."""
        width, height = self._size or (0, 0)
        if isinstance(message, events.MouseEvent) and not (message.x < width and message.y < height):
            return
        super().process_message(message)

    def disable_input(self) -> None:
        """Stop reading keys."""
        if self._reader is not None and self._wake is not None:
            os.close(self._wake)
            self._reader.join(1)
            self._reader = self._wake = None

    def stop_application_mode(self) -> None:
        """Give the terminal back; within a second, whether it reads or not."""
        self.disable_input()
        writer, self._writer = self._writer, None
        with mode.undisturbed():
            if writer is not None:
                writer.close(mode.restore(self._ability.extras).encode())
            mode.give_flags(self._stdin, self._before)

    def _read(self, wake: int) -> None:
        typed = Input()
        try:
            while True:
                ready = select.select([self._stdin, wake], [], [], typed.patience)[0]
                if wake in ready:
                    return
                data = os.read(self._stdin, 64 * 1024) if ready else None
                if data == b"":
                    break
                for event in typed.feed(data) if data else typed.expire():
                    self.process_message(event)
        except OSError:
            pass
        finally:
            os.close(wake)
        # End of file or an error: the line is lost. Staying would be an orphan nobody can reach.
        self._on_loop(self._on_gone)

    def _on_loop(self, callback: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
            self._loop.call_soon_threadsafe(callback)

    def _resized(self, number: int, frame: FrameType | None) -> None:
        self._on_loop(self._size_changed)

    def _size_changed(self) -> None:
        # A window drawn larger by hand sends a storm of these; each costs a layout and a repaint.
        if self._resizing is None:
            self._resizing = self._loop.call_later(_RESIZE_SECONDS, self._tell_size)

    def _tell_size(self) -> None:
        self._resizing = None
        self._size = mode.window_size(self._stdout)
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))
        self._on_disturbed()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._on_loop(self._stop)

    def _stop(self) -> None:
        self._app.app_suspend_signal.publish(self._app)
        if self._auto_restart and self._writer is not None:
            self.suspend_application_mode()
            self._stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        self._on_loop(self._go_on)

    def _go_on(self) -> None:
        if self._writer is not None:
            self.stop_application_mode()  # stopped unasked: whoever had the terminal may have changed it
        elif not self._stopped:
            return
        self._stopped = False
        self.start_application_mode()
        self.send_message(self.SignalResume())
