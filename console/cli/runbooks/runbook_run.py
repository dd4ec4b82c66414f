"""``ops-console runbook run``, ``resume``, ``runs``, ``status``: working through a runbook."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.pairs import pairs
from console.cli.session import Session
from data.errors import JournalRefused, UsageError

if TYPE_CHECKING:
    from console.cli.runbooks.runbook_desk import Desk
    from data.models.runbook_run import RunbookRun

_SET = click.option(
    "--set", "given", multiple=True, metavar="NAME=VALUE", help="What stands for a gap; several times."
)
_TARGET = click.option("--target", default="", metavar="NAME", help="What a step changes, typed beforehand.")


@click.command()
@click.argument("id")
@click.option("--execute/--dry-run", "execute", default=False, help="Run commands, or only show them.")
@_SET
@click.option("--incident", default="", metavar="ID", help="The incident it is for; else the only open one.")
@_TARGET
@click.pass_obj
def run(
    session: Session, id: str, execute: bool, given: tuple[str, ...], incident: str, target: str
) -> int | None:
    """Work through a runbook, asking before each step; without --execute nothing is run.

    Every command is shown in full first. What changes something wants its target's name typed: the
    value of the first gap that names a thing, else the environment. No, ctrl+c or the end of input
    leave nothing further done. Exit code: 0 once all steps are settled, 1 before. In a drill's script it
    only begins: each step is a line of its own (runbook step).
    """
    from console.cli.runbooks import runbook_run_text as text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.runbooks.runbook_desk import Desk  # noqa: PLC0415
    from data.models.runbook_run import Mode  # noqa: PLC0415
    from data.runbook_runs.intents import check_values  # noqa: PLC0415

    desk = Desk(session)
    runbook = desk.shelf.get(id)
    values = check_values(runbook, values_of(given))
    if execute:
        _refuse_unasked(session)
    console = session.settings().console
    session.say("\n".join(text.plan(runbook, values, console.environment, str(desk.folder))))
    if not execute and (desk.hindrance or session.drill or not sys.stdin.isatty()):
        session.say(f"\nA dry run: nothing is done. {desk.hindrance or 'Nobody is there to ask.'}")
        return None
    for each in desk.open_runs(runbook):
        session.say(f"\nbegun before and still open: {each.id} (ops-console runbook resume {each.id})")
    begun = desk.begin(runbook, Mode.EXECUTE if execute else Mode.DRY, values, desk.incident(incident))
    session.say(f"\n{begun.id}")
    return None if session.drill else _work(desk, begun, target)


@click.command()
@click.argument("name", metavar="[RUN]", default="")
@_SET
@_TARGET
@click.pass_obj
def resume(session: Session, name: str, given: tuple[str, ...], target: str) -> int:
    """Go on with a run: what was done, with exit codes, then what is left, asking before each step."""
    from console.cli.runbooks import runbook_run_text as text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.runbooks.runbook_desk import Desk  # noqa: PLC0415

    desk = Desk(session)
    found = desk.run(name)
    at_work = desk.at_work(found)
    session.say("\n".join(text.status(found, desk.runbook_of(found), desk.zone, at_work=at_work)))
    if found.end is not None:
        raise UsageError(f"{found.id} has ended", f"ops-console runbook run {found.runbook}")
    if session.drill:
        return 1
    _refuse_unasked(session)
    return _work(desk, found, target, values_of(given))


@click.command()
@JSON
@click.pass_obj
def runs(session: Session, as_json: bool) -> None:
    """Every run of a runbook, oldest first."""
    from console.cli.runbooks import runbook_run_json, runbook_run_text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.runbooks.runbook_desk import Desk  # noqa: PLC0415

    desk = Desk(session)
    found = desk.runs().values()
    if as_json:
        session.say_json(runbook_run_json.listing(found, desk.zone))
    else:
        session.say("\n".join(runbook_run_text.listing(found, desk.zone)))


@click.command()
@click.argument("name", metavar="[RUN]", default="")
@JSON
@click.pass_obj
def status(session: Session, name: str, as_json: bool) -> None:
    """One run: what was done, with exit codes, and where it stands."""
    from console.cli.runbooks import runbook_run_json, runbook_run_text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.runbooks.runbook_desk import Desk  # noqa: PLC0415

    desk = Desk(session)
    found = desk.run(name)
    book, at_work = desk.runbook_of(found), desk.at_work(found)
    if as_json:
        session.say_json(runbook_run_json.status(found, book, desk.zone, at_work=at_work))
    else:
        session.say("\n".join(runbook_run_text.status(found, book, desk.zone, at_work=at_work)))


def _work(desk: Desk, found: RunbookRun, target: str, values: dict[str, str] | None = None) -> int:
    import asyncio  # noqa: PLC0415 - heavy: only when it runs

    from console.cli.runbooks.runbook_dialogue import Dialogue  # noqa: PLC0415
    from console.cli.runbooks.runbook_watch import Watched  # noqa: PLC0415

    session = desk.session
    with asyncio.Runner() as loop:
        conductor = desk.conductor(found)
        conductor.fill(values or {})
        watched = Watched(conductor, loop, session.time, session.say)
        try:
            return Dialogue(session, conductor, watched, target).work()
        finally:
            loop.run(conductor.close())


def _refuse_unasked(session: Session) -> None:
    """Raise where nothing may be done, or nobody can be asked."""
    from console.cli.runbooks.runbook_setting import hindrance  # noqa: PLC0415 - heavy: only when it runs

    words = hindrance(session)
    if words:
        raise JournalRefused(words)
    if not session.drill and not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm each step", "run it in a terminal; --dry-run only shows")


def values_of(given: tuple[str, ...]) -> dict[str, str]:
    """What options say that stands for gaps. Raises UsageError."""
    return dict(pairs(given, "NAME=VALUE", "as in --set backup=b-17"))
