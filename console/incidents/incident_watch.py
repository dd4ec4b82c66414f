"""Incidents as this console sees them: rooms for the screens, a line for every frame, call-outs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from data.incidents.affected import Affected, affected
from data.incidents.clocks import all_clocks
from data.incidents.crossing import Standings, standings
from data.incidents.deputy import ROUND_S, calls_of, round_of
from data.incidents.entering import call_words
from data.incidents.marks import boot_id, heeded
from data.incidents.room import Around, Pending, Room, room_of, since_declared
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.snapshot import Snapshot
from data.models.timer import Timer
from data.stage_clock import StageClock
from screens.frame import FrameScreen
from widgets.incidents.incident_summary import summary_lines
from widgets.line import Line

if TYPE_CHECKING:
    from console.incidents.incident_scribe import IncidentScribe
    from console.runbooks.conducting import Conducting

_CALL_SHOWN_S = 20.0
_STYLES = ("incidents.tcss", "incident.tcss")
_TENDED = 20
"""So many open incidents are looked after, the latest ones."""


class IncidentWatch:
    """Belongs to the event loop; folds nothing itself: the chronicle has the incidents."""

    def __init__(self, app: Conducting, letters: Callable[[str], tuple[Pending, ...]]) -> None:
        """`letters` gives those of an incident that have not gone yet."""
        self._app = app
        self._letters = letters
        self._signals: dict[str, tuple[tuple[int, int], tuple[Affected, ...]]] = {}
        self._rounds: dict[str, int] = {}
        self._warm = False
        self._first: dict[str, Standings] = {}

    @cached_property
    def boot(self) -> str:
        """What tells this run of the machine from all others; empty where the clock is a stage's own."""
        parts = self._app.parts
        return "" if parts.journal.drill or isinstance(parts.time, StageClock) else boot_id()

    @cached_property
    def scribe(self) -> IncidentScribe:
        """Writes what nobody has to type."""
        from console.incidents.incident_scribe import IncidentScribe  # noqa: PLC0415 - not where nothing is written

        return IncidentScribe(self._app, self.boot, self._first)

    def begins(self, id: str, snapshot: Snapshot) -> None:
        """An incident is about to be declared on this; safe from any thread."""
        self._first[id] = standings(snapshot)

    def room(self, id: str) -> Room | None:
        """An incident with its surroundings as they are at this moment; None where no entry tells of it."""
        known = self._app.chronicle.incidents.get(id)
        if known is None:
            return None
        parts = self._app.parts
        incident = self._heeded(known)
        others = tuple(each for each in self._app.chronicle.open_incidents() if each.id != id)
        snapshot = parts.watch.store.snapshot()
        around = Around(
            now=parts.time.now(),
            host=parts.journal.host,
            zone=parts.standing.zone,
            policy=self.policy(incident),
            snapshot=snapshot,
            past=parts.watch.store.past,
            ladders=parts.policies.ladders,
            contacts=parts.configuration.contacts,
            missed=self.scribe.missed.get(id, ()) if "scribe" in self.__dict__ else (),
            letters=self._letters(id),
            matches=tuple(self._app.fitting(snapshot)),
            others=others,
        )
        return room_of(incident, around, self._affected(known, around))

    def policy(self, incident: Incident) -> Policy:
        """The policy that it was declared under; the present one where that is gone."""
        parts = self._app.parts
        return parts.policies.get_or(incident.policy, parts.standing.policy)

    def clocks(self, incident: Incident) -> tuple[Timer, ...]:
        """Its clocks at this moment."""
        parts = self._app.parts
        policy, ladders = self.policy(incident), parts.policies.ladders
        return all_clocks(self._heeded(incident), policy, ladders, parts.time.now(), parts.journal.host)

    def tend(self) -> None:
        """Called about once a second: keep the line on every frame, call out, have things written."""
        self.tell()
        if not self._app.chronicle.read:
            return
        open_ = self._app.chronicle.open_incidents()[-_TENDED:]
        clocks = {each.id: self.clocks(each) for each in open_}
        if open_ and not self._warm:  # its screen will be wanted in a hurry
            self._warm = True
            self._app.run_worker(self._warm_up, thread=True, exit_on_error=False, group="warm")
        if open_ and not self._app.parts.only_looks:
            self.scribe.tend(open_, clocks)
        for incident in open_:
            self._call(incident, clocks[incident.id])

    def tell(self) -> None:
        """Keep the line on the frame that is seen; those of incidents say more of it themselves."""
        screen = self._app.screen
        if isinstance(screen, FrameScreen) and screen.laid_out and screen.MODE != "incident":
            screen.alarm = self._alarm()

    def close(self) -> None:
        """Leave the writing to others."""
        if "scribe" in self.__dict__:
            self.scribe.close()

    def _warm_up(self) -> None:
        screens = Path(import_module("screens.incidents.incident").__file__ or "").parent
        self._app.call_from_thread(self._read_styles, [screens / name for name in _STYLES])

    def _read_styles(self, files: list[Path]) -> None:
        """What is read with the first screen that needs it would style every other one anew."""
        styles = self._app.stylesheet
        for file in files:
            if not styles.has_source(str(file), ""):
                styles.read(file)
        styles.reparse()

    def _alarm(self) -> tuple[Line, ...]:
        parts, open_ = self._app.parts, self._app.chronicle.open_incidents()
        now, host = parts.time.now(), parts.journal.host
        told = [
            (each, self.policy(each), self.clocks(each), since_declared(each, now, host))
            for each in open_[-_TENDED:]
        ]
        return summary_lines(told, len(open_))

    def _call(self, incident: Incident, clocks: tuple[Timer, ...]) -> None:
        """Say on the screen, every ten minutes, what is due, overdue, unowned and unanswered."""
        parts = self._app.parts
        now, host = parts.time.now(), parts.journal.host
        round = round_of(incident, now, host)
        before = self._rounds.setdefault(incident.id, round)
        if round <= before:
            return
        self._rounds[incident.id] = round
        calls = calls_of(incident, clocks, now, host)
        if calls:
            minutes = f"{round * ROUND_S / 60:.0f} min"
            self._app.notify(
                call_words(calls), title=f"{incident.id} {minutes}", severity="warning", timeout=_CALL_SHOWN_S
            )
            if not self._app.parts.only_looks:
                self.scribe.call(incident, round, calls, clocks)

    def _affected(self, incident: Incident, around: Around) -> tuple[Affected, ...]:
        """The same as long as nothing was asked or recorded: only clocks run each second."""
        key = (around.snapshot.generation, id(incident))
        held = self._signals.get(incident.id)
        if held is not None and held[0] == key:
            return held[1]
        since = since_declared(incident, around.now, around.host)
        found = affected(incident, around.snapshot, around.past, since)
        self._signals[incident.id] = (key, found)
        return found

    def _heeded(self, incident: Incident) -> Incident:
        parts = self._app.parts
        return heeded(incident, parts.journal.host, parts.time.now(), parts.time.elapsed(), self.boot)
