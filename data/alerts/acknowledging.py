"""Taking an alert on when others may do so at the same moment: one silence remains, the same for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.models.alert import Silence, Wish
from data.provider import AlertKeeper

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The silence that stands for the answer, and whether it is the one that was wished for."""

    silence: Silence
    mine: bool


def winner(silences: Iterable[Silence], fingerprint: str) -> Silence | None:
    """The acknowledgement that counts: the first by the alert manager's clock, then by id."""
    return min(_acknowledging(silences, fingerprint), key=_order, default=None)


def losers(silences: Iterable[Silence], fingerprint: str) -> tuple[Silence, ...]:
    """The acknowledgements that came second and are to go."""
    return tuple(sorted(_acknowledging(silences, fingerprint), key=_order)[1:])


async def acknowledge(keeper: AlertKeeper, wish: Wish) -> Outcome:
    """Take an alert on unless somebody has. Raises SourceError.

    Looks before it writes, and again afterwards: of two written at once both consoles find the same
    one first, and the other is taken back by whoever wrote it.
    """
    held = winner(await keeper.silences(), wish.fingerprint)
    if held is not None:
        return Outcome(held, mine=False)
    id = await keeper.silence(replace(wish, acknowledges=True))
    held = winner(await keeper.silences(), wish.fingerprint)
    if held is None:  # a replica that has not heard of it yet
        return Outcome(_as_wished(wish, id), mine=True)
    if held.id != id:
        await keeper.expire(id)
    return Outcome(held, mine=held.id == id)


def _as_wished(wish: Wish, id: str) -> Silence:
    return Silence(
        kind="silence",
        id=id,
        title="",
        created_by=wish.by,
        comment=wish.comment,
        ends=wish.ends,
        acknowledges=wish.fingerprint,
    )


def _acknowledging(silences: Iterable[Silence], fingerprint: str) -> list[Silence]:
    return [
        silence for silence in silences if silence.acknowledges == fingerprint and silence.state == "active"
    ]


def _order(silence: Silence) -> tuple[datetime, str]:
    return (silence.starts or _NEVER, silence.id)
