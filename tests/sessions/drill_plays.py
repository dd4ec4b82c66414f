"""Plays written operators one after the other, each as `ops-console drill run --script` does.

In one process, since a start costs more than a play: `python -m tests.sessions.drill_plays SCRIPT…`,
with paths that end in `SCENARIO/WAY.script`. The terminal shows what a person would see, and after each
play how it ended and how often the interpreter was asked for a connection or a program; in the end both
are asked for on purpose.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from console.cli.run import run
from tests.audit import STARTS, TOUCHES, audited

SEED = "7"


def play(script: Path) -> None:
    """One play, between two lines that tell of it."""
    print(f"== {script.parent.name} {script.stem}")
    with audited(*TOUCHES, *STARTS) as events:
        code = run(("drill", "run", script.parent.name, "--seed", SEED, "--script", str(script)))
    print(*events, f"== ended with {code} after {len(events)} touches", sep="\n", flush=True)


def touch() -> None:
    """What would have been seen, had it been done."""
    with audited(*TOUCHES, *STARTS) as events:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        subprocess.run([sys.executable, "-c", ""], check=True)
    print("== on purpose", *(each.partition(" ")[0] for each in events), flush=True)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        play(Path(each))
    touch()
