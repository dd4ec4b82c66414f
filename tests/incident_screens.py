"""The screens about incidents, shown without an application: what they ask for is written at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from console.publishing import MODES
from data.incidents.fold import fold_incidents
from data.incidents.room import Room
from data.models.journal import SaveState
from screens.frame import FrameScreen
from screens.incidents.incident import IncidentScreen
from screens.incidents.incident_desk import IncidentDesk
from screens.incidents.incident_watcher import IncidentWatcher
from screens.incidents.incidents import IncidentsScreen
from screens.messages import Record
from screens.modals.ask_text import AskText
from tests.gallery import STANDING
from tests.host import Host
from tests.incident_gallery import HOST, ID, Night

Make = Callable[[IncidentDesk], FrameScreen]


class Stage(Host):
    """Writes what is to be recorded into the night's entries, and keeps what is half written."""

    def __init__(
        self,
        night: Night,
        make: Make,
        *,
        theme: str = "ops-dark",
        recording: bool = True,
        kept: dict[str, str] | None = None,
    ) -> None:
        self.night = night
        self.kept: dict[str, str] = {} if kept is None else kept
        self.saving = SaveState.SAVED
        self.held: Room | None = None
        """What is looked at instead of the night, where the fold is kept elsewhere."""
        self.desk = IncidentDesk(
            incidents=lambda: tuple(fold_incidents(night.entries).values()),
            look=self.look,
            time=night.clock,
            host=HOST,
            half_written=lambda id, key: self.kept.get(key, ""),
            recording=recording,
            runbooks=lambda: (("runbooks-db-connections", "Database connections"),),
        )
        super().__init__(make(self.desk), theme=theme)

    def look(self, id: str) -> Room | None:
        """The night's incident, or none."""
        if self.held is not None:
            return self.held
        return self.night.look() if id in {ID, *(each.id for each in self.desk.incidents())} else None

    def publish(self) -> None:
        """Give the screen that is seen everything there is."""
        screen = self.screen
        if isinstance(screen, FrameScreen) and screen.laid_out:
            screen.modes, screen.now = MODES, self.night.clock.now().replace(second=0)
            screen.entries = tuple(self.night.entries)
            screen.snapshot = self.night.gallery.snapshot()

    def on_ready(self) -> None:
        """A screen asks."""
        self.publish()

    def on_ask_text_typed(self, event: AskText.Typed) -> None:
        """Keep what is half written."""
        self.kept[event.key] = event.text

    def on_record(self, event: Record) -> None:
        """Have it on disk at once, unless the disk is full."""
        if self.saving is SaveState.SAVED:
            self.night.record(event.drafts)
            if event.key:
                self.kept[event.key] = ""
            self.publish()


def pane(desk: IncidentDesk) -> IncidentScreen:
    """The night's incident, commanded."""
    return IncidentScreen(STANDING, desk, ID)


def listing(desk: IncidentDesk) -> IncidentsScreen:
    """All incidents."""
    return IncidentsScreen(STANDING, desk)


def watcher(desk: IncidentDesk) -> IncidentWatcher:
    """The night's incident, looked on."""
    return IncidentWatcher(STANDING, desk, ID)


@asynccontextmanager
async def shown(stage: Stage, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The stage, once everything stands on it."""
    async with stage.run_test(size=size) as pilot:
        stage.publish()
        await pilot.pause()
        yield pilot
