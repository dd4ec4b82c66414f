"""``ops-console runbook``: every procedure, what is doubtful about it, and working through it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.runbooks.runbook_run import resume, run, runs, status
from console.cli.runbooks.runbook_step import step
from console.cli.session import Session

if TYPE_CHECKING:
    from data.procedures.runbooks.shelf import Shelf


@click.group()
def runbook() -> None:
    """The runbooks, playbooks and other procedures of the documents, and your own."""


for _each in (run, resume, step, runs, status):
    runbook.add_command(_each)


@runbook.command("list")
@JSON
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every procedure there is."""
    from console.cli.runbooks import runbook_json, runbook_text  # noqa: PLC0415 - heavy: only when it runs

    runbooks = _shelf(session).runbooks
    if as_json:
        session.say_json(runbook_json.listing(runbooks))
    else:
        session.say("\n".join(runbook_text.listing(runbooks)))


@runbook.command()
@click.argument("id")
@JSON
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """One procedure: what shows that it is needed, its steps, who does them and in what time."""
    from console.cli.runbooks import runbook_json, runbook_text  # noqa: PLC0415 - heavy: only when it runs

    chosen = _shelf(session).get(id)
    if as_json:
        session.say_json(runbook_json.shown(chosen))
    else:
        session.say("\n".join(runbook_text.shown(chosen)))


@runbook.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def lint(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """What is doubtful about procedures: those of FILES, or all; exit code 65 where anything is."""
    from data.catalogue import catalogue  # noqa: PLC0415 - heavy: only when it runs
    from data.errors import BadDataError  # noqa: PLC0415
    from data.procedures.library import load_checklists  # noqa: PLC0415
    from data.procedures.runbooks.lint import dead_titles  # noqa: PLC0415
    from data.procedures.runbooks.lint import lint as doubts_about  # noqa: PLC0415
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415

    extra = files or session.settings().procedures
    shelf, lists = load_runbooks(extra), load_checklists(extra).checklists
    runbooks, asked = shelf.runbooks, lists
    if files:
        runbooks = runbooks[len(load_runbooks().runbooks) :]
        asked = lists[len(load_checklists().checklists) :]
    today, policies = session.time.now().date(), session.policies().ids
    doubts = [
        *doubts_about(runbooks, shelf, lists, catalogue(), policies, today),
        *dead_titles(asked, shelf),
    ]
    if as_json:
        session.say_json({"schema": 1, "doubts": doubts})
    else:
        session.say("\n".join(doubts or ["Nothing is doubtful."]))
    return BadDataError.exit_code if doubts else 0


def _shelf(session: Session) -> Shelf:
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415 - heavy: only when it runs

    return load_runbooks(session.settings().procedures)
