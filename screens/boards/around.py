"""What stands around the sources, as panels: availability, alerts, deployments, vendors, maintenance."""

from __future__ import annotations

from textual.binding import Binding

from data.boards.health import around_board
from data.boards.outlook import Outlook
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.boards.board_desk import BoardDesk
from screens.boards.dashboard import DashboardScreen
from widgets.frame.standing import Standing


class AroundScreen(DashboardScreen):
    """Lies on the health screen and goes back to it."""

    TITLE = "Health · around the sources"
    MODE = "health"
    NAME = "around"
    BINDINGS = [
        Binding("p,backspace", "app.pop_screen", "Sources", key_display="p", id="around.back"),
    ]

    def __init__(self, standing: Standing, desk: BoardDesk) -> None:
        super().__init__(standing, desk)
        self._environment = standing.environment

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Availability, alerts, deployments, vendors, maintenance."""
        return around_board(snapshot, outlook, self._environment)

    def action_clear(self) -> None:
        """Drop what was typed or pointed at; where there is nothing of that, go back."""
        if self.facts.arranged.words or self.plot.cursor is not None:
            super().action_clear()
        else:
            self.app.pop_screen()
