"""Cost: what this month comes to, what explains it, and what is paid for nothing."""

from __future__ import annotations

from data.boards.cost import cost_board
from data.boards.outlook import Outlook
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.boards.dashboard import DashboardScreen


class CostScreen(DashboardScreen):
    """The cost board."""

    TITLE = "Cost"
    MODE = "cost"

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Month to date, forecast, services, anomalies, what nobody uses."""
        return cost_board(snapshot, outlook)
