"""What the screens about procedures are given by the application beside the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.models.runbook import Runbook
from data.models.runbook_run import RunbookRun
from data.models.snapshot import Snapshot
from data.procedures.runbooks.symptoms import Match


@dataclass(frozen=True, slots=True)
class ShelfDesk:
    """Ways to ask the application, which alone holds shelf and journal.

    `runbooks` are all procedures, with the signs that lists add to them; `titles` are those of
    everything a procedure may lead to, by id; `fitting(snapshot)` is what shows now; `open_runs()`
    the runs that can be gone on with, the latest last; `incident()` the id of the one incident that
    is open, to which what is begun belongs, empty where there is none or several; `recording` is
    False where nothing may be started or written.
    """

    runbooks: tuple[Runbook, ...]
    titles: dict[str, str]
    fitting: Callable[[Snapshot], Sequence[Match]]
    open_runs: Callable[[], Sequence[RunbookRun]] = lambda: ()
    incident: Callable[[], str] = lambda: ""
    recording: bool = True

    def get(self, id: str) -> Runbook | None:
        """The procedure of that id."""
        return next((each for each in self.runbooks if each.id == id), None)
