"""Security: what is open, what guards it, and the backups to fall back on."""

from __future__ import annotations

from data.boards.outlook import Outlook
from data.boards.security import security_board
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.dashboard import DashboardScreen


class SecurityScreen(DashboardScreen):
    """The security board."""

    TITLE = "Security"
    MODE = "security"

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Findings, certificates, sign-ins, trail, keys, backups."""
        return security_board(snapshot, outlook)
