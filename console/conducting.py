"""What the screens about runbooks ask of the application: a thin shell that carries it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from console.alerting import Alerting
from screens.runbook_messages import FittingAsked, RunbookAsked, RunbookNamed

if TYPE_CHECKING:
    from console.runbook_desk import RunbookDesk
    from data.models.snapshot import Snapshot
    from data.procedures.runbooks.symptoms import Match


class Conducting(Alerting):
    """The part of the application that looks after runbooks; what it needs is imported with the first."""

    @cached_property
    def runbook_desk(self) -> RunbookDesk:
        """The procedures there are, what fits now, and the runs of them."""
        from console.runbook_desk import RunbookDesk  # noqa: PLC0415 - heavy: all that procedures are made of

        return RunbookDesk(self)

    def fitting(self, snapshot: Snapshot) -> Sequence[Match]:
        """Which procedures' symptoms show; nothing before there are parts, or the shelf is read."""
        return self.runbook_desk.fitting(snapshot) if self.begun else ()

    def open_procedure(self, name: str) -> bool:
        """Show it, where it is on the shelf."""
        return self.runbook_desk.open_named(name)

    def on_fitting_asked(self, event: FittingAsked) -> None:
        """Open what fits."""
        self.runbook_desk.open_fitting(event.source)

    def on_runbook_asked(self, event: RunbookAsked) -> None:
        """Show a procedure."""
        self.runbook_desk.open_book(event.id, event.incident)

    def on_runbook_named(self, event: RunbookNamed) -> None:
        """Show the procedure of a title."""
        self.runbook_desk.open_titled(event.title, event.document)
