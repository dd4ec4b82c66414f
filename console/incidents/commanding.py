"""What incidents ask of the application: a thin shell that carries it out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from console.runbooks.conducting import Conducting
from screens.incidents.incident_messages import IncidentAsked

if TYPE_CHECKING:
    from console.incidents.incident_doors import IncidentDoors
    from console.incidents.incident_watch import IncidentWatch
    from console.letters.posting import Posting
    from data.incidents.room import Pending
    from data.models.entry import Entry

_LETTER = "outbox."


class Commanding(Conducting):
    """The part of the application that looks after incidents.

    All that it needs is imported when one is open, or when somebody wants to declare or see one.
    """

    _told_looked_through: tuple[Entry, ...] = ()

    @cached_property
    def posting(self) -> Posting:
        """The outbox, and the sending of what waits in it."""
        from console.letters.posting import Posting  # noqa: PLC0415 - heavy: not before there is a letter

        return Posting(self)

    @cached_property
    def incident_watch(self) -> IncidentWatch:
        """Incidents as they stand, and what the console does about them by itself."""
        from console.incidents.incident_watch import IncidentWatch  # noqa: PLC0415 - heavy: all that incidents are

        return IncidentWatch(self, self.pending_letters)

    @cached_property
    def incident_doors(self) -> IncidentDoors:
        """The way to everything that can be opened about an incident."""
        from console.incidents.incident_doors import IncidentDoors  # noqa: PLC0415 - not for the first picture

        return IncidentDoors(self)

    def publish(self) -> None:
        """Hand the newest state to the screen that is seen, what is open of incidents with it."""
        super().publish()
        if self.screen_stack and ("incident_watch" in self.__dict__ or self.chronicle.open_incidents()):
            self.incident_watch.tell()

    def tend_incidents(self) -> None:
        """Called about once a second."""
        if "incident_watch" in self.__dict__ or self.chronicle.open_incidents():
            self.incident_watch.tend()

    def tend_outbox(self) -> None:
        """Called about once a second."""
        told = self.chronicle.told
        if "posting" not in self.__dict__:
            if told is self._told_looked_through:
                return
            self._told_looked_through = told
            if not any(entry.kind.startswith(_LETTER) for entry in told):
                return
        self.posting.tend()

    def pending_letters(self, incident: str) -> tuple[Pending, ...]:
        """The letters of an incident that have not gone yet."""
        return self.posting.pending(incident) if "posting" in self.__dict__ else ()

    async def end_outbox(self) -> None:
        """Stop sending; what still waits is said when the terminal is given back."""
        if "posting" in self.__dict__ and (words := await self.posting.close()):
            self.last_word(words)

    def end_incidents(self) -> None:
        """Nothing is written by itself any more."""
        if "incident_watch" in self.__dict__:
            self.incident_watch.close()

    def on_incident_asked(self, event: IncidentAsked) -> None:
        """Open what was asked for."""
        if self.begun:
            self.incident_doors.open(event.act, event.id, event.words)
