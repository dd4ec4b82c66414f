"""``ops-console checklist``: the lists there are, and what is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.checklists.checklist_run import RUN
from console.cli.options import JSON
from console.cli.session import Session

if TYPE_CHECKING:
    from console.cli.checklists.checklist_desk import Desk

_LOOKBACK = timedelta(days=368)
_TRAINING_WEEK = range(15, 22)
"""The third week of a month, as the inventory's calendar has it."""


@click.group()
def checklist() -> None:
    """The checklists of the documents, and your own."""


for _each in RUN:
    checklist.add_command(_each)


@checklist.command("list")
@JSON
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every checklist there is."""
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs

    lists = _desk(session).library.checklists
    if as_json:
        session.say_json(checklist_json.listing(lists))
    else:
        session.say("\n".join(checklist_text.listing(lists)))


@checklist.command()
@click.option("--all", "every", is_flag=True, help="Show the lists of all documents.")
@JSON
@click.pass_obj
def due(session: Session, every: bool, as_json: bool) -> None:
    """What is due now, what was missed, and what comes next."""
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs
    from data.incidents.actions import open_actions  # noqa: PLC0415
    from data.procedures.agenda import Standing, adopted, agenda, missed, upcoming  # noqa: PLC0415

    desk = _desk(session)
    lists, zone, now = desk.library.checklists, desk.zone, desk.now
    runs = desk.runs(lists)
    marked = [
        (each, adopted(each.checklist, runs, session.policy_id)) for each in agenda(lists, runs, zone, now)
    ]
    yours = [each for each, own in marked if own or every]
    others = sum(
        not own and each.standing in (Standing.OVERDUE, Standing.DUE) for each, own in marked if not every
    )
    gone = missed(lists, runs, zone, now, desk.today - timedelta(days=8))
    actions = open_actions(session.journal())
    drills = _to_drill(session, desk)
    next_ = upcoming([each.checklist for each in yours], zone, now, timedelta(days=1))
    if as_json:
        document = checklist_json.due(now.astimezone(zone), zone.key, marked, gone, next_, actions)
        session.say_json(document | {"drills": drills})
    else:
        lines = checklist_text.due(now, zone, yours, others, gone, next_, actions)
        session.say("\n".join([*lines, *(["", drills] if drills else [])]))


@checklist.command()
@click.argument("id")
@JSON
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """One list: its items, and what decides each."""
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures.configuring import merged  # noqa: PLC0415

    desk = _desk(session)
    chosen = desk.library.get(id)
    if as_json:
        session.say_json(checklist_json.shown(chosen, desk.feeds))
    else:
        configure = merged(desk.configure(chosen.items).values())
        session.say("\n".join(checklist_text.shown(chosen, desk.feeds, configure)))


@checklist.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def lint(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """What is doubtful about lists: those of FILES, or all; exit code 65 where anything is."""
    from data.catalogue import catalogue  # noqa: PLC0415 - heavy: only when it runs
    from data.errors import BadDataError  # noqa: PLC0415
    from data.procedures.library import load_checklists  # noqa: PLC0415
    from data.procedures.lint import lint as doubts_about  # noqa: PLC0415

    known = load_checklists(files or session.settings().procedures).checklists
    chosen = known[len(load_checklists().checklists) :] if files else known
    doubts = doubts_about(chosen, catalogue(), session.policies().ids)
    if as_json:
        session.say_json({"schema": 1, "doubts": doubts})
    else:
        session.say("\n".join(doubts or ["Nothing is doubtful."]))
    return BadDataError.exit_code if doubts else 0


def _to_drill(session: Session, desk: Desk) -> str:
    """What is to be drilled again, in one line; where nothing ever was, that, in the training week."""
    from console.cli.drills.drill_desk import Desk as Drills  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.drills.drill_text import due_line  # noqa: PLC0415

    drills = Drills(session)
    if session.drill or not (drills.drills or desk.today.day in _TRAINING_WEEK):
        return ""
    if not drills.drills:
        return "no procedure has been drilled yet: ops-console drill"
    return due_line(drills.coverage(_LOOKBACK))


def _desk(session: Session) -> Desk:
    from console.cli.checklists.checklist_desk import Desk  # noqa: PLC0415 - heavy: only when it runs

    return Desk(session)
