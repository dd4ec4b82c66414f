"""A person's home: a configuration with real sources, and the whole program opened on it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.command_line import CommandLine
from tests.daylight import mid_morning
from tests.pty_session import PtySession

ROOT = Path(__file__).parents[2]
ARGV = [sys.executable, "-m", "console"]
START = 120.0
"""Seconds that a start may take on a busy machine before a test gives up."""


class Home:
    """A folder that is HOME to a person, with a configuration in it and the journal that comes to be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True, parents=True)
        self.line = CommandLine(folder)
        self.planted: dict[str, str] = {}
        """Variables that a test adds to those of the person."""

    @property
    def journal(self) -> Path:
        """The journal's folder."""
        return self.folder / ".local/state/ops-console/journal"

    def configure(self, *tables: str, console: str = "") -> None:
        """Write the configuration; `console` holds further lines of its first table."""
        head = f'[console]\ntimezone = "{mid_morning()}"\nhost = "bastion-1"\n{console}\n'
        self.line.configure("\n".join((head, *tables)))

    def printed(self, name: str, words: str, signals: str = "", every: str = "1s") -> str:
        """A table for a command that prints `words`, the text of a file that `reprint` changes."""
        self.reprint(name, words)
        return command(name, "/bin/cat", str(self.folder / name), signals=signals, every=every)

    def reprint(self, name: str, words: str) -> None:
        """From now on a command of `printed` prints this."""
        (self.folder / name).write_text(f"{words}\n", encoding="utf-8")

    def environ(self, by: str = "alice") -> dict[str, str | None]:
        """What the program sees of its surroundings, beside the terminal's names."""
        return {"HOME": str(self.folder), "USER": by, "TZ": "UTC"}

    def open(
        self,
        *arguments: str | Path,
        through: Sequence[str | Path] = (),
        by: str = "alice",
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str | None] | None = None,
        ignore_hangup: bool = False,
        argv: Sequence[str | Path] = ARGV,
    ) -> PtySession:
        """The console in a terminal of its own; `through` is a program that runs it."""
        around = self.environ(by) | dict(environ or {})
        return PtySession(
            [*through, *argv, *arguments], size=size, environ=around, cwd=ROOT, ignore_hangup=ignore_hangup
        )

    def entries(self, kind: str = "", item: str = "") -> list[dict[str, Any]]:
        """What `log show --json` prints of today."""
        shown = self.line.call("log", "show", "--json")
        assert (shown.code, shown.err) == (0, "")
        found: list[dict[str, Any]] = shown.json["entries"]
        return [each for each in found if kind in ("", each["kind"]) and item in ("", each.get("item"))]

    def assert_verified(self) -> None:
        """The journal is whole: every seal and every chain."""
        verified = self.line.call("log", "verify")
        assert verified.code == 0, verified.out + verified.err


def command(name: str, *argv: str, signals: str = "", every: str = "1s", timeout: str = "5s") -> str:
    """A table for a command; `signals` is the inside of an inline table."""
    listed = ", ".join(f"'{each}'" for each in argv)
    return (
        f'[[command]]\nname = "{name}"\nargv = [{listed}]\nevery = "{every}"\ntimeout = "{timeout}"\n'
        f"signals = {{ {signals} }}\n"
    )
