"""The signals that an incident is about: as they are now, as they were at the declaration, and between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.catalogue import catalogue
from data.models.evidence import Evidence
from data.models.incident import Incident
from data.models.labels import Labels
from data.models.reading import Reading
from data.models.series import Key, Recall, Series
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.threshold import Limit
from data.models.verdict import Verdict

MOST = 40
"""So many are followed; the first ones count."""
BEFORE_S = 1800.0
"""Seconds before the declaration from which a series is shown."""
_NEAR_S = 300.0


@dataclass(frozen=True, slots=True)
class Affected:
    """One signal of an incident; without a `signal` it is a source that cannot be asked at all.

    `value` is None where nothing is known of now; `words` then say why. `before` is what it was at
    the declaration. `points` are seconds since the declaration (below nought: before it) with their
    values, oldest first.
    """

    source: str
    signal: str
    labels: Labels
    title: str
    verdict: Verdict
    value: float | None
    unit: str
    words: str
    limit: Limit | None = None
    before: float | None = None
    points: tuple[tuple[float, float], ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return (self.source, self.signal, self.labels)

    @property
    def marked(self) -> int:
        """How many of the points lie before the declaration: there it is to be marked."""
        return sum(1 for at, _ in self.points if at < 0)


def affected(incident: Incident, snapshot: Snapshot, past: Recall, since: float) -> tuple[Affected, ...]:
    """The signals of an incident that was declared `since` seconds ago, in an order that lasts.

    First what was seen to fail at the declaration, then what leads of the services named, then what
    has crossed a limit since, then whatever else fails now.
    """
    begun = snapshot.elapsed - since
    known = {reading.key: reading for source in snapshot.sources for reading in source.readings}
    states = {source.name: source for source in snapshot.sources}
    at_first = {each.key: each for each in incident.seen}
    found: list[Affected] = []
    for key in list(dict.fromkeys(_keys(incident, snapshot)))[:MOST]:
        state, reading = states.get(key[0]), known.get(key)
        first = at_first.get(key)
        if state is None and first is None and key not in incident.crossed:
            continue
        series = past(key, begun - BEFORE_S, snapshot.elapsed) if reading else Series((), ())
        points = tuple((at - begun, value) for at, value in zip(series.times, series.values, strict=True))
        before = first.value if first is not None else _at_declaration(points)
        found.append(_affected(key, state, reading, first or incident.crossed.get(key), before, points))
    return tuple(found)


def _keys(incident: Incident, snapshot: Snapshot) -> Iterator[Key]:
    yield from (each.key for each in incident.seen)
    services = [state for name in incident.services if (state := snapshot.source(name)) is not None]
    for state in services:
        yield from _of_service(state)
    yield from incident.crossed
    for state in snapshot.sources:
        if state.critical and not snapshot.silenced(state):
            yield from _grave(state)
            if state.verdict is Verdict.ERROR:
                yield (state.name, "", ())


def _of_service(state: SourceState) -> Iterator[Key]:
    failing = _grave(state)
    if failing:
        yield from failing
    elif state.leading is not None:
        yield state.leading.key
    else:
        yield (state.name, "", ())


def _grave(state: SourceState) -> list[Key]:
    """The signals that fail; where none does, the first that cannot be known, which stands for all."""
    failing = [reading.key for reading in state.readings if reading.verdict is Verdict.FAIL]
    unknown = [reading.key for reading in state.readings if reading.verdict is Verdict.ERROR]
    return failing or unknown[:1]


def _affected(
    key: Key,
    state: SourceState | None,
    reading: Reading | None,
    former: Evidence | None,
    before: float | None,
    points: tuple[tuple[float, float], ...],
) -> Affected:
    source, signal, labels = key
    known = catalogue().get(signal)
    title = " ".join([known.title if known else signal, *(value for _, value in labels)]).strip()
    unit = reading.observation.unit if reading else former.unit if former else ""
    verdict, words, value = _now(source, state, reading, signal)
    limit = reading.limit if reading else None
    return Affected(
        source=source,
        signal=signal,
        labels=labels,
        title=title,
        verdict=verdict,
        value=value,
        unit=unit,
        words=words,
        limit=limit,
        before=before,
        points=points,
    )


def _now(
    source: str, state: SourceState | None, reading: Reading | None, signal: str
) -> tuple[Verdict, str, float | None]:
    """What is known of it at this moment."""
    if state is None:
        return Verdict.NO_DATA, f"{source} is not configured here", None
    if state.phase is Phase.LOADING:
        return Verdict.NO_DATA, "asking…", None
    if state.phase is not Phase.FRESH:
        words = state.failure.message if state.failure else "has not answered in time"
        return state.verdict, words, None
    if reading is not None:
        return reading.verdict, reading.words, reading.observation.value
    if not signal:
        return (
            state.verdict,
            "answers again" if state.verdict is Verdict.PASS else "answers, but not all of it is well",
            None,
        )
    return Verdict.NO_DATA, "is no longer reported", None


def _at_declaration(points: tuple[tuple[float, float], ...]) -> float | None:
    """The last value before the declaration, else the first soon after it."""
    earlier = [value for at, value in points if -_NEAR_S <= at <= 0]
    if earlier:
        return earlier[-1]
    return next((value for at, value in points if 0 <= at <= _NEAR_S), None)
