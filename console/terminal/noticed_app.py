"""An App whose notifications stay few, plain and harmless, however many are raised."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.message import Message
from textual.notifications import Notification, SeverityLevel

from console.terminal.notice import LIMIT, Notice, NoticeQueue
from console.terminal.painted_app import PaintedApp
from data.safe import safe, safe_block

_GATHER_SECONDS = 0.25
_LETTERS = 800
_LINES = 8


class NoticesWaiting(Message):
    """There are notifications to show."""

    def can_replace(self, message: Message) -> bool:
        """One of these is enough."""
        return isinstance(message, NoticesWaiting)


class NoticedApp(PaintedApp):
    """Gathers notifications for a moment and shows at most `LIMIT`, never read as markup."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__(environ)
        self._notices = NoticeQueue()
        self._gathering = False

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell the person something; may be called from any thread. `markup` is not obeyed."""
        self._notices.add(Notice(_short(message), safe(title), severity, timeout))
        self.post_message(NoticesWaiting())

    def action_help_quit(self) -> None:
        """Say how to leave to whoever presses ctrl+c."""
        self.notify("ctrl+q quits")

    def _on_notices_waiting(self) -> None:
        if not self._gathering:
            self._gathering = True
            self._show_notices()
            self.set_timer(_GATHER_SECONDS, self._gathered)

    def _gathered(self) -> None:
        self._gathering = False
        self._show_notices()

    def _show_notices(self) -> None:
        shown = {(notice.message, notice.title): notice for notice in self._notifications}
        for notice in self._notices.take():
            if (notice.words, notice.title) in shown:
                continue
            seconds = self.NOTIFICATION_TIMEOUT if notice.seconds is None else notice.seconds
            self._notifications.add(Notification(notice.words, notice.title, notice.severity, seconds))
        for old in list(self._notifications)[:-LIMIT]:
            del self._notifications[old]
        self._refresh_notifications()


def _short(message: str) -> str:
    lines = safe_block(message, _LETTERS).split("\n")
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [f"… ({len(lines) - _LINES + 1} more lines)"]
    return "\n".join(lines)
