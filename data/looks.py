"""Last looks, kept so that "new since then" survives a restart: one small file, its owner's only.

Losing it is a pity, never an error: the next look is then the first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from data.models.look import NEVER, Look
from data.private_file import replace_file
from data.safe import safe

_FILE = "looks.json"
_SCHEMA = 1
_SIZE_LIMIT = 8_000_000
_MOST = 20_000
"""As many things are remembered of one look; what a screen can show is far less."""
_TITLE = 80


class Looks:
    """The looks of one person, under the folder of what must survive a restart."""

    def __init__(self, folder: Path, *, keeping: bool = True) -> None:
        self._file = folder / _FILE
        self._keeping = keeping

    def last(self, screen: str) -> Look:
        """The last look at a screen; NEVER where there is none, or it cannot be read."""
        return _look(self._read().get(screen))

    def keep(self, screen: str, seen: Mapping[str, str], at: datetime) -> Look:
        """Remember what was seen, and when; a read-only console remembers it only until it ends."""
        shown = dict(list(seen.items())[:_MOST])
        if self._keeping:
            titles = {mark: title[:_TITLE] for mark, title in shown.items()}
            looks = {**self._read(), screen: {"at": at.isoformat(), "seen": titles}}
            self._replace(json.dumps({"schema": _SCHEMA, "looks": looks}).encode())
        return Look(at, shown)

    def _read(self) -> dict[str, Any]:
        try:
            descriptor = os.open(self._file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as stream:
                content = json.loads(stream.read(_SIZE_LIMIT + 1))
        except (OSError, ValueError, RecursionError):
            return {}
        looks = content.get("looks") if isinstance(content, dict) else None
        return looks if isinstance(looks, dict) and content.get("schema") == _SCHEMA else {}

    def _replace(self, content: bytes) -> None:
        """Written whole beside it, then put in its place; a full disk leaves the old one."""
        with suppress(OSError):
            replace_file(self._file, content)


def _look(content: object) -> Look:
    if not isinstance(content, dict):
        return NEVER
    at, seen = content.get("at"), content.get("seen")
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else None
    except ValueError:
        return NEVER
    if moment is None or moment.tzinfo is None or not isinstance(seen, dict):
        return NEVER
    return Look(moment, {str(mark): safe(title, _TITLE) for mark, title in seen.items()})
