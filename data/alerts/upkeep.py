"""What consoles do by themselves about acknowledgements: end them, renew them, take back doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.alerts.acknowledging import losers
from data.alerts.acts import Acts
from data.alerts.fired import alert_key
from data.alerts.own import passes
from data.models.alert import Silence
from data.models.snapshot import Phase, Snapshot, SourceState

LASTS = timedelta(hours=4)
"""An acknowledgement ends after this if no console renews it: with all of them off, silence is short."""
_GONE_S = 60.0
_RENEW = timedelta(minutes=15)
_LATER_S = 30.0
_LATER = timedelta(minutes=5)
"""Others wait a little longer than the owner's console, so that mostly one of them acts."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to do at one source; `ends` where a silence is renewed, else it is ended.

    `resolved` where its alert is over, which is worth an entry. Without a `silence` it is about one
    of the console's own alerts, and there is nothing but the entry to write.
    """

    source: str
    key: str
    title: str
    silence: str = ""
    ends: datetime | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Watchman:
    """Who asks, and when: `elapsed` on the scale that ages are reckoned on."""

    name: str
    now: datetime
    elapsed: float


def chores(
    snapshot: Snapshot, acts: Acts, gone: Mapping[str, float], who: Watchman
) -> tuple[tuple[Chore, ...], dict[str, float]]:
    """What is to do now, and `gone` carried on: since when which acknowledgement has had no alert."""
    found: list[Chore] = []
    still_gone: dict[str, float] = {}
    fresh = [state for state in snapshot.sources if state.phase is Phase.FRESH]
    for state, silence in _acknowledgements(fresh):
        if silence.fires is False:
            still_gone[silence.id] = gone.get(silence.id, who.elapsed)
        chore = _chore(state, silence, still_gone.get(silence.id), who)
        if chore is not None:
            found.append(chore)
    return (*found, *_own(snapshot, acts)), still_gone


def _acknowledgements(states: Iterable[SourceState]) -> list[tuple[SourceState, Silence]]:
    """Each once, however many replicas list it; its alert is gone only if none of these has it."""
    found: dict[str, tuple[SourceState, Silence]] = {}
    for state in states:
        for item in state.items:
            if isinstance(item, Silence) and item.acknowledges:
                first, known = found.get(item.id, (state, item))
                found[item.id] = (first, replace(known, fires=_both(known.fires, item.fires)))
    return list(found.values())


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def _chore(state: SourceState, silence: Silence, gone: float | None, who: Watchman) -> Chore | None:
    key, title = alert_key(silence.acknowledges), _title(silence)
    mine = silence.created_by == who.name
    here = (item for item in state.items if isinstance(item, Silence))
    if any(each.id == silence.id for each in losers(here, silence.acknowledges)):
        return Chore(state.name, key, title, silence.id)
    if gone is not None:
        over = who.elapsed - gone >= _GONE_S + (0.0 if mine else _LATER_S)
        return Chore(state.name, key, title, silence.id, resolved=True) if over else None
    left = silence.ends - who.now if silence.ends else LASTS
    if left < _RENEW - (timedelta() if mine else _LATER):
        return Chore(state.name, key, title, silence.id, ends=who.now + LASTS)
    return None


def _own(snapshot: Snapshot, acts: Acts) -> Iterator[Chore]:
    for key, act in acts.holders.items():
        if key.startswith("own/") and passes(snapshot, key, act.source):
            yield Chore(act.source, key, act.title, resolved=True)


def _title(silence: Silence) -> str:
    return next((each.value for each in silence.matchers if each.name == "alertname"), silence.title)
