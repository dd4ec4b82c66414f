"""``ops-console drill score, history, debrief, coverage``: what drills were worth and have covered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.session import Session
from console.cli.streams import complain

if TYPE_CHECKING:
    from console.cli.drills.drill_desk import Desk, Reckoned

_SCENARIO = click.option(
    "--scenario",
    "own",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="A scenario of your own that was played.",
)
_DUE = 1


@click.command()
@click.argument("name", metavar="[DRILL]", default="")
@_SCENARIO
@JSON
@click.pass_obj
def score(session: Session, name: str, own: tuple[Path, ...], as_json: bool) -> None:
    """What a drill was worth, line by line; the latest, where none is named."""
    from console.cli.drills import drill_text  # noqa: PLC0415 - heavy: only when it runs

    found = _desk(session, own).reckoned(name)
    if as_json:
        session.say_json(drill_text.score_document(found))
    else:
        session.say("\n".join(drill_text.score_page(found)))


@click.command()
@JSON
@click.pass_obj
def history(session: Session, as_json: bool) -> None:
    """Every drill that was played here, and whether people get better: by person, scenario, procedure."""
    from console.cli.drills import drill_text  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.scores.history import trends  # noqa: PLC0415

    results = _desk(session).results()
    if as_json:
        session.say_json(drill_text.history_document(results, trends(results)))
    else:
        session.say("\n".join(drill_text.history_page(results, trends(results), session.zone)))


@click.command()
@click.argument("name", metavar="[DRILL]", default="")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it into FILE.")
@_SCENARIO
@click.pass_obj
def debrief(session: Session, name: str, out: Path | None, own: tuple[Path, ...]) -> None:
    """What happened in a drill beside what could be known and what was done, in Markdown.

    With the lines of the score and three things to train: those that cost most.
    """
    from data.drills.orders.orders import notes_of  # noqa: PLC0415
    from data.drills.plays.as_played import NAME_IT  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.past import orders_in  # noqa: PLC0415
    from data.drills.scores.debrief import debrief as written  # noqa: PLC0415
    from data.errors import UsageError  # noqa: PLC0415

    found = _desk(session, own).reckoned(name)
    if found.played is None:
        words = f"the scenario of {found.folder.path.name} is not at hand as it was: it cannot be told"
        raise UsageError(found.doubt or words, "" if found.doubt else NAME_IT)
    if found.doubt:
        complain(found.doubt)
    notes = notes_of(orders_in(found.folder))
    text = written(found.played, found.folder.head.seed, found.score, _head(session, found), notes)
    if out is None:
        session.say(text.rstrip("\n"))
        return
    from console.cli.incidents.incident_writing import put  # noqa: PLC0415 - heavy: only when it runs

    put(out, text)
    session.say(str(out))


@click.command()
@click.argument("runbook", metavar="[RUNBOOK]", default="")
@click.option(
    "--due", "only_due", is_flag=True, help="Only what is due again; exit code 1 where anything is."
)
@JSON
@click.pass_obj
def coverage(session: Session, runbook: str, only_due: bool, as_json: bool) -> int:
    """Which steps of which procedures were exercised, when and by whom.

    A step whose text was edited since is untested again; what was last exercised longer ago than the
    policy's quarter is due.
    """
    from console.cli.drills import drill_text  # noqa: PLC0415 - heavy: only when it runs

    desk = _desk(session)
    wanted = desk.shelf.get(runbook).id if runbook else ""
    found = [each for each in desk.coverage() if wanted in ("", each.runbook)]
    if only_due:
        found = [each for each in found if each.due]
    if as_json:
        session.say_json(drill_text.coverage_document(found))
    else:
        whole = bool(runbook) or only_due
        session.say("\n".join(drill_text.coverage_page(found, session.zone, whole=whole, only_due=only_due)))
    return _DUE if only_due and found else 0


PAPERS = (score, history, debrief, coverage)


def _desk(session: Session, own: tuple[Path, ...] = ()) -> Desk:
    from console.cli.drills.drill_desk import Desk  # noqa: PLC0415 - heavy: only when it runs

    return Desk(session, own)


def _head(session: Session, found: Reckoned) -> str:
    from data.markdown import escaped  # noqa: PLC0415 - heavy: only when it runs

    head = found.folder.head
    when = head.began.astimezone(session.zone).isoformat(timespec="minutes")
    return f"{escaped(head.who)} · {when} · scenario {escaped(head.scenario)}, seed {head.seed}"
