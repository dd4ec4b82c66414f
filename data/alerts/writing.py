"""Each change as one step: what is written at the alert manager, then what the journal is to say of it.

All raise SourceError; then nothing was changed, or at least nothing that is known of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.alerts import drafts
from data.alerts.acknowledging import acknowledge
from data.alerts.case import Case
from data.alerts.desk import Kept
from data.alerts.upkeep import LASTS
from data.models.alert import Matcher, Wish
from data.models.entry import Draft
from data.models.snapshot import Snapshot
from data.provider import AlertKeeper, Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is written: the way there, the source's name, its address, and who writes, when."""

    keeper: AlertKeeper
    source: str
    target: str
    who: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it in words, and the entry that tells of it; None where somebody else was first."""

    words: str
    draft: Draft | None


def keeper_of(sources: Iterable[Source], name: str) -> AlertKeeper | None:
    """The way to write at a source; None where it has none."""
    provider = next((each.provider for each in sources if each.name == name), None)
    return provider if isinstance(provider, AlertKeeper) else None


def target_of(snapshot: Snapshot, source: str) -> str:
    """The address at which something is changed there, without secrets."""
    state = snapshot.source(source)
    return state.query.partition("/api/")[0] if state else ""


async def take_on(place: Place, case: Case, reason: str) -> Done:
    """Acknowledge an alert of an alert manager."""
    wish = Wish(place.now + LASTS, place.who, reason, fingerprint=case.fingerprint)
    outcome = await acknowledge(place.keeper, wish)
    if outcome.mine:
        return Done(
            f"{case.title} is yours", drafts.acknowledged(case, reason, place.target, outcome.silence)
        )
    held = outcome.silence
    return Done(f"{held.created_by} has acknowledged {case.title}: {held.comment}", None)


async def give_back(place: Place, case: Case) -> Done:
    """Take an acknowledgement back, so that people are told of the alert again."""
    if case.answered is not None and case.answered.silence:
        await place.keeper.expire(case.answered.silence)
    return Done(f"{case.title} waits again", drafts.unacknowledged(case, place.target))


async def make_silent(place: Place, case: Case, until: datetime, reason: str) -> Done:
    """Silence whatever has the labels of a case."""
    id = await place.keeper.silence(Wish(until, place.who, reason, fingerprint=case.fingerprint))
    labels = " ".join(f'{name}="{value}"' for name, value in case.labels)
    draft = drafts.silenced(case, labels, reason, place.target, id, until, place.source)
    return Done(f"{case.title} is silenced", draft)


async def make_silent_by(place: Place, matchers: tuple[Matcher, ...], until: datetime, reason: str) -> Done:
    """Silence whatever matches."""
    id = await place.keeper.silence(Wish(until, place.who, reason, matchers=matchers))
    words = " ".join(map(str, matchers))
    draft = drafts.silenced(None, words, reason, place.target, id, until, place.source)
    return Done(f"{words} is silenced", draft)


async def lengthen(place: Place, kept: Kept, until: datetime) -> Done:
    """Have a silence end later."""
    id = await place.keeper.extend(kept.silence.id, until)
    return Done(
        "The silence ends later now", drafts.extended(kept.silence, place.source, place.target, id, until)
    )


async def finish(place: Place, kept: Kept) -> Done:
    """End a silence now."""
    await place.keeper.expire(kept.silence.id)
    return Done("The silence is over", drafts.expired(kept.silence, place.source, place.target))
