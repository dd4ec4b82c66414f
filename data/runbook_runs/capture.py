"""What a running command prints: its beginning and its end kept, all of it digested and counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from data.models.runbook_run import Output
from data.safe import safe_block
from data.scrubber import Scrubber

HEAD = 4_096
"""Characters kept of the beginning, and of the end."""
_MARGIN = 8_192
"""Bytes kept beyond that, so that a secret which lies across an edge is still recognised."""
_LAST_LINES = 4_096


class Capture:
    """Takes chunks of both streams in the order in which they come; never grows beyond its bounds."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._scrubber = Scrubber(secrets)
        self._head = bytearray()
        self._tail = bytearray()
        self._digest = hashlib.sha256()
        self.size = 0

    def hear(self, chunk: bytes) -> None:
        """Take what was printed."""
        self.size += len(chunk)
        self._digest.update(chunk)
        room = HEAD + _MARGIN - len(self._head)
        self._head += chunk[:room]
        self._tail += chunk[max(room, 0) :][-(HEAD + _MARGIN) :]
        if len(self._tail) > 2 * (HEAD + _MARGIN):
            del self._tail[: -(HEAD + _MARGIN)]

    def output(self) -> Output:
        """What is kept so far, without secrets and safe to show."""
        tail = self._tail[-(HEAD + _MARGIN) :]
        dropped = self.size - len(self._head) - len(tail)
        digest = f"sha256:{self._digest.hexdigest()}"
        if dropped <= 0:
            whole = self._text(self._head + tail)
            if len(whole) <= 2 * HEAD:
                return Output(safe_block(whole), self.size, False, digest)
            first, last = whole[:HEAD], whole[-HEAD:]
        else:
            first, last = self._text(self._head)[:HEAD], self._text(tail)[-HEAD:]
        note = f"… (cut: {self.size:,} bytes in all) …"
        return Output(safe_block(f"{first}\n{note}\n{last}"), self.size, True, digest)

    def last_lines(self, count: int) -> list[str]:
        """The last lines so far, each safe to show: something to look at while it runs."""
        recent = bytes((self._head + self._tail)[-(_LAST_LINES + _MARGIN) :])
        return safe_block(self._text(recent)[-_LAST_LINES:]).splitlines()[-count:]

    def _text(self, raw: bytes | bytearray) -> str:
        return self._scrubber.text(raw.decode("utf-8", errors="replace"))
