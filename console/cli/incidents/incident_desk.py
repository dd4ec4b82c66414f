"""Where the incident commands work: the journal, the incidents it tells of, the way to add to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from console.cli.recording import refuse_read_only, saved
from console.cli.session import Session
from data.incidents.clocks import all_clocks
from data.incidents.deputy import Call, calls_of
from data.incidents.finding import entries_of, headed_incidents, incidents_with, whole_incident
from data.incidents.fold import fold_incidents
from data.incidents.marks import boot_id, marked
from data.incidents.naming import ids_begin, known_ladder, named, named_after, next_id
from data.models.entry import Draft, Entry
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.timer import Timer


class Desk:
    """What one incident command has before it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now: datetime = session.time.now()
        self.zone: ZoneInfo = session.zone

    def incidents(self) -> Mapping[str, Incident]:
        """The heads of all there are."""
        return headed_incidents(self.session.journal(), drill=self.session.drill)

    def incident(self, name: str) -> Incident:
        """The one of that id, the only open one where none is named. Raises UsageError."""
        return self._named(name) or self._whole(named(self.incidents(), name))

    def after(self, name: str) -> Incident:
        """The same; where none is open, the one that was resolved last. Raises UsageError."""
        return self._named(name) or self._whole(named_after(self.incidents(), name))

    def with_entry(self, entry: str, name: str = "") -> str:
        """The id of the incident that tells of an entry, by the end of its id, where none is named."""
        if name:
            return name
        told = list(incidents_with(self.session.journal(), entry, drill=self.session.drill))
        return told[0].id if len(told) == 1 else self.after("").id

    def policy(self, incident: Incident) -> Policy:
        """The policy that it was declared under; the present one where that is gone."""
        return self.session.policies().get_or(incident.policy, self.session.policy_id)

    def ladder(self, name: str) -> str:
        """A ladder that can be chosen. Raises UsageError."""
        return known_ladder(self.session.policies().ladders, name)

    def clocks(self, incident: Incident) -> tuple[Timer, ...]:
        """Its clocks now: of its policy, then of the ladder that was chosen."""
        now, host = self.session.time.now(), self.session.journal().host
        return all_clocks(incident, self.policy(incident), self.session.policies().ladders, now, host)

    def calls(self, incident: Incident, timers: Sequence[Timer]) -> tuple[Call, ...]:
        """What the commander must hear now."""
        return calls_of(incident, timers, self.session.time.now(), self.session.journal().host)

    def change(self, name: str, drafts: Callable[[Incident], list[Draft]]) -> Incident:
        """Record what follows from an incident, and say how it stands then. Raises OpsError."""
        refuse_read_only(self.session)
        incident = self.incident(name)
        self.record(drafts(incident))
        return self.incident(incident.id)

    def declare(self, drafts: Callable[[str], list[Draft]]) -> str:
        """Open an incident under the next free id, and return that. Raises OpsError.

        Where another console on this machine took the same id at that moment, the next one is taken.
        """
        refuse_read_only(self.session)
        while True:
            today = self.session.journal().today()
            told = entries_of(self.session.journal(), ids_begin(today))
            id = next_id(today, [*fold_incidents(told), *fold_incidents(told, drill=True)])
            boot = "" if self.session.drill else boot_id()
            opening, *others = marked(drafts(id), self.session.time, boot)
            entries = self.record([opening])
            first = self._named(id)
            if first is None or first.declared is None or first.declared.entry == entries[0].id:
                self.record(others)
                return id
            self.record([Draft("incident.withdrawn", {"retracts": entries[0].id})])

    def record(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Put drafts into the journal, and wait until they are on disk. Raises JournalError."""
        return saved(self.session, drafts)

    def entries(self, incident: Incident) -> list[Entry]:
        """All that tell of an incident, among others."""
        return entries_of(self.session.journal(), incident.id)

    def _named(self, name: str) -> Incident | None:
        journal, drill = self.session.journal(), self.session.drill
        ids = dict.fromkeys((name, name.upper())) if name else ()
        return next((each for id in ids if (each := whole_incident(journal, id, drill=drill))), None)

    def _whole(self, headed: Incident) -> Incident:
        return whole_incident(self.session.journal(), headed.id, drill=headed.drill) or headed
