"""One block read back: an entry, what is wrong with it, or both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from data.journal.blocks import BOM, Block
from data.journal.canonical import content_digest, seal_of
from data.journal.drafting import CORE_KEYS
from data.models.entry import Entry, Trust
from data.models.journal import Problem
from data.safe import safe

_SEAL_LINE = re.compile(rb'^seal = "[0-9a-f]{64}"[ \t]*\r?(?:\n|\Z)', re.M)
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

    @property
    def rest(self) -> bytes:
        """The bytes after the entry; all of them where there is no entry."""
        return self.block.raw[self.end :]


def decode(block: Block) -> Decoded:
    """The entry of a block. Where its end is damaged but a good seal comes before, up to that."""
    whole, words, bad_line = _values(block.raw, block.line)
    if whole is not None:
        trust = _trust(whole)
        if trust is not Trust.EDITED:
            return Decoded(block, whole, trust, len(block.raw))
    cut = _sealed_part(block.raw)
    if 0 < cut < len(block.raw):
        part, _, _ = _values(block.raw[:cut], block.line)
        if part is not None and (_trust(part) is Trust.SEALED or whole is None):
            line = block.line + block.raw.count(b"\n", 0, cut)
            clean = not block.raw[cut:].strip()
            said = "" if clean else "these lines are part of no entry"
            return Decoded(block, part, _trust(part), len(block.raw) if clean else cut, said, line)
    if whole is not None:
        return Decoded(block, whole, Trust.EDITED, len(block.raw))
    return Decoded(block, words=words, bad_line=bad_line)


def entry_from(decoded: Decoded, file: Path, day: date, zone: tzinfo, before: datetime | None) -> Entry:
    """The record of a decoded block; what a hand-written one leaves out is filled in.

    `before` is the time of the entry before it, which stands in for a missing one.
    """
    values = decoded.values or {}
    at = _moment(values.get("at"), zone) or before or datetime(day.year, day.month, day.day, tzinfo=zone)
    stored = values.get("day")
    schema = values.get("schema")
    return Entry(
        id=_text(values, "id") or f"hand-{content_digest(values)[:16]}-{decoded.block.line}",
        schema=schema if isinstance(schema, int) else 0,
        at=at,
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
    """What is wrong with a block, with the beginning of it."""
    if not decoded.words:
        return None
    text = decoded.rest.strip()[:400].decode("utf-8", "backslashreplace")
    return Problem(file, decoded.bad_line, decoded.words, safe(text, 200))


def _values(raw: bytes, line: int) -> tuple[Mapping[str, Any] | None, str, int]:
    """The values of a block; else why not, in words, and the line."""
    try:
        document = tomllib.loads(raw.removeprefix(BOM).decode("utf-8"))
        entries = document.get("entry")
        if list(document) != ["entry"] or not isinstance(entries, list) or len(entries) != 1:
            return None, "this is not one entry", line
        values: Mapping[str, Any] = entries[0]
        if not isinstance(values, Mapping) or not values:
            return None, "this entry is empty", line
        seal_of(values)
    except UnicodeDecodeError as error:
        return None, "damaged: not UTF-8 text", line + raw.count(b"\n", 0, error.start)
    except RecursionError:
        return None, "damaged: nested too deep", line
    except UNREADABLE as error:
        found = _AT_LINE.search(str(error))
        at_line = line + int(found[1]) - 1 if found and found[1] else line
        return None, f"damaged: {safe(_AT_LINE.sub('', str(error)).strip(), 120)}", at_line
    return values, "", line


def _trust(values: Mapping[str, Any]) -> Trust:
    seal = values.get("seal")
    if not seal:
        return Trust.HAND_WRITTEN
    return Trust.SEALED if seal == seal_of(values) else Trust.EDITED


def _sealed_part(raw: bytes) -> int:
    """Where the first line that is a seal ends; 0 where there is none."""
    match = _SEAL_LINE.search(raw)
    return match.end() if match else 0


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key, "")
    return value if isinstance(value, str) else safe(value, 200)


def _moment(value: object, zone: tzinfo) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=zone or UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    return None
