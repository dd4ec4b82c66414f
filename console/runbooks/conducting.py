"""What the screens about runbooks ask of the application: a thin shell that carries it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from console.alerts.alerting import Alerting
from screens.runbooks.runbook_messages import (
    CommandConfirmed,
    FittingAsked,
    RunbookAsked,
    RunbookNamed,
    RunbookRunAsked,
    RunbookRunLeft,
    RunbookRunOpened,
    RunbookStopped,
    RunbookWritten,
    StepChecked,
)

if TYPE_CHECKING:
    from console.runbooks.runbook_desk import RunbookDesk
    from data.models.snapshot import Snapshot
    from data.procedures.runbooks.symptoms import Match


class Conducting(Alerting):
    """The part of the application that looks after runbooks; what it needs is imported with the first."""

    _fetching = False

    @cached_property
    def runbook_desk(self) -> RunbookDesk:
        """The procedures there are, what fits now, and the runs of them."""
        from console.runbooks.runbook_desk import RunbookDesk  # noqa: PLC0415 - heavy: all that procedures are made of

        return RunbookDesk(self)

    def fitting(self, snapshot: Snapshot) -> Sequence[Match]:
        """Which procedures' symptoms show; nothing before the shelf has been read, behind the pictures."""
        desk: RunbookDesk | None = self.__dict__.get("runbook_desk")
        if desk is None and self.begun and not self._fetching:
            self._fetching = True
            self.run_worker(self._fetch_desk, thread=True, exit_on_error=False, group="shelf")
        return desk.fitting(snapshot) if desk else ()

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

    def on_runbook_run_asked(self, event: RunbookRunAsked) -> None:
        """Begin."""
        self.runbook_desk.begin(event.runbook, event.incident, execute=event.execute)

    def on_runbook_run_opened(self, event: RunbookRunOpened) -> None:
        """Go on."""
        self.runbook_desk.open_run(event.run)

    def on_runbook_run_left(self, event: RunbookRunLeft) -> None:
        """Back to where it was opened from."""
        self.half_written.opened("")
        self.pop_screen()

    def on_runbook_written(self, event: RunbookWritten) -> None:
        """Record what was done."""
        self.runbook_desk.stages.write(event.run, event.drafts, event.key)

    def on_command_confirmed(self, event: CommandConfirmed) -> None:
        """Run what was confirmed."""
        self.runbook_desk.stages.execute(event.run, event.step, event.confirmation, event.target)

    def on_step_checked(self, event: StepChecked) -> None:
        """Ask the sources."""
        self.runbook_desk.stages.check(event.run)

    def on_runbook_stopped(self, event: RunbookStopped) -> None:
        """End what is under way."""
        self.runbook_desk.stages.stop(event.run)

    def reopen_runbook(self) -> None:
        """Go back to the run that somebody was at when the console ended, where it is still open."""
        run = self.half_written.open_run
        if any(each.id == run for each in self.runbook_desk.open_runs()):
            self.switch_mode("runbooks")
            self.runbook_desk.open_run(run)

    async def action_quit(self) -> None:
        """Leave; ask first where a command is running."""
        running = self.runbook_desk.running() if self.begun else ()
        if not running:
            await super().action_quit()
            return
        from screens.modals.confirm import Confirm  # noqa: PLC0415 - only when it comes to that

        question = "A command is running. Leave all the same?"
        dialog = Confirm(question, [f"{run.title}: {run.at}" for run in running], "stops it and leaves")
        self.push_screen(dialog, lambda yes: self.leave() if yes else None)

    async def end_runs(self) -> None:
        """End what runs, within a second."""
        if "runbook_desk" in self.__dict__:
            await self.runbook_desk.close()

    def _fetch_desk(self) -> None:
        from console.runbooks.runbook_desk import RunbookDesk  # noqa: PLC0415 - heavy: not on the event loop

        self.call_from_thread(self._take_desk, RunbookDesk(self))

    def _take_desk(self, desk: RunbookDesk) -> None:
        self.__dict__.setdefault("runbook_desk", desk)
        self.publish()
