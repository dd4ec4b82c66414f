"""What became of every signal: its normal life, and how it moved while something was wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from data.catalogue import catalogue
from data.drills.life.lived import BAD, Lived, finite
from data.drills.life.normal import Normal, lately, normal_of, stray_of
from data.drills.life.shapes import Move, move_of
from data.drills.life.silences import Silence, silences_of
from data.models.evidence import Evidence
from data.models.scenario import Shape
from data.models.series import Key
from data.models.verdict import Verdict

_FLAG = "bool"
_UNSEEN_S, _JUST_BEFORE_S = 420.0, 180.0
"""Seconds for which nobody may have noticed, and by which other signals may run ahead."""


@dataclass(frozen=True, slots=True)
class Track:
    """A signal in its normal life; `lowest` and `highest` are the extremes of all that is known of it."""

    key: Key
    unit: str
    normal: Normal
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Change:
    """What went wrong with a signal, or with a whole source where `signal` is empty.

    `began` and `back` are in seconds since 1970; `recorded` where a series tells it, not a single value.
    """

    source: str
    key: Key | None
    move: Move
    began: float
    back: float | None
    recorded: bool = True


def followed(lived: Lived) -> tuple[list[Track], list[Change]]:
    """All tracks, and every change between the first sign and the end."""
    wrong, told = lived.wrong(), _by_key(lived)
    units = _units(lived)
    silences = silences_of(lived.pasts, lived.seen, lived.end)
    tracks, changes = [], list(_silent(silences, lived))
    silent = {each.source for each in changes if each.key is None}
    for key, series in lived.pasts.items():
        normal = _tidy(key[1], units.get(key, ""), normal_of(series, lived.seen, lived.end), series.values)
        if normal is None:
            continue
        tracks.append(_track(key, units.get(key, ""), normal, series.values))
        stray = stray_of(lately(series, normal, lived.seen), normal, lived.end, told=key in wrong)
        if stray is not None and not (key[0] in silent and len(stray.values) < 2):
            move = move_of(stray, normal)
            changes.append(Change(key[0], key, move, stray.began - move.before, stray.back))
    known = {track.key for track in tracks}
    for key, evidence in told.items():
        if key not in known and key[1]:
            track, change = _from_evidence(key, evidence)
            tracks.append(track)
            changes += [change] if change else []
    changes += list(_unanswered(told, silent, set(lived.pasts)))
    return tracks, _concerned(changes, wrong, lived.seen)


def _concerned(changes: list[Change], wrong: Collection[Key], seen: float) -> list[Change]:
    """What was said to be wrong, and what else began about then; a slow rise may have begun earlier."""
    sure = {place for place, each in enumerate(changes) if each.key is None or each.key in wrong}
    first = min((changes[place].began for place in sure), default=seen - _UNSEEN_S) - _JUST_BEFORE_S
    slow = (Shape.RAMP, Shape.LEAK)
    return [
        each
        for place, each in enumerate(changes)
        if place in sure
        or ((each.began >= first or each.move.shape in slow) and (each.back is None or each.back >= seen))
    ]


def _silent(silences: dict[tuple[str, Key | None], Silence], lived: Lived) -> Iterator[Change]:
    for (source, key), silence in silences.items():
        yield Change(source, key, Move(Shape.LOSS, 0.0), silence.began, silence.back)


def _by_key(lived: Lived) -> dict[Key, list[tuple[float, Evidence]]]:
    found: dict[Key, list[tuple[float, Evidence]]] = {}
    for at, each in lived.evidence():
        if each.source:
            found.setdefault(each.key, []).append((at, each))
    return found


def _units(lived: Lived) -> dict[Key, str]:
    units = {each.key: each.unit for _, each in lived.evidence()}
    for state in lived.sources().values():
        units |= {reading.key: reading.observation.unit for reading in state.readings}
    return units


def _tidy(signal: str, unit: str, normal: Normal | None, values: Sequence[float]) -> Normal | None:
    """A yes or no does not stray; where it was ever well, that is what is normal, whatever came before."""
    if normal is None or unit != _FLAG:
        return normal
    known = catalogue().get(signal)
    best = {"better": max, "worse": min}.get(known.higher_is) if known else None
    return Normal(float(round(best(values) if best else normal.base)))


def _track(key: Key, unit: str, normal: Normal, values: tuple[float, ...]) -> Track:
    return Track(key, unit, normal, min(normal.base, *values), max(normal.base, *values))


def _from_evidence(key: Key, told: list[tuple[float, Evidence]]) -> tuple[Track, Change | None]:
    """A signal that only entries tell of: as good as it was said to be, else well within its limit."""
    good = [
        value
        for _, each in told
        if each.verdict is Verdict.PASS and (value := finite(each.value)) is not None
    ]
    bad = [
        (at, value) for at, each in told if each.verdict in BAD and (value := finite(each.value)) is not None
    ]
    first = told[0][1]
    base = good[-1] if good else _supposed(first, bad[0][1] if bad else 0.0)
    values = (*good, *(value for _, value in bad))
    track = _track(key, first.unit, Normal(base), values or (base,))
    if not bad or bad[0][1] == base:
        return track, None
    back = next((at for at, each in told if each.verdict is Verdict.PASS and at > bad[0][0]), None)
    return track, Change(key[0], key, Move(Shape.STEP, bad[-1][1]), bad[0][0], back, recorded=False)


def _supposed(evidence: Evidence, value: float) -> float:
    known = catalogue().get(evidence.signal)
    higher = known.higher_is if known else "neither"
    if evidence.unit == _FLAG:
        return 1.0 - round(value)
    limit = finite(evidence.threshold)
    if limit is None:
        return value * 2.0 if higher == "better" else value / 2.0
    below = higher == "worse" or (higher == "neither" and value > limit)
    return limit * 0.6 if below else limit * 1.5


def _unanswered(
    told: dict[Key, list[tuple[float, Evidence]]], silent: set[str], recorded: set[Key]
) -> Iterator[Change]:
    """The sources that entries say did not answer, where no series tells it."""
    names = {key[0] for key in recorded}
    for (source, signal, _), each in told.items():
        bad = [at for at, evidence in each if evidence.verdict is Verdict.ERROR]
        if signal or not bad or source in silent or source in names:
            continue
        back = next((at for at, one in each if one.verdict is Verdict.PASS and at > bad[0]), None)
        yield Change(source, None, Move(Shape.LOSS, 0.0), bad[0], back, recorded=False)
