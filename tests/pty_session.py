"""Drives a program in a pseudo terminal of its own, and sees what its user would see.

::

    with PtySession([sys.executable, "-m", "console", "--read-only"], size=(100, 30)) as session:
        session.wait_for("Health")
        session.press("tab", "enter")
        before = session.mark()
        session.wait_for(lambda screen: "saved" in screen)
        assert session.count(before) < 2_000
        session.type("q")
        assert session.wait_exit() == 0

Everything waits within bounds and fails with the screen in the message. A thread reads what the
program writes and answers the queries programs wait on, as a terminal does; `stop_reading`,
`hang_up` and `resize` do what lines, people and window managers do to terminals.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import pyte
from pyte.screens import Char

from tests.processes import at_work

KEYS = {
    "enter": b"\r",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
}
ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;22c", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
PATIENCE_S = 60.0
"""Seconds that a busy machine may take for anything; where less is promised, a test says so."""
PLAIN = {"?25", "?7"}
"""The modes of a terminal given back: a cursor to see, lines that wrap."""
_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b\[>(\d+)u|\x1b\[<(\d*)u")


class PtySession:
    """One program in one pseudo terminal."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        ignore_hangup: bool = False,
        answering: bool = True,
    ) -> None:
        """Start `argv`; `environ` is laid over a plain 256-colour UTF-8 one (None removes a name)."""
        self.raw = bytearray()
        self._answering = answering
        self._reading = threading.Event()
        self._reading.set()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._fed = 0
        self._silences = 0
        self._lines: list[str] = []
        self.master, slave = pty.openpty()
        self._set_size(size)
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.before: list[Any] = termios.tcgetattr(slave)

        def become_foreground() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(environ),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=become_foreground,
        )
        os.close(slave)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What the user does

    def send(self, data: bytes) -> None:
        """Write bytes as the terminal would; fails rather than waits where nobody reads them."""
        view = memoryview(data)
        deadline = time.monotonic() + PATIENCE_S
        while view:
            writable = select.select([], [self.master], [], 0.1)[1]
            if writable:
                view = view[os.write(self.master, view[:1024]) :]
            elif time.monotonic() > deadline:
                raise AssertionError(f"the program reads nothing; {len(view)} bytes not taken")

    def type(self, text: str) -> None:
        """Type text."""
        self.send(text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name (`enter`, `up`, `ctrl+l`) or by their character."""
        for key in keys:
            if key.startswith("ctrl+"):
                self.send(bytes([ord(key[-1].upper()) & 0x1F]))
            else:
                self.send(KEYS.get(key, key.encode()))

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        with self._lock:
            self._catch_up()
            self._screen.resize(height, width)
            self._lines = []
        self._set_size((width, height))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def stop_reading(self) -> None:
        """Freeze the line: from now on nobody takes what the program writes."""
        self._reading.clear()

    def resume_reading(self) -> None:
        """Thaw the line."""
        self._reading.set()

    def hang_up(self) -> None:
        """Lose the line: the terminal is gone."""
        self._over.set()
        self._thread.join(5)
        os.close(self.master)
        self.master = -1

    # What the user sees

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        with self._lock:
            if self._catch_up() or not self._lines:
                self._lines = list(self._screen.display)
            return self._lines

    @property
    def text(self) -> str:
        """The screen as one text, without the blanks at its ends."""
        return "\n".join(line.rstrip() for line in self.lines).rstrip("\n")

    @property
    def cells(self) -> Mapping[int, Mapping[int, Char]]:
        """pyte's buffer: `cells[y][x]` has data, fg, bg, bold, reverse…"""
        with self._lock:
            if self._catch_up():
                self._lines = []
            return cast("Mapping[int, Mapping[int, Char]]", self._screen.buffer)

    def mark(self) -> int:
        """The number of bytes received so far, to count or look from."""
        return len(self.raw)

    def count(self, mark: int = 0) -> int:
        """How many bytes came since `mark`."""
        return len(self.raw) - mark

    def since(self, mark: int = 0) -> bytes:
        """The bytes that came since `mark`."""
        return bytes(self.raw[mark:])

    @property
    def modes(self) -> set[str]:
        """Private modes switched on and not off again (`?1049`, `kitty`…); only PLAIN after a good end."""
        on: set[str] = set()
        depth = 0
        for match in _MODES.finditer(bytes(self.raw)):
            numbers, verb, pushed, popped = match.groups()
            if numbers is not None:
                for number in numbers.decode().split(";"):
                    (on.add if verb == b"h" else on.discard)(f"?{number}")
            else:
                depth = depth + 1 if pushed is not None else max(0, depth - int(popped or 1))
        return on | ({"kitty"} if depth else set())

    @property
    def attributes(self) -> list[Any]:
        """The terminal's flags as `termios` gives them; compare with `before`."""
        return termios.tcgetattr(self.master)

    def cpu_seconds(self) -> float:
        """The processor time the program itself has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    # Waiting, always within bounds

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = PATIENCE_S) -> str:
        """Wait until the screen shows a text, or until a question about the screen says yes."""
        deadline = time.monotonic() + timeout
        while True:
            # What it said last is looked at after it has ended.
            over = self.process.poll() is not None and self._over.wait(0.3)
            screen = self.text
            if wanted in screen if isinstance(wanted, str) else wanted(screen):
                return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen within {timeout} s: {wanted!r}; the screen is\n{screen}")
            if over:
                raise AssertionError(f"ended with {self.process.returncode}; the screen is\n{screen}")
            time.sleep(0.02)

    def wait_quiet(self, quiet: float = 0.4, timeout: float = PATIENCE_S) -> int:
        """Wait until nothing has come for `quiet` seconds, those apart in which it was at work; the mark."""
        deadline = time.monotonic() + timeout
        mark, passed = self.mark(), 0.0
        while passed < quiet:
            began = time.monotonic()
            time.sleep(0.02)
            if self.mark() != mark:
                mark, passed = self.mark(), 0.0
            elif not self._unread() and not at_work(self.process.pid):
                passed += min(time.monotonic() - began, 0.04)
            assert time.monotonic() < deadline, f"still writing after {timeout} s"
        return mark

    def wait_exit(self, timeout: float = PATIENCE_S) -> int:
        """Wait for the end; the exit code, negative where a signal ended it."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout} s; the screen is\n{self.text}") from None
        # Its last words may still be on the way: all is there once nothing was, twice.
        silent, deadline = self._silences, time.monotonic() + (PATIENCE_S if self._reading.is_set() else 0.5)
        while not self._over.wait(0.01) and self._silences < silent + 2 and time.monotonic() < deadline:
            pass
        return code

    def close(self) -> None:
        """End the program, whatever it is doing, and let go of the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE_S)
        if self.master >= 0:
            self._reading.set()
            self._over.set()
            self._thread.join(5)
            os.close(self.master)
            self.master = -1

    def _read(self) -> None:
        while not self._over.is_set():
            if not self._reading.wait(0.1):
                continue
            try:
                ready = select.select([self.master], [], [], 0.05)[0]
                data = os.read(self.master, 65536) if ready else b""
            except OSError:
                self._over.set()
                return
            self.raw += data
            self._silences += not ready
            if self._answering and data:
                self._answer(len(self.raw) - len(data))

    def _unread(self) -> bool:
        """Whether something has come that the reading thread has not got to."""
        reading = self._reading.is_set() and not self._over.is_set()
        return reading and bool(select.select([self.master], [], [], 0)[0])

    def _answer(self, new: int) -> None:
        """Answer what is asked from that byte on; a question may have come in two pieces."""
        for question, answer in ANSWERS.items():
            if question in self.raw[max(0, new - len(question) + 1) :]:
                os.write(self.master, answer)

    def _catch_up(self) -> bool:
        received = bytes(self.raw[self._fed :])
        self._fed += len(received)
        self._stream.feed(received)
        return bool(received)

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The tester's environment with a known terminal and locale, and `changes` laid over it."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "TEXTUAL", "TMUX")) and name not in {"COLUMNS", "LINES", "NO_COLOR"}
    }
    merged: dict[str, str | None] = {
        **inherited,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **(changes or {}),
    }
    return {name: value for name, value in merged.items() if value is not None}
