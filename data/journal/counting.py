"""A quick count of what a file holds, without taking its entries apart."""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.errors import JournalError
from data.journal.folders import open_to_read
from data.safe import safe

NAMES_LIMIT = 2000
"""How many different runs, people or kinds are told apart in one file; the rest is one heap."""
OTHERS = "(others)"
_CHUNK = 256 * 1024
_REST_SHARE = 0.3
_FACT = re.compile(
    rb"""\n(?:\[\[entry\]\]|[ \t]*(kind|by|run)[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'))"""
)
"""Begins with the end of the line before: that is found at once, where any line may begin is not."""


@dataclass(slots=True)
class Count:
    """How many entries a day has, and how many of each kind, person and run."""

    day: date
    entries: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)

    def add(self, other: Count) -> None:
        """Count another file of the same day in."""
        self.entries += other.entries
        for mine, theirs in zip(self._counters(), other._counters(), strict=True):
            mine.update(theirs)

    def _counters(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        return self.kinds, self.people, self.runs


def count_file(path: Path, day: date) -> Count:
    """Count one file, resting now and then so that others get the processor; nothing if unreadable."""
    count = Count(day)
    names = {b"kind": count.kinds, b"by": count.people, b"run": count.runs}
    try:
        fd = open_to_read(path)
    except (OSError, JournalError):
        return count
    with os.fdopen(fd, "rb", buffering=0) as file:
        held = b""
        while True:
            started = time.perf_counter()
            chunk = file.read(_CHUNK)
            cut = (held + chunk).rfind(b"\n") + 1 if chunk else len(held)
            text, held = (held + chunk)[:cut], (held + chunk)[cut:]
            for match in _FACT.finditer(b"\n" + text):
                if match[1] is None:
                    count.entries += 1
                else:
                    _add(names[match[1]], match[2])
            if not chunk:
                return count
            time.sleep((time.perf_counter() - started) * _REST_SHARE)


def _add(counter: Counter[str], quoted: bytes) -> None:
    text = quoted[1:-1].decode("utf-8", "replace")
    if quoted[:1] == b'"' and "\\" in text:
        with suppress(ValueError):
            text = json.loads(quoted)
    name = safe(text)
    counter[name if name in counter or len(counter) < NAMES_LIMIT else OTHERS] += 1
