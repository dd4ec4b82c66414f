"""``ops-console incident export-scenario``: a drill made of what really happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.incidents.incident_change import desk_of
from console.cli.recording import refuse_read_only
from console.cli.session import Session
from console.cli.streams import complain

if TYPE_CHECKING:
    from console.cli.incidents.incident_desk import Desk
    from data.drills.life.lived import Lived
    from data.drills.life.neutral import Names
    from data.models.series import Key, Series
    from data.models.snapshot import Snapshot
    from data.recorder.recordings import Recordings

_MOMENTS = 12
"""So many snapshots are looked at; values in between come from the recorded series."""


@click.command("export-scenario")
@click.argument("id", default="")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write FILE, which only you can read; else the text is printed.",
)
@click.pass_obj
def export_scenario(session: Session, id: str, out: Path | None) -> None:
    """Make a drill of an incident: its signals, alerts and steps, without a name or a secret of yours.

    What the flight recorder kept of that time is used; without it, the evidence in the journal alone.
    """
    from console.cli.incidents.incident_writing import put  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.life.neutral import Neutral  # noqa: PLC0415
    from data.drills.life.scenario import exported, read_back  # noqa: PLC0415
    from data.messages.own_secrets import own_secrets  # noqa: PLC0415

    if out:
        refuse_read_only(session)
    desk = desk_of(session)
    lived, doubts = _with_recordings(session, lived_of(desk, id))
    neutral = Neutral(_names(session, lived), own_secrets(session.settings(), session.environ))
    made = exported(lived, neutral, session.policies())
    read_back(made.text, lived.shelf, session.policies())
    for each in doubts:
        complain(each)
    if out is None:
        session.say(made.text.rstrip("\n"))
        return
    put(out, made.text)
    session.say(str(out))
    for each in made.left_out:
        session.say(f"not taken over: {each}")


def lived_of(desk: Desk, name: str) -> Lived:
    """What the journal tells of an incident; of the one resolved last, where none is open or named."""
    from data.drills.life.lived import Lived, about, runs_of  # noqa: PLC0415
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415
    from data.runbook_runs.finding import entries_about_runs  # noqa: PLC0415 - heavy: only when it runs
    from data.runbook_runs.fold import fold_runbook_runs  # noqa: PLC0415

    session, incident = desk.session, desk.after(name)
    runs = fold_runbook_runs(entries_about_runs(session.journal())).values()
    lived = Lived(
        incident=incident,
        policy=desk.policy(incident),
        shelf=load_runbooks(session.settings().procedures),
        until=desk.now,
        entries=about(incident.id, desk.entries(incident)),
    )
    return replace(lived, runs=runs_of(lived, runs))


def _with_recordings(session: Session, lived: Lived) -> tuple[Lived, tuple[str, ...]]:
    """The same, with what the flight recorder kept of its time, and in which that is wanting."""
    from data.config.places import recordings_dir  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.life.doubts import doubts_of  # noqa: PLC0415
    from data.drills.life.lived import AFTER_S, BEFORE_S  # noqa: PLC0415
    from data.errors import BadDataError  # noqa: PLC0415
    from data.recorder.recordings import Recordings  # noqa: PLC0415

    found = Recordings(recordings_dir(session.environ, session.settings().console.environment))
    first, last = (_moment(at) for at in (lived.declared - BEFORE_S, lived.end + AFTER_S))
    try:
        pasts = found.series(first, last)
        known = replace(lived, pasts=pasts, snapshots=_snapshots(found, lived, pasts))
        spells = [(begins.timestamp(), ends.timestamp()) for begins, ends in found.spells()]
        damaged = [at.timestamp() for at in found.damaged(first, last)]
    except (OSError, BadDataError) as error:
        return lived, (f"what was recorded cannot be read, and is left out: {error}",)
    return known, doubts_of(known, spells, damaged, session.zone)


def _snapshots(found: Recordings, lived: Lived, pasts: Mapping[Key, Series]) -> tuple[Snapshot, ...]:
    """Some moments of all that was recorded, those that matter among them."""
    times = [at for series in pasts.values() for at in (series.times[0], series.times[-1])]
    if not times:
        return ()
    begins, ends = min(times), max(times)
    moments = {begins + (ends - begins) * share / _MOMENTS for share in range(_MOMENTS + 1)}
    shown = (found.snapshot(_moment(at)) for at in sorted({*moments, lived.seen, lived.declared, lived.end}))
    return tuple(each for each in shown if each is not None)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _names(session: Session, lived: Lived) -> Names:
    """Every name that must not get out."""
    from data.drills.life.names import names_of  # noqa: PLC0415 - heavy: only when it runs

    settings = session.settings()
    who, where = settings.console.who(session.environ), settings.console.where()
    return names_of(settings, lived.snapshots, lived.entries, lived.runs, who=who, where=where)
