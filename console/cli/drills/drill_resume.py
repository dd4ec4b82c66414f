"""``ops-console drill resume``: going on with a drill that was left half-way, and which ones there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.session import Session
from console.cli.speed import SPEED

if TYPE_CHECKING:
    from console.cli.drills.drill_desk import Desk
    from data.drills.plays.folders import DrillFolder

_SHOWN = 5


@click.command("resume")
@click.argument("name", metavar="[DRILL]", default="")
@click.option("--speed", type=SPEED, default=None, help="Seconds of it to one of yours; by default the last.")
@click.option(
    "--scenario",
    "own",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="A scenario of your own, where the drill's folder has no copy of it as it was played.",
)
@click.pass_obj
def resume_drill(session: Session, name: str, speed: float | None, own: tuple[Path, ...]) -> int:
    """Go on with a drill that was left half-way: the latest, where none is named.

    Nothing is lost by leaving one, with q or without: its world, its messages and what was half
    written are there again, and its time goes on where it stood. What passed meanwhile counts nothing.
    """
    from console.cli.drills.drill_desk import Desk  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.unfinished import to_resume, unfinished_in  # noqa: PLC0415

    desk = Desk(session, own)
    folder = to_resume(unfinished_in(desk.root), name, [each.path.name for each in desk.drills])
    session.require_terminal()
    return resume(desk, folder, speed)


def resume(desk: Desk, folder: DrillFolder, speed: float | None = None) -> int:
    """Open the console on that drill. Raises OpsError."""
    from console.drill.app import play  # noqa: PLC0415 - heavy: textual
    from console.drill.resuming import resumed_parts  # noqa: PLC0415
    from data.drills.plays.as_played import scenario_as_played  # noqa: PLC0415

    session = desk.session
    scenario = scenario_as_played(folder, session.policies(), lambda: desk.scenarios)
    return play(resumed_parts(session, folder, scenario, speed))


def left_drills(session: Session) -> tuple[DrillFolder, ...]:
    """The drills that were left half-way, oldest first."""
    from data.config.places import state_dir  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.folders import drills_dir  # noqa: PLC0415
    from data.drills.plays.unfinished import unfinished_in  # noqa: PLC0415

    return unfinished_in(drills_dir(state_dir(session.environ)))


def left_lines(session: Session) -> list[str]:
    """Which drills were left, how far each came, and how to go on; nothing where there is none."""
    from console.cli.table import table  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.unfinished import is_played  # noqa: PLC0415

    found = left_drills(session)
    if not found:
        return []
    rows = [
        [each.path.name, place_of(each), _begun(session, each), "being played" if is_played(each) else ""]
        for each in reversed(found[-_SHOWN:])
    ]
    more = len(found) - _SHOWN
    others = [f"  {more} more: ops-console drill history"] if more > 0 else []
    how = "ops-console drill resume [DRILL] goes on with the latest, or with the one named."
    return ["", "Left half-way:", *table(rows, indent=2, page=110), *others, how]


def left_words(folder: DrillFolder) -> str:
    """One of them in a line, short enough for a narrow terminal."""
    from data.safe import safe  # noqa: PLC0415 - heavy: only when it runs

    return f"go on with {safe(folder.head.called)}, {place_of(folder)}"


def place_of(folder: DrillFolder) -> str:
    """How far it came, as in 04:10 of 30:00."""
    from data.drills.plays.telling import place_words  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.unfinished import progress_of  # noqa: PLC0415

    standing = progress_of(folder)
    return place_words(standing.second, standing.lasts) if standing.lasts else "not begun"


def _begun(session: Session, folder: DrillFolder) -> str:
    from data.safe import safe  # noqa: PLC0415 - heavy: only when it runs

    when = folder.head.began.astimezone(session.zone).isoformat(sep=" ", timespec="minutes")
    return f"{safe(folder.head.who)}, {when}"
