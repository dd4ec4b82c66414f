"""Business: who uses the service, what it earns, and how they are helped."""

from __future__ import annotations

from data.boards.business import business_board
from data.boards.outlook import Outlook
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.boards.dashboard import DashboardScreen


class BusinessScreen(DashboardScreen):
    """The business board."""

    TITLE = "Business"
    MODE = "business"

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Users, funnel, revenue, churn, support."""
        return business_board(snapshot, outlook)
