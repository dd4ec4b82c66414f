"""Performance: how fast the service is, how much it bears, and how much of either is left."""

from __future__ import annotations

from data.boards.outlook import Outlook
from data.boards.performance import performance_board
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.boards.dashboard import DashboardScreen


class PerformanceScreen(DashboardScreen):
    """The performance board."""

    TITLE = "Performance"
    MODE = "performance"

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Latency, traffic, database, page load, machine, capacity, objectives."""
        return performance_board(snapshot, outlook)
