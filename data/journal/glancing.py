"""What the lines of the journal's files tell at a glance, while no entry is taken apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from data.errors import JournalError
from data.journal.folders import open_to_read
from data.journal.pages import files_of_year, years

_CHUNK = 1 << 20
_WORDS = (b"amends", b"retracts")
_WORD = re.compile(b"|".join(_WORDS))
_TARGET = re.compile(rb"""\b(?:amends|retracts) = "([!#-\[\]-~]*)"$""", re.M)
_INCIDENT = re.compile(rb'\nincident = "([!#-\[\]-~]+)"$', re.M)


def lines_by_day(root: Path) -> Iterator[tuple[date, bytes]]:
    """All files, oldest day first, in pieces of whole lines, each with a line end before and after it."""
    for year in years(root):
        for name in files_of_year(root, year):
            try:
                fd = -1 if name.torn else open_to_read(name.under(root))
            except (OSError, JournalError):
                continue
            if fd >= 0:
                with os.fdopen(fd, "rb", buffering=0) as file:
                    for lines in _whole_lines(iter(lambda: file.read(_CHUNK), b"")):
                        yield name.day, lines


def corrected_in(lines: bytes) -> frozenset[str] | None:
    """The ids of the entries that are put right in these; None where only a parser can tell."""
    if not any(word in lines for word in _WORDS):
        return frozenset()
    targets = _TARGET.findall(lines)
    if len(targets) != len(_WORD.findall(lines)):
        return None
    return frozenset(target.decode("ascii") for target in targets)


def incidents_in(lines: bytes) -> frozenset[str]:
    """The incidents that are named in these, as the journal itself writes names."""
    return frozenset(name.decode("ascii") for name in set(_INCIDENT.findall(lines)))


def _whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    held = b"\n"
    for chunk in chunks:
        whole, end, held = (held + chunk).rpartition(b"\n")
        yield whole + end
        held = end + held
    if held.strip():
        yield held + b"\n"
