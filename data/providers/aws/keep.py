"""Answers that cost money, kept in a small file so that a restart does not pay for them again."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from data.private_file import replace_file

_LIMIT = 16 * 1024 * 1024
_UNUSED_S = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class _Held:
    """What did not reach the disk, and what lay there instead at the time."""

    content: bytes
    beneath: bytes | None


@dataclass(slots=True)
class Keep:
    """A place for answers by name; `scope` tells accounts apart.

    Without a `folder`, or where nothing may be written, they are remembered until the end of the
    program only. What is read is bytes that anybody may have damaged: whoever asks checks them.
    """

    folder: Path | None = None
    scope: str = ""
    read_only: bool = False
    _held: dict[str, _Held] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """What was kept last, by this program or by another; None where there is nothing to read."""
        held, kept = self._held.get(name), self._on_disk(name)
        # An older answer on disk must not hide the one that was just paid for, a newer one may.
        return held.content if held is not None and kept in (None, held.beneath) else kept

    def write(self, name: str, content: bytes) -> str:
        """Keep it, whole or not at all; the reason in words where it could not be kept on disk."""
        self._held[name] = _Held(content, self._on_disk(name))
        if self.folder is None or self.read_only:
            return ""
        try:
            file = self._file(self.folder, name)
            replace_file(file, content)
            _sweep(self.folder, file.stat().st_mtime)
        except OSError as error:
            return f"not kept on disk: {error.strerror}"
        return ""

    def _on_disk(self, name: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            descriptor = os.open(self._file(self.folder, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with open(descriptor, "rb") as file:
                content = file.read(_LIMIT + 1)
        except OSError:
            return None
        return content if len(content) <= _LIMIT else None

    def _file(self, folder: Path, name: str) -> Path:
        key = hashlib.sha256(f"{name}\n{self.scope}".encode()).hexdigest()[:20]
        return folder / f"aws-{key}.json"


def _sweep(folder: Path, now: float) -> None:
    """Take away what nobody has written for long: of accounts that are not asked any more."""
    for file in folder.glob("aws-*.json"):
        if now - file.lstat().st_mtime > _UNUSED_S:
            file.unlink(missing_ok=True)
