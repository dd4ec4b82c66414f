"""Writes into the timelines of open incidents what nobody has to type; of several consoles only one does."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.incidents import entering
from data.incidents.crossing import A_MINUTE, Crossings, Standings
from data.incidents.marks import marked, unnoticed
from data.incidents.noticing import noticed
from data.incidents.wall import clock_moved
from data.models.entry import Draft
from data.models.incident import Incident
from data.sole import Sole
from screens.messages import Record

if TYPE_CHECKING:
    from console.runbooks.conducting import Conducting
    from data.incidents.deputy import Call
    from data.models.timer import Timer

_DUTY = "incidents"
_MINUTE_S = 60.0
_TRY_S = 2.0
_HANDED_OVER_S = 10.0
"""Who gets the duty later than that has it from a console that was there all the time."""


class IncidentScribe:
    """Has the duty, or tries to get it every few seconds; belongs to the event loop."""

    def __init__(self, app: Conducting, boot: str, first: Mapping[str, Standings]) -> None:
        """`first` is where everything stood when this console declared an incident, by its id."""
        self._app = app
        self._boot = boot
        self._first = first
        self.missed: dict[str, tuple[Timer, ...]] = {}
        """By incident, what this console found to have been missed while nobody looked."""
        self._duty = Sole(app.parts.journal.root, _DUTY)
        self._tried = float("-inf")
        self._begun: float | None = None
        self._caught_up = False
        self._crossings: dict[str, Crossings] = {}
        self._lines: dict[str, deque[float]] = {}
        self._written: set[tuple[str, str]] = set()

    @property
    def on_duty(self) -> bool:
        """Whether this console is the one that writes."""
        return self._duty.held

    def tend(self, open_: Sequence[Incident], clocks: Mapping[str, tuple[Timer, ...]]) -> None:
        """Write what has crossed a limit, fired, resolved or been deployed since the last time."""
        elapsed = self._app.parts.time.elapsed()
        self._begun = elapsed if self._begun is None else self._begun
        if not self._has_duty():
            return
        if not self._caught_up:
            self._caught_up = True
            for incident in open_ if elapsed - self._begun <= _HANDED_OVER_S else ():
                self._catch_up(incident, clocks[incident.id])
        snapshot = self._app.parts.watch.store.snapshot()
        for incident in open_:
            if incident.id not in self._crossings:
                self._crossings[incident.id] = Crossings(self._first.get(incident.id, {}))
            notices = self._crossings[incident.id].look(incident, snapshot)
            if self._may_write(incident):
                told = incident.told | {key for id, key in self._written if id == incident.id}
                more = noticed(incident, snapshot, told)
                self._lines[incident.id].extend(snapshot.elapsed for _ in more)
                notices = [*notices, *more]
            self._write(incident, entering.entered(incident, notices))

    def call(self, incident: Incident, round: int, calls: Sequence[Call], clocks: Sequence[Timer]) -> None:
        """Write the call-out of a round."""
        if self._has_duty():
            self._write(incident, entering.called(incident, round, calls, clocks))

    def close(self) -> None:
        """Let another console write."""
        self._duty.release()

    def _catch_up(self, incident: Incident, clocks: Sequence[Timer]) -> None:
        """What happened while no console was open: the clock moved, demands missed."""
        parts = self._app.parts
        now, elapsed = parts.time.now(), parts.time.elapsed()
        seconds = unnoticed(incident, parts.journal.host, now, elapsed, self._boot)
        if seconds is not None and ("", "moved") not in self._written:
            self._written.add(("", "moved"))
            self._app.post_message(Record([clock_moved(seconds)]))
        missed = entering.missed(incident, clocks)
        if missed:
            self.missed[incident.id] = missed
            key = entering.missed_key(missed)
            self._write(incident, entering.told_missed(incident, missed, key))

    def _write(self, incident: Incident, drafts: Sequence[Draft]) -> None:
        told = {key for id, key in self._written if id == incident.id}
        new = [draft for draft in drafts if draft.fields.get("key") not in told]
        for draft in new:
            keys = [draft.fields.get("key"), *draft.fields.get("keys", ())]
            self._written.update((incident.id, str(key)) for key in keys)
        if new:
            self._app.post_message(Record(marked(new, self._app.parts.time, self._boot)))

    def _may_write(self, incident: Incident) -> bool:
        """Whether there is room for more lines this minute."""
        lines = self._lines.setdefault(incident.id, deque())
        elapsed = self._app.parts.time.elapsed()
        while lines and elapsed - lines[0] >= _MINUTE_S:
            lines.popleft()
        return len(lines) < A_MINUTE

    def _has_duty(self) -> bool:
        elapsed = self._app.parts.time.elapsed()
        if not self._duty.held and elapsed - self._tried >= _TRY_S:
            self._tried = elapsed
            if self._duty.take():
                self._crossings.clear()
        return self._duty.held
