"""``ops-console checklist run, mark, undo, note, clear, sign, summary``: working through a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.session import Session

if TYPE_CHECKING:
    from console.cli.checklists.checklist_desk import Desk
    from data.models.entry import Draft
    from data.procedures.sheet import Sheet

_NOTE = click.option("--note", default="", metavar="TEXT", help="Words to keep with it.")
_STATES = ("done", "failed", "skipped", "not-applicable")


@click.command()
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


@click.command()
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


@click.command()
@click.argument("run")
@click.argument("item")
@JSON
@click.pass_obj
def undo(session: Session, run: str, item: str, as_json: bool) -> None:
    """Take back what a person said of an item."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.undo(sheet.run, item))


@click.command()
@click.argument("run")
@click.argument("text")
@click.option("--item", default="", metavar="ID", help="The item that it is about.")
@JSON
@click.pass_obj
def note(session: Session, run: str, text: str, item: str, as_json: bool) -> None:
    """Write something down about a run, or about one of its items."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.note(sheet.run, text, item))


@click.command()
@click.argument("run")
@click.argument("item")
@_NOTE
@JSON
@click.pass_obj
def clear(session: Session, run: str, item: str, note: str, as_json: bool) -> None:
    """Say that a failure is dealt with, so that it is carried no further."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.clear(sheet.run, item, note))


@click.command()
@click.argument("run")
@_NOTE
@JSON
@click.pass_obj
def sign(session: Session, run: str, note: str, as_json: bool) -> None:
    """Close a run in your name."""
    from data.procedures import intents  # noqa: PLC0415 - heavy: only when it runs

    _change(session, run, as_json, lambda sheet: intents.sign(sheet.run, note))


@click.command()
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


RUN = (run, mark, undo, note, clear, sign, summary)


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
    if as_json:
        desk.session.say_json(checklist_json.worked(sheet, lines))
    else:
        desk.session.say("\n".join(checklist_text.worked(sheet, lines)))
