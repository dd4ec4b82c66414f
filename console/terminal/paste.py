"""Takes pastes out of what is typed, before keys are made of it: bounded, clean, never endless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

START = "\x1b[200~"
END = "\x1b[201~"
LIMIT = 100_000
"""So many characters of one paste are kept."""
_BURST = 100
"""Nobody types so many characters at once: the terminal pastes without saying so."""

# Quiet seconds after which what was held back is given, a paste without marks or without an end is over.
_HOLDS, _BURST_LASTS, _PASTE_LASTS = 0.02, 0.1, 1.0

_ORDERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BURST_RUN = re.compile(f"[^\x1b]{{{_BURST}}}")


@dataclass(frozen=True, slots=True)
class Typed:
    """Characters to make keys of."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste."""

    text: str


class PasteSplitter:
    """Cuts the stream of characters into what was typed and what was pasted."""

    def __init__(self) -> None:
        self._pasted: list[str] | None = None
        self._length = 0
        self._patience = _HOLDS
        self._held = ""

    @property
    def waits(self) -> bool:
        """Whether something is held back until more comes or `expire` is called."""
        return self._pasted is not None or bool(self._held)

    @property
    def patience(self) -> float:
        """How many quiet seconds to give it before `expire`."""
        return self._patience if self._pasted is not None else _HOLDS

    def feed(self, text: str) -> Iterator[Typed | Pasted]:
        """What these characters make, together with those held back."""
        text, self._held = self._held + text, ""
        while text:
            marker = START if self._pasted is None else END
            before, found, after = text.partition(marker)
            if not found:
                before, self._held = _split_partial(text, marker)
            yield from self._keep(before)
            if found:
                yield from self._turn()
            text = after

    def expire(self) -> Iterator[Typed | Pasted]:
        """Nothing has come for a while: give what was held back."""
        held, self._held = self._held, ""
        yield from self._keep(held)
        if self._pasted is not None:
            yield from self._turn()

    def _keep(self, text: str) -> Iterator[Typed | Pasted]:
        burst = _BURST_RUN.search(text) if self._pasted is None else None
        if burst is not None:
            yield from self._keep(text[: burst.start()])
            self._begin(_BURST_LASTS)
            text = text[burst.start() :]
        if self._pasted is not None:
            kept = text[: LIMIT - self._length]
            self._pasted.append(kept)
            self._length += len(kept)
        elif text:
            yield Typed(text)

    def _turn(self) -> Iterator[Typed | Pasted]:
        if self._pasted is None:
            self._begin(_PASTE_LASTS)
        else:
            pasted, self._pasted = "".join(self._pasted), None
            yield Pasted(_clean(pasted))

    def _begin(self, patience: float) -> None:
        self._pasted, self._length, self._patience = [], 0, patience


def _clean(text: str) -> str:
    return _ORDERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _split_partial(text: str, marker: str) -> tuple[str, str]:
    """The text without a beginning of the marker at its very end, and that beginning."""
    for length in range(min(len(marker) - 1, len(text)), 0, -1):
        if text.endswith(marker[:length]):
            return text[:-length], text[-length:]
    return text, ""
