"""What the runs of procedures work with in a command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from console.cli.session import Session
from data.models.runbook import Runbook
from data.runbook_runs.alone import alone_in
from data.runbook_runs.checking import standard_of
from data.runbook_runs.finding import entries_about_runs
from data.runbook_runs.setting import Readings, Setting
from data.runbook_runs.surroundings import invented


def setting_of(session: Session, runbook: Runbook, readings: Readings, since: date) -> Setting:
    """For a run that was begun on the day `since`; commands run in the folder the console was opened in."""
    journal, console = session.journal(), session.settings().console
    return Setting(
        submit=journal.submit,
        known=lambda: entries_about_runs(journal, since),
        hinders=lambda: hindrance(session),
        environ=invented(runbook) if session.drill else session.environ,
        cwd=Path.cwd(),
        environment=console.environment,
        time=session.time,
        readings=readings,
        standard=standard_of(
            runbook, session.policies(), configured=console.policy, chosen=session.options.policy or ""
        ),
        alone=alone_in(journal.root),
    )


def hindrance(session: Session) -> str:
    """Why nothing may be run or recorded; empty where it may."""
    if session.read_only:
        return "nothing is run and nothing recorded: read-only mode"
    health = session.journal().health
    return health.message if health.view_only else ""
