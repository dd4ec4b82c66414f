"""A small program on TerminalApp, run in pseudo terminals by the tests.

``python -m tests.terminal.sample_app [WHAT]``; it counts seconds in the file named by HEARTBEAT,
so that a test can see from outside whether its loop goes on.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from console.terminal.base import TerminalApp
from data.errors import NotSaved

LAST_BEAT = 60


class SampleApp(TerminalApp):
    """A line of words, an input, a running number."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        self.beats = 0
        self.over = False
        self.heartbeat = os.environ.get("HEARTBEAT")

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("ready │ ✓ pass", "red"), id="words")
        yield Static("", id="number")
        words = Input()
        words.cursor_blink = False
        yield words

    def on_mount(self) -> None:
        self.set_interval(0.1, self.beat)
        if self.what == "busy":
            self.set_interval(0.02, self.repaint_everything)

    def beat(self) -> None:
        self.beats += 1
        if self.heartbeat:
            Path(self.heartbeat).write_text(str(self.beats))

    def repaint_everything(self) -> None:
        """Many cells at each turn; after a while the last words, once."""
        if self.beats < LAST_BEAT:
            self.query_one("#number", Static).update(Content(f"{self.beats:<4}" * 300))
        elif not self.over:
            self.over = True
            self.query_one("#number", Static).update(Content("all is over"))

    async def before_leave(self) -> None:
        if self.heartbeat:
            Path(self.heartbeat).write_text("saved")
        if self.what == "slow to save":
            await asyncio.sleep(60)
        if self.what == "cannot save":
            raise NotSaved("2 entries are not on disk", "they are in the report")

    async def on_key(self, event: events.Key) -> None:
        """What the tests ask for with function keys."""
        act: dict[str, Callable[[], object]] = {
            "f1": self.fail,
            "f2": self.stick,
            "f3": self.hang,
            "f4": self.lend,
            "f5": self.fail_aside,
            "f6": self.copy,
        }
        if event.key in act:
            act[event.key]()

    def fail(self) -> None:
        token = "canary-in-a-variable"
        raise ValueError(f"\x1b[2Jbroken, {len(token)}, https://ops:canary-in-a-url@host/")

    @work(thread=True)
    def stick(self) -> None:
        threading.Event().wait(60)

    def hang(self) -> None:
        self.last_word("a letter waits")
        while True:
            time.sleep(0.01)

    def copy(self) -> None:
        self.copy_to_clipboard("copied words")

    def fail_aside(self) -> None:
        self.aside = asyncio.create_task(self.broken_task())

    async def broken_task(self) -> None:
        asyncio.get_running_loop().call_soon(delattr, self, "aside")
        raise KeyError("nobody waits for this")

    @work
    async def lend(self) -> None:
        with self.suspend():
            os.write(1, b"LENT\r\n")
            for _ in range(20):
                await asyncio.sleep(0.05)
                self.repaint_everything()
        self.query_one("#words", Static).update(Content("back again"))


if __name__ == "__main__":
    sys.exit(SampleApp(*(sys.argv[1:] or [""])).launch())
