"""The screens that a number key opens; each is imported when it is first opened."""

from __future__ import annotations

from textual.screen import Screen

from console.requests import Requests
from screens.health import HealthScreen
from screens.journal import JournalScreen
from widgets.standing import Standing


def add_modes(app: Requests, standing: Standing) -> None:
    """Have the screens made when they are first wanted."""
    app.add_mode("health", lambda: HealthScreen(standing, app.history))
    app.add_mode("checklists", lambda: _checklists(app))
    app.add_mode("journal", lambda: JournalScreen(app.publisher.standing(), app.parts.journal.today()))


def _checklists(app: Requests) -> Screen[None]:
    from screens.checklists import ChecklistsScreen  # noqa: PLC0415 - heavy: all that runs are made of

    return ChecklistsScreen(app.publisher.standing(), app.parts.checklists)
