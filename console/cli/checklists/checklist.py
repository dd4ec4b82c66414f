"""``ops-console checklist``: what is due, working through it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from console.cli.options import JSON
from console.cli.session import Session

if TYPE_CHECKING:
    from console.cli.checklists.checklist_desk import Desk
    from data.models.entry import Draft
    from data.procedures.sheet import Sheet

_NOTE = click.option("--note", default="", metavar="TEXT", help="Words to keep with it.")
_LOOKBACK = timedelta(days=368)
_TRAINING_WEEK = range(15, 22)
"""The third week of a month, as the inventory's calendar has it."""
_STATES = ("done", "failed", "skipped", "not-applicable")


@click.group()
def checklist() -> None:
    """The checklists of the documents, and your own."""


@checklist.command("list")
@JSON
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every checklist there is."""
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs

    lists = _desk(session).library.checklists
    _say(session, as_json, lambda: checklist_json.listing(lists), lambda: checklist_text.listing(lists))


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
    _say(
        session,
        as_json,
        lambda: (
            checklist_json.due(now.astimezone(zone), zone.key, marked, gone, next_, actions)
            | {"drills": drills}
        ),
        lambda: [
            *checklist_text.due(now, zone, yours, others, gone, next_, actions),
            *(["", drills] if drills else []),
        ],
    )


@checklist.command()
@click.argument("id")
@JSON
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """One list: its items, and what decides each."""
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures.configuring import merged  # noqa: PLC0415

    desk = _desk(session)
    chosen, feeds = desk.library.get(id), desk.feeds
    configure = merged(desk.configure(chosen.items).values())
    _say(
        session,
        as_json,
        lambda: checklist_json.shown(chosen, feeds),
        lambda: checklist_text.shown(chosen, feeds, configure),
    )


@checklist.command()
@click.argument("id")
@JSON
@click.pass_obj
def run(session: Session, id: str, as_json: bool) -> None:
    """Begin a list or go on with it: items check themselves, the rest stays open.

    The last line is the id of the run.
    """
    from console.wiring import ask_once  # noqa: PLC0415 - heavy: the clients of the sources

    desk = _desk(session)
    _say_sheet(desk, desk.work(id, ask_once), as_json)


@checklist.command()
@click.argument("run")
@click.argument("item")
@click.argument("state", type=click.Choice(_STATES))
@_NOTE
@click.option("--reason", default="", metavar="TEXT", help="Why; asked for when skipping or overruling.")
@JSON
@click.pass_obj
def mark(session: Session, run: str, item: str, state: str, note: str, reason: str, as_json: bool) -> None:
    """Say what became of an item."""
    from data.models.item_record import ItemState  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures import intents  # noqa: PLC0415

    def drafts(sheet: Sheet) -> list[Draft]:
        return intents.mark(sheet.run, item, ItemState(state), note=note, reason=reason)

    _change(session, run, as_json, drafts)


@checklist.command()
@click.argument("run")
@click.argument("item")
@JSON
@click.pass_obj
def undo(session: Session, run: str, item: str, as_json: bool) -> None:
    """Take back what a person said of an item."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.undo(sheet.run, item))


@checklist.command()
@click.argument("run")
@click.argument("text")
@click.option("--item", default="", metavar="ID", help="The item that it is about.")
@JSON
@click.pass_obj
def note(session: Session, run: str, text: str, item: str, as_json: bool) -> None:
    """Write something down about a run, or about one of its items."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.note(sheet.run, text, item))


@checklist.command()
@click.argument("run")
@click.argument("item")
@_NOTE
@JSON
@click.pass_obj
def clear(session: Session, run: str, item: str, note: str, as_json: bool) -> None:
    """Say that a failure is dealt with, so that it is carried no further."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.clear(sheet.run, item, note))


@checklist.command()
@click.argument("run")
@_NOTE
@JSON
@click.pass_obj
def sign(session: Session, run: str, note: str, as_json: bool) -> None:
    """Close a run in your name."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.sign(sheet.run, note))


@checklist.command()
@click.argument("run")
@click.option(
    "--format", "form", type=click.Choice(("text", "md")), default="text", help="One screen, or Markdown."
)
@JSON
@click.pass_obj
def summary(session: Session, run: str, form: str, as_json: bool) -> None:
    """What came of a run, to hand on."""
    from data.procedures.markdown import markdown  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures.summary import summary as one_screen  # noqa: PLC0415

    desk = _desk(session)
    sheet = desk.sheet(run)
    if as_json:
        _say_sheet(desk, sheet, as_json)
    else:
        session.say((markdown if form == "md" else one_screen)(sheet, desk.zone).rstrip("\n"))


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
    _say(
        session, as_json, lambda: {"schema": 1, "doubts": doubts}, lambda: doubts or ["Nothing is doubtful."]
    )
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


def _change(session: Session, run: str, as_json: bool, drafts: Callable[[Sheet], list[Draft]]) -> None:
    desk = _desk(session)
    sheet = desk.sheet(run)
    desk.record(drafts(sheet))
    _say_sheet(desk, desk.sheet(sheet.run.id), as_json)


def _say_sheet(desk: Desk, sheet: Sheet, as_json: bool) -> None:
    from console.cli.checklists import checklist_json, checklist_text  # noqa: PLC0415 - heavy: only when it runs

    lines = desk.configure(row.item for row in sheet.rows if row.record.open)
    _say(
        desk.session,
        as_json,
        lambda: checklist_json.worked(sheet, lines),
        lambda: checklist_text.worked(sheet, lines),
    )


def _say(
    session: Session, as_json: bool, document: Callable[[], dict[str, Any]], lines: Callable[[], list[str]]
) -> None:
    if as_json:
        session.say_json(document())
    else:
        session.say("\n".join(lines()))
