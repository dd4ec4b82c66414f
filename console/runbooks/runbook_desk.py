"""Procedures as the application looks after them: the shelf, what fits now, the runs of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from data.errors import ConfigError
from data.models.runbook import Runbook
from data.models.snapshot import Snapshot
from data.procedures.naming import named_by
from data.procedures.runbooks.pointers import pointed
from data.procedures.runbooks.shelf import Shelf, load_runbooks
from data.procedures.runbooks.symptoms import Match, first_of_each, matching
from screens.runbooks.shelf_desk import ShelfDesk

if TYPE_CHECKING:
    from console.alerts.alerting import Alerting
    from console.runbooks.run_stages import RunStages
    from data.models.runbook_run import RunbookRun

_OURS = "runbook."
"""How the kinds of entries about runs begin."""


class RunbookDesk:
    """Reads the shelf when it is made, on whatever thread; afterwards it belongs to the event loop."""

    def __init__(self, app: Alerting) -> None:
        self._app = app
        self.shelf = self._read()
        self._books = pointed(self.shelf, app.parts.checklists)
        self._found: tuple[int, tuple[Match, ...]] = (-1, ())

    def fitting(self, snapshot: Snapshot) -> Sequence[Match]:
        """Whose symptoms show, the best fitting first."""
        if self._found[0] != snapshot.generation:
            self._found = (snapshot.generation, matching(self._books, snapshot))
        return self._found[1]

    def desk(self) -> ShelfDesk:
        """What the screens are given."""
        titles = {each.id: each.title for each in self._app.parts.checklists}
        titles |= {each.id: each.title for each in self._books}
        return ShelfDesk(
            self._books,
            titles,
            self.fitting,
            open_runs=self.open_runs,
            incident=self.incident,
            recording=not self._app.parts.only_looks,
        )

    @cached_property
    def stages(self) -> RunStages:
        """The runs."""
        from console.runbooks.run_stages import RunStages  # noqa: PLC0415 - heavy: only when there are any

        return RunStages(self._app)

    def open_runs(self) -> Sequence[RunbookRun]:
        """The runs that can be gone on with, the latest last."""
        if "stages" not in self.__dict__ and not any(
            entry.kind.startswith(_OURS) for entry in self._app.chronicle.entries
        ):
            return ()
        return [run for run in self.stages.runs.values() if run.open]

    def running(self) -> Sequence[RunbookRun]:
        """The runs in which something is under way here."""
        return self.stages.busy if "stages" in self.__dict__ else ()

    async def close(self) -> None:
        """End what is under way, within a second."""
        if "stages" in self.__dict__:
            await self.stages.close()

    def incident(self) -> str:
        """The one incident that is open; empty where there is none, or several."""
        ids = [each.id for each in self._app.chronicle.open_incidents()]
        return ids[0] if len(ids) == 1 else ""

    def begin(self, id: str, incident: str, *, execute: bool) -> None:
        """Begin to work through a procedure."""
        book = self.book(id)
        if book is not None and not self._app.parts.only_looks:
            self.stages.begin(book, incident, execute=execute)

    def open_run(self, id: str) -> None:
        """Go on with a run."""
        self.stages.open(id, self.book)

    def book(self, id: str) -> Runbook | None:
        """The procedure of that id, as its file has it."""
        return next((each for each in self.shelf.runbooks if each.id == id), None)

    def open_fitting(self, source: str) -> None:
        """Show what fits what a source shows, else what fits best at all."""
        matches = self.fitting(self._app.parts.watch.store.snapshot())
        firsts = first_of_each([each for each in matches if each.source == source] or matches)
        if firsts:
            self.open_book(firsts[0].runbook.id)
        else:
            self._app.notify("No procedure's signs are seen now; 7 shows them all")

    def open_book(self, id: str, incident: str = "") -> None:
        """Show a procedure whole, or the list that a procedure leads to."""
        from screens.messages import RunAsked  # noqa: PLC0415
        from screens.runbooks.runbook import RunbookScreen  # noqa: PLC0415 - heavy: only when first needed

        book = next((each for each in self._books if each.id == id), None)
        if book is not None:
            standing = self._app.publisher.standing()
            self._app.push_screen(RunbookScreen(standing, book, self.desk(), incident))
        elif any(each.id == id for each in self._app.parts.checklists):
            self._app.post_message(RunAsked(id))
        else:
            self._app.notify(f"{id} is not among the procedures here")

    def open_named(self, name: str) -> bool:
        """Show the procedure of that id or title, or whose id ends the address; False where there is none."""
        book = named_by(name, self.shelf.runbooks)
        if book is not None:
            self.open_book(book.id)
        return book is not None

    def open_titled(self, title: str, document: str) -> None:
        """Show the procedure of a title."""
        book = self.shelf.titled(title, document)
        if book is None:
            self._app.notify(f"“{title}” is not among the procedures here")
        else:
            self.open_book(book.id)

    def _read(self) -> Shelf:
        try:
            return load_runbooks(self._app.parts.procedures)
        except ConfigError as error:
            self._app.notify(f"Your own procedures are left out: {error.message}", severity="warning")
            return load_runbooks()
