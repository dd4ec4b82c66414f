"""Makes events of the bytes that a terminal sends, whatever bytes these are."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message
from textual.messages import InBandWindowResize

from console.terminal.paste import Pasted, PasteSplitter, Typed

_BAD_INPUT = (ValueError, OverflowError, ArithmeticError, LookupError, ParseError, RuntimeError)


class GuardedParser(XTermParser):
    """Textual's parser, made to survive sequences that no terminal sends."""

    @property
    def mouse_pixels(self) -> bool:
        """Mouse reports are always in cells: pixels are never asked for, a claim of them is false."""
        return False

    @mouse_pixels.setter
    def mouse_pixels(self, claimed: bool) -> None:
        """Not believed."""

    def feed(self, data: str) -> Iterator[Message]:
        """The events of some characters; a sequence that cannot be understood is dropped."""
        for character in data:
            yield from self._guarded(super().feed(character))

    def tick(self) -> Iterator[Message]:
        """The events due because nothing more has come."""
        yield from self._guarded(super().tick())

    @property
    def waits(self) -> bool:
        """Whether the parser holds an escape that may be a key or the beginning of a sequence."""
        return self._timeout_time is not None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except _BAD_INPUT:
            return [events.Key(Keys.Ignore, sequence)]

    def _guarded(self, made: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in made:
                # The size is asked of the terminal device, never believed from its input.
                if not isinstance(message, events.Resize | InBandWindowResize):
                    yield message
        except _BAD_INPUT:
            self._begin_again()

    def _begin_again(self) -> None:
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


class Input:
    """Bytes in, events out; keeps what is not complete yet."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._splitter = PasteSplitter()
        self._parser = GuardedParser()

    @property
    def patience(self) -> float | None:
        """After how many quiet seconds `expire` is to be called; None: not at all."""
        if self._splitter.waits:
            return self._splitter.patience
        return 0.05 if self._parser.waits else None

    def feed(self, data: bytes) -> Iterator[Message]:
        """The events of some bytes. What is not UTF-8 is ignored: it can be no key."""
        for part in self._splitter.feed(self._decode(data).replace("\ufffd", "")):
            yield from self._events(part)

    def expire(self) -> Iterator[Message]:
        """The events due because nothing more has come."""
        for part in self._splitter.expire():
            yield from self._events(part)
        yield from self._parser.tick()

    def _events(self, part: Typed | Pasted) -> Iterator[Message]:
        if isinstance(part, Pasted):
            yield events.Paste(part.text)
        else:
            yield from self._parser.feed(part.text)
