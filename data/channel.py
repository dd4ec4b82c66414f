"""What a channel promises to whoever sends words through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt


class NotDelivered(SourceError):
    """Words did not go, or nobody knows whether they went.

    `certain` says that the other side has not got them. `final` says that trying the same again is
    of no use: a person must mend something first.
    """

    def __init__(
        self,
        kind: FailureKind,
        message: str,
        remedy: str = "",
        *,
        certain: bool,
        final: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(kind, message, remedy, retry_after=retry_after)
        self.certain = certain
        self.final = final


class Channel(Protocol):
    """One place where words go. Neither method blocks the loop, both end within the channel's timeout."""

    idempotent: bool
    """Whether the other side takes a letter of a key that it has already for the same one."""

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Give the letter away; `kept` is what earlier letters of its incident left here.

        Raises NotDelivered.
        """
        ...

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """The receipt of a letter that is in doubt, None where it surely did not come.

        Raises NotDelivered, uncertain, where the other side cannot tell.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a channel without sending anything; `proved` says that it would take a letter."""

    words: str
    proved: bool = True


class Inspectable(Protocol):
    """A channel that can be looked at."""

    async def standing(self) -> Standing:
        """How it is, with nothing sent. Raises SourceError where it is not well."""
        ...
