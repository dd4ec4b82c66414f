"""What screens that show sources have in common: under `r`, the procedure that fits what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from screens.frame import FrameScreen
from screens.runbooks.runbook_messages import FittingAsked
from widgets.line import Line

if TYPE_CHECKING:
    from data.models.snapshot import Snapshot
    from data.procedures.runbooks.symptoms import Match

Fitting = Callable[["Snapshot"], Sequence["Match"]]
"""Which procedures' symptoms show at a moment, the best fitting first."""


def nothing_fits(snapshot: Snapshot) -> Sequence[Match]:
    """For screens without a shelf."""
    return ()


class FittingScreen(FrameScreen):
    """Offers a procedure only where one fits; looks for it when its subclass says so."""

    BINDINGS = [
        Binding("r", "runbook", "Runbook", id="fitting.runbook", tooltip="Open what answers what is seen"),
    ]

    def __init__(self, fitting: Fitting = nothing_fits) -> None:
        super().__init__()
        self._fitting = fitting
        self._matches: Sequence[Match] = ()

    def meant(self) -> str:
        """The source that it is about; empty for all of them."""
        return self.subject()

    def look_for_fitting(self) -> bool:
        """Look anew; whether anything changed."""
        before, self._matches = self._matches, self._fitting(self.snapshot) if self.snapshot else ()
        if bool(before) is not bool(self._matches):
            self.refresh_bindings()
        return bool(before or self._matches)

    def fitting_lines(self) -> tuple[Line, ...]:
        """What fits, in a line, where anything does."""
        if not self._matches:
            return ()
        from widgets.runbooks.fitting_line import fitting_line  # noqa: PLC0415 - not for the first picture

        return (fitting_line(self._matches, self.meant()),)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A runbook is offered where one fits."""
        return bool(self._matches) if action == "runbook" else super().check_action(action, parameters)

    def action_runbook(self) -> None:
        """Open the procedure that fits."""
        self.post_message(FittingAsked(self.meant()))
