"""Everything that fires or deviates in one list: what waits for an answer first, the oldest of it on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.alerts.acts import Acts
from data.alerts.case import Answered, Case, Standing
from data.alerts.fired import fired_cases
from data.alerts.own import own_cases
from data.alerts.target import target_of
from data.models.alert import SILENCE, Gravity, Silence
from data.models.policy import Policy
from data.models.snapshot import Phase, Snapshot, SourceState

FIRING = "alerts.firing"
_ENDS_SOON = timedelta(minutes=10)
_WARMS_UP_S = 120.0
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a source of alerts cannot be believed, or not wholly; `blind` where nothing is known of it now."""

    source: str
    phase: Phase
    words: str
    since: datetime | None = None
    blind: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """A silence, the source that lists it, and the keys of the cases that it covers."""

    source: str
    silence: Silence
    covers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a row of it is called."""
        return f"silence/{self.silence.id}"

    def ends_soon(self, now: datetime) -> bool:
        """Whether it ends within ten minutes, and nobody renews it by himself."""
        ends = self.silence.ends
        return not self.silence.acknowledges and ends is not None and ends - now <= _ENDS_SOON


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk at one moment.

    `asked` are the sources of alerts, `cut` those of them that list more than is shown, with how
    many of how many. `unheard` counts the sources of any kind that have not answered yet.
    """

    now: datetime
    policy: Policy
    zone: ZoneInfo
    cases: tuple[Case, ...] = ()
    silences: tuple[Kept, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    cut: tuple[tuple[str, int, int], ...] = ()
    asked: tuple[str, ...] = ()
    unheard: int = 0
    acts: Acts = field(default_factory=Acts)

    @property
    def waiting(self) -> tuple[Case, ...]:
        """What nobody has answered, in order."""
        return tuple(case for case in self.cases if case.waits)

    def case(self, key: str) -> Case | None:
        """The case of that key."""
        return next((case for case in self.cases if case.key == key), None)

    def kept(self, key: str) -> Kept | None:
        """The silence of that row."""
        return next((kept for kept in self.silences if kept.key == key), None)


@dataclass(frozen=True, slots=True)
class View:
    """What a desk is looked at with: whose numbers, which zone, and since when things have been there."""

    policy: Policy
    zone: ZoneInfo
    first_seen: Mapping[str, datetime] = field(default_factory=dict)


def desk_of(snapshot: Snapshot, acts: Acts, view: View, now: datetime) -> Desk:
    """The desk: alerts of every alert manager and the console's own verdicts."""
    sources = snapshot.feeding(FIRING)
    own = (_held(case, acts, now) for case in own_cases(snapshot, view.first_seen))
    cases = [_with_target(case, view) for case in (*fired_cases(sources), *own)]
    return Desk(
        now=now,
        policy=view.policy,
        zone=view.zone,
        cases=tuple(sorted(cases, key=urgency)),
        silences=_kept(sources, cases),
        troubles=tuple(trouble for state in sources if (trouble := _trouble(state)) is not None),
        cut=tuple(found for state in sources if (found := _cut(state)) is not None),
        asked=tuple(state.name for state in sources),
        unheard=sum(state.phase is Phase.LOADING for state in snapshot.sources),
        acts=acts,
    )


def urgency(case: Case) -> tuple[int, Gravity, datetime, str]:
    """What waits before what does not, the gravest first, and of these the oldest."""
    return (case.standing.rank, case.gravity, case.since or _NEVER, case.key)


def _held(case: Case, acts: Acts, now: datetime) -> Case:
    act = acts.holder(case.key, now)
    if act is None:
        return case
    answered = Answered(act.by, act.at, act.reason)
    return replace(case, standing=Standing.ACKNOWLEDGED, answered=answered)


def _with_target(case: Case, view: View) -> Case:
    return replace(case, target=target_of(case.gravity, case.since, view.policy, view.zone))


def _kept(sources: Iterable[SourceState], cases: Iterable[Case]) -> tuple[Kept, ...]:
    """Every silence once, the first to end first; acknowledgements stand with their alerts already."""
    covered: dict[str, list[str]] = {}
    for case in cases:
        for silence in case.silences:
            covered.setdefault(silence.id, []).append(case.key)
    found: dict[str, Kept] = {}
    for state in sources:
        for item in state.items:
            if item.kind == SILENCE and isinstance(item, Silence) and item.id not in found:
                found[item.id] = Kept(state.name, item, tuple(covered.get(item.id, ())))
    return tuple(sorted(found.values(), key=lambda kept: (kept.silence.ends or _NEVER, kept.key)))


def _trouble(state: SourceState) -> Trouble | None:
    if state.phase is not Phase.FRESH:
        words = state.failure.message if state.failure else _PHASES.get(state.phase, "")
        return Trouble(state.name, state.phase, words, state.since)
    uptime = _value(state, "alerts.uptime_s")
    if uptime is not None and uptime < _WARMS_UP_S:
        words = f"started {uptime:.0f} s ago: it may not have been told of every alert again"
        return Trouble(state.name, state.phase, words, blind=False)
    return None


def _cut(state: SourceState) -> tuple[str, int, int] | None:
    total = sum(_value(state, signal) or 0.0 for signal in (FIRING, "alerts.silenced", "alerts.inhibited"))
    shown = sum(item.kind == "alert" for item in state.items)
    return (state.name, shown, int(total)) if total > shown else None


def _value(state: SourceState, signal: str) -> float | None:
    return next((each.observation.value for each in state.readings if each.signal == signal), None)


_PHASES = {Phase.LOADING: "asking…", Phase.STALE: "has not answered in time"}
