"""Takes our own secrets out of what others send back: some servers repeat what they were sent."""

from __future__ import annotations

from collections.abc import Iterable

MASK = "•••"
"""What stands where a secret stood."""

_SHORTEST = 4
_SHORTEST_WORD = 8


class Scrubber:
    """Knows some secrets and replaces them wherever they turn up."""

    def __init__(self, secrets: Iterable[str]) -> None:
        values = {secret.strip() for secret in secrets}
        words = {word for value in values for word in value.split() if len(word) >= _SHORTEST_WORD}
        whole = {value for value in values if len(value) >= _SHORTEST}
        self._parts = sorted(whole | words, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text without the secrets."""
        for part in self._parts:
            text = text.replace(part, MASK)
        return text

    def bytes(self, body: bytes) -> bytes:
        """The bytes without the secrets."""
        for part in self._parts:
            body = body.replace(part.encode(), MASK.encode())
        return body
