"""Signals that cross a limit, either way, as lines for the timeline: few enough to be read.

A signal that goes to and fro is told once and then, when it has had time, in one line that counts.
Where many cross at once, those of the services affected and the gravest are told one by one and the
others together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from data.catalogue import catalogue
from data.models.evidence import Evidence
from data.models.incident import Incident
from data.models.series import Key
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import GRAVE, Verdict
from data.procedures.witness import as_it_stands, of_none

MOST_PROVED = 20
"""So many failing signals are on record with a declaration; more of them are not told one by one."""
A_MINUTE = 6
"""As many lines a minute at most."""
QUIET_S = 30.0
"""Seconds for which a signal is not told of again."""
_MINUTE_S = 60.0
_NAMED = 6
_PROOFS = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for the timeline that nobody typed: its words, what it rests on, and its keys.

    The first key is the line's own; further ones are of what it tells besides.
    """

    kind: str
    words: str
    keys: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


Prove = Callable[[], Evidence]
Standings = Mapping[Key, Verdict]
"""Where every signal stood at one moment."""


@dataclass(slots=True)
class _Followed:
    """How a signal was told last, and what has become of it since; evidence is made where it is wanted."""

    told: Verdict
    now: Verdict
    prove: Prove
    changes: int = 0
    quiet: float = float("-inf")


@dataclass(slots=True)
class Crossings:
    """What has been seen of every signal since this console watches; belongs to one incident.

    `first` is where they stood when this console declared it.
    """

    first: Standings = field(default_factory=dict)
    followed: dict[Key, _Followed] = field(default_factory=dict)
    lines: deque[float] = field(default_factory=deque)
    counts: dict[Key, int] = field(default_factory=dict)
    generation: int = -1

    def look(self, incident: Incident, snapshot: Snapshot) -> list[Notice]:
        """The lines that are to be written now; from where it stood at the declaration, if that is known."""
        if snapshot.generation != self.generation:
            self.generation = snapshot.generation
            known = {each.key: each for each in (*incident.seen, *incident.crossed.values())}
            for key, verdict, prove in _sightings(snapshot):
                before = known[key].verdict if key in known else self.first.get(key)
                self._see(key, verdict, prove, before or _unseen(verdict, incident))
        while self.lines and snapshot.elapsed - self.lines[0] >= _MINUTE_S:
            self.lines.popleft()
        ready = [
            key for key, each in self.followed.items() if each.changes and each.quiet <= snapshot.elapsed
        ]
        ready.sort(key=lambda key: (key[0] not in incident.services, -self.followed[key].now.rank))
        room = A_MINUTE - len(self.lines)
        if not ready or room <= 0:
            return []
        single = ready if len(ready) <= room else ready[: room - 1]
        notices = [self._one(key, incident) for key in single]
        if len(ready) > len(single):
            notices.append(self._many(ready[len(single) :], incident))
        for key in ready:
            each = self.followed[key]
            each.told, each.changes, each.quiet = each.now, 0, snapshot.elapsed + QUIET_S
        self.lines.extend(snapshot.elapsed for _ in notices)
        return notices

    def _see(self, key: Key, verdict: Verdict, prove: Prove, before: Verdict) -> None:
        each = self.followed.get(key)
        if each is None:
            each = self.followed[key] = _Followed(before, before, prove)
        if verdict is not each.now:
            each.changes += 1
            each.now = verdict
        each.prove = prove

    def _one(self, key: Key, incident: Incident) -> Notice:
        each = self.followed[key]
        proof = each.prove()
        words = f"{_name(key)}: {proof.words.removeprefix(f'{key[0]}: ') or each.now.value}"
        if each.changes > 1:
            words = f"{words} (crossed its limit {each.changes} times)"
        elif each.now is Verdict.PASS:
            words = f"{words} (was {each.told.value})"
        return Notice("signal", words, (self._number(key, incident),), (proof,))

    def _many(self, keys: Sequence[Key], incident: Incident) -> Notice:
        verdicts: dict[Verdict, int] = {}
        for key in keys:
            verdicts[self.followed[key].now] = verdicts.get(self.followed[key].now, 0) + 1
        counted = ", ".join(f"{count} {verdict.value}" for verdict, count in verdicts.items())
        names = ", ".join(_name(key) for key in keys[:_NAMED])
        more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
        proofs = tuple(self.followed[key].prove() for key in keys[:_PROOFS])
        numbers = tuple(self._number(key, incident) for key in keys)
        return Notice(
            "signal", f"{len(keys)} more have crossed a limit ({counted}): {names}{more}", numbers, proofs
        )

    def _number(self, key: Key, incident: Incident) -> str:
        """The same on every machine that watches: the how-manieth crossing of a signal it is, and whereto."""
        labels = ",".join(f"{name}={value}" for name, value in key[2])
        stem = f"signal {key[0]} {key[1]} {labels}".rstrip()
        if key not in self.counts:
            self.counts[key] = sum(told.startswith(f"{stem} #") for told in incident.told)
        self.counts[key] += 1
        return f"{stem} #{self.counts[key]}"


def _unseen(verdict: Verdict, incident: Incident) -> Verdict:
    """Where a signal stood that nobody told of: what failed at the declaration is on record with it."""
    whole = 0 < len(incident.seen) < MOST_PROVED
    return Verdict.PASS if whole and verdict in GRAVE else verdict


def standings(snapshot: Snapshot) -> Standings:
    """Where everything stands now, to go on from."""
    return {key: verdict for key, verdict, _ in _sightings(snapshot)}


def failing(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """Everything that fails now, as evidence: what an incident is declared on.

    A source that is out of reach stands for all that it fed.
    """
    return tuple(prove() for _, verdict, prove in _sightings(snapshot) if verdict in GRAVE)


def _sightings(snapshot: Snapshot) -> Iterator[tuple[Key, Verdict, Prove]]:
    """Every signal that is known now, and of every source whether it answers; not what is silenced."""
    elapsed = snapshot.elapsed
    for source in snapshot.sources:
        if snapshot.silenced(source):
            continue
        whole = (source.name, "", ())
        if source.phase in (Phase.FAILED, Phase.NO_RIGHTS):
            yield whole, Verdict.ERROR, partial(of_none, source, "", elapsed)
        elif source.phase is Phase.FRESH and source.readings:
            yield whole, Verdict.PASS, partial(_that_it_answers, source, elapsed)
            for reading in source.readings:
                if reading.verdict.known:
                    yield reading.key, reading.verdict, partial(as_it_stands, reading, source, elapsed)


def _that_it_answers(source: SourceState, elapsed: float) -> Evidence:
    seen = as_it_stands(source.readings[0], source, elapsed)
    return Evidence(
        source=seen.source,
        kind=seen.kind,
        query=seen.query,
        verdict=Verdict.PASS,
        words=f"{seen.source} answers",
        observed_at=seen.observed_at,
        fetched_at=seen.fetched_at,
        digest=seen.digest,
    )


def _name(key: Key) -> str:
    known = catalogue().get(key[1])
    title = known.title if known else key[1]
    return " ".join(
        part for part in (key[0], "·" if title else "", title, *(value for _, value in key[2])) if part
    )
