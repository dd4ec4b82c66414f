"""Texts that were begun on the line of an incident and not given: none is lost when another is begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_KEYS = 8
"""So many texts of one beginning may wait for the disk before a key is used again."""


class HalfLines:
    """Keeps one text for each beginning (a note's, ``@``, ``/severity``), in this console and on disk.

    A text that was given keeps its key until it is saved, so what is typed next has another one.
    """

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._texts: dict[str, str] = {}
        self._given: list[str] = []
        self.start = ""
        self.key = "line"

    def open(self, start: str) -> str:
        """The text to go on with where it begins with `start`."""
        self.start = start.strip()
        keys = self._keys(self.start)
        begun = next((key for key in keys if self._text(key)), None)
        self.key = begun or next((key for key in keys if key not in self._given), keys[0])
        return self._text(self.key) or start

    def typed(self, text: str) -> str:
        """Keep the text so far; what is to be kept on disk, empty where it says nothing."""
        kept = text if text.strip() != self.start else ""
        self._texts[self.key] = kept
        return kept

    def given(self) -> str:
        """The text was meant; the key that it may be forgotten by once it is saved."""
        self._texts[self.key] = ""
        self._given = [*self._given, self.key][1 - _KEYS :]
        return self.key

    def waiting(self, starts: Iterable[str]) -> str:
        """Go to the first text that was begun, and give it; empty where there is none."""
        for start in starts:
            if any(self._text(key) for key in self._keys(start.strip())):
                return self.open(start)
        self.open("")
        return ""

    def _keys(self, start: str) -> list[str]:
        return [f"line{number or ''}:{start}" for number in range(_KEYS)]

    def _text(self, key: str) -> str:
        if key not in self._texts:
            self._texts[key] = self._read(key)
        return "" if key in self._given else self._texts[key]
