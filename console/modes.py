"""The screens that a number key opens; each is imported when it is first opened."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from textual.screen import Screen

from console.incidents.commanding import Commanding
from screens.health.health import HealthScreen
from widgets.frame.standing import Standing

_BOARDS = (
    ("performance", "screens.boards.performance", "PerformanceScreen"),
    ("cost", "screens.boards.cost", "CostScreen"),
    ("security", "screens.boards.security", "SecurityScreen"),
    ("business", "screens.boards.business", "BusinessScreen"),
)
"""Mode, module and class of each dashboard."""


def add_modes(app: Commanding, standing: Standing) -> None:
    """Have the screens made when they are first wanted."""
    app.add_mode("health", lambda: HealthScreen(standing, app.history, app.around, app.fitting))
    app.add_mode("checklists", lambda: _checklists(app))
    for mode, module, name in _BOARDS:
        app.add_mode(mode, partial(_board, app, module, name))
    app.add_mode("runbooks", lambda: _runbooks(app))
    app.add_mode("incident", lambda: _incidents(app))
    app.add_mode("journal", lambda: _journal(app))
    app.add_mode("alerts", lambda: _alerts(app))


def _alerts(app: Commanding) -> Screen[None]:
    from screens.alerts.alerts import AlertsScreen  # noqa: PLC0415 - heavy: all that the desk is made of

    return AlertsScreen(app.publisher.standing(), app.alert_watch.look, app.parts.policies.policies)


def _journal(app: Commanding) -> Screen[None]:
    from screens.journal import JournalScreen  # noqa: PLC0415 - not for the first picture

    return JournalScreen(app.publisher.standing(), app.parts.journal.today())


def _checklists(app: Commanding) -> Screen[None]:
    from screens.checklists.checklists import ChecklistsScreen  # noqa: PLC0415 - heavy: all that runs are made of

    return ChecklistsScreen(app.publisher.standing(), app.parts.checklists)


def _runbooks(app: Commanding) -> Screen[None]:
    from screens.runbooks.runbooks import RunbooksScreen  # noqa: PLC0415 - heavy: all that procedures are made of

    return RunbooksScreen(app.publisher.standing(), app.runbook_desk.desk())


def _incidents(app: Commanding) -> Screen[None]:
    from console.incidents.incident_desk import incidents_screen  # noqa: PLC0415 - heavy: all that incidents are

    return incidents_screen(app)


def _board(app: Commanding, module: str, name: str) -> Screen[None]:
    made: Screen[None] = getattr(import_module(module), name)(app.publisher.standing(), app.outlooks.desk())
    return made
