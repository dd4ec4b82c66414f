"""Security: findings, what guards the service, and the backups to fall back on."""

from __future__ import annotations

from textual.binding import Binding

from data.boards.looked import taken_in
from data.boards.outlook import Outlook
from data.boards.security import security_board
from data.models.board import Board
from data.models.snapshot import Snapshot
from screens.boards.dashboard import DashboardScreen


class SecurityScreen(DashboardScreen):
    """The security board; whoever leaves it, or says so, has seen what there was to be seen."""

    TITLE = "Security"
    MODE = "security"
    BINDINGS = [
        Binding("s", "seen", "Seen", id="security.seen", tooltip="From now on only later things are new")
    ]

    _open = False

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """Findings, certificates, sign-ins, trail, compliance, keys, vulnerabilities, backups."""
        return security_board(snapshot, outlook)

    def action_seen(self) -> None:
        """Take it as seen, and show what is left to call new."""
        self._take_in()
        self.watch_snapshot()

    def on_screen_resume(self) -> None:
        """It is looked at."""
        self._open = True

    def on_screen_suspend(self) -> None:
        """It is left for another screen; one of its own facts is no other screen."""
        if self.app.current_mode != self.MODE:
            self._leave()

    def on_unmount(self) -> None:
        """The console is left from here."""
        self._leave()

    def _leave(self) -> None:
        if self._open:
            self._open = False
            self._take_in()

    def _take_in(self) -> None:
        if self.seen is None or self.outlook is None:
            return
        seen = taken_in(self.outlook.look, self.seen)
        if seen is not None:
            self.desk.looked(self.MODE, seen)
