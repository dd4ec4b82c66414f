"""One block read back: an entry, what is wrong with it, or both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from data.journal.blocks import BOM, Block
from data.journal.drafting import CORE_KEYS
from data.journal.moments import in_zone
from data.journal.quick import quick_values
from data.journal.seals import content_digest, seal_of
from data.models.entry import Entry, Trust
from data.models.journal import Problem
from data.safe import safe

_SEAL_LINE = re.compile(rb'^seal = "[0-9a-f]{64}"[ \t]*\r?(?:\n(?:[ \t]*\r?\n)*|\Z)', re.M)
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
UNREADABLE = (ValueError, RecursionError, OverflowError)
"""All that reading hostile TOML raises; TOMLDecodeError and UnicodeDecodeError are ValueErrors."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a block holds: the values of its entry, how far it goes, and what follows that is none."""

    block: Block
    values: Mapping[str, Any] | None = None
    trust: Trust = Trust.SEALED
    end: int = 0
    words: str = ""
    bad_line: int = 0


def decode(block: Block) -> Decoded:
    """The entry of a block. Where its end is damaged but a good seal comes before, up to that."""
    whole = _read(block.raw, block.line)
    if whole.values is not None and whole.trust is not Trust.EDITED:
        return Decoded(block, whole.values, whole.trust, len(block.raw))
    cut = _sealed_part(block.raw)
    if 0 < cut < len(block.raw):
        part = _read(block.raw[:cut], block.line)
        if part.values is not None and (part.trust is Trust.SEALED or whole.values is None):
            if not block.raw[cut:].strip():
                return Decoded(block, part.values, part.trust, len(block.raw))
            line = block.line + block.raw.count(b"\n", 0, cut)
            return Decoded(block, part.values, part.trust, cut, "these lines are part of no entry", line)
    if whole.values is not None:
        return Decoded(block, whole.values, Trust.EDITED, len(block.raw))
    return Decoded(block, words=whole.words, bad_line=whole.bad_line)


def entry_from(decoded: Decoded, file: Path, day: date, zone: tzinfo, before: datetime | None) -> Entry:
    """The record of a decoded block; what a hand-written one leaves out is filled in.

    `before` is the time of the entry before it, which stands in for a missing one.
    """
    values = decoded.values or {}
    stored = values.get("day")
    schema = values.get("schema")
    return Entry(
        id=_text(values, "id") or f"hand-{content_digest(values)[:16]}-{decoded.block.line}",
        schema=schema if isinstance(schema, int) else 0,
        at=_moment(values.get("at"), zone)
        or before
        or in_zone(datetime(day.year, day.month, day.day, tzinfo=zone), zone),
        day=stored if type(stored) is date else day,
        by=_text(values, "by"),
        host=_text(values, "host"),
        kind=_text(values, "kind") or "note",
        drill=values.get("drill") is True,
        fields={key: value for key, value in values.items() if key not in CORE_KEYS},
        prev=_text(values, "prev"),
        seal=_text(values, "seal"),
        trust=decoded.trust,
        file=file,
        line=decoded.block.line,
    )


def problem_from(decoded: Decoded, file: Path) -> Problem | None:
    """What is wrong with a block, with the words from there on."""
    if not decoded.words:
        return None
    lines = decoded.block.raw.splitlines()[decoded.bad_line - decoded.block.line :]
    return Problem(file, decoded.bad_line, decoded.words, excerpt(b" ".join(lines)))


def excerpt(raw: bytes) -> str:
    """The beginning of some bytes, safe to show; what is no text is spelt out."""
    return safe(raw.strip()[:400].decode("utf-8", "backslashreplace"), 200)


@dataclass(frozen=True, slots=True)
class _Read:
    """The values of some lines and how far to trust them; else why there are none, and where."""

    values: Mapping[str, Any] | None = None
    trust: Trust = Trust.SEALED
    words: str = ""
    bad_line: int = 0


def _read(raw: bytes, line: int) -> _Read:
    try:
        text = raw.removeprefix(BOM).decode("utf-8")
        quick = quick_values(text)
        if quick is not None and quick.get("seal") == seal_of(quick):
            return _Read(quick)
        document = tomllib.loads(text)
        entries = document.get("entry")
        if list(document) != ["entry"] or not isinstance(entries, list) or len(entries) != 1:
            return _Read(words="this is not one entry", bad_line=line)
        values: Mapping[str, Any] = entries[0]
        if not isinstance(values, Mapping) or not values:
            return _Read(words="this entry is empty", bad_line=line)
        good = seal_of(values)
    except UnicodeDecodeError as error:
        return _Read(words="damaged: not UTF-8 text", bad_line=line + raw.count(b"\n", 0, error.start))
    except RecursionError:
        return _Read(words="damaged: nested too deep", bad_line=line)
    except UNREADABLE as error:
        found = _AT_LINE.search(str(error))
        at_line = line + int(found[1]) - 1 if found and found[1] else line
        said = safe(_AT_LINE.sub("", str(error)).strip(), 120)
        return _Read(words=f"damaged: {said}", bad_line=at_line)
    seal = values.get("seal")
    if not seal:
        return _Read(values, Trust.HAND_WRITTEN)
    return _Read(values, Trust.SEALED if seal == good else Trust.EDITED)


def _sealed_part(raw: bytes) -> int:
    """Where the first line that is a seal ends, with the blank lines after it; 0 where there is none."""
    match = _SEAL_LINE.search(raw)
    return match.end() if match else 0


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key, "")
    return value if isinstance(value, str) else safe(value, 200)


def _moment(value: object, zone: tzinfo) -> datetime | None:
    if isinstance(value, datetime):
        return in_zone(value if value.tzinfo is not None else value.replace(tzinfo=zone), zone)
    if isinstance(value, date):
        return in_zone(datetime(value.year, value.month, value.day, tzinfo=zone), zone)
    return None
