"""``ops-console replay``: a past hour on the same screens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from console.cli.session import Session

if TYPE_CHECKING:
    from data.recorder.recordings import Recordings

_BEFORE_END = timedelta(minutes=10)


@click.command()
@click.option(
    "--at", "words", default="", metavar="TIME", help="Where to begin; by default ten minutes before the end."
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 60),
    default=1.0,
    show_default=True,
    help="Seconds of then to one of now.",
)
@click.option("--list", "listed", is_flag=True, help="Say what is recorded, and leave.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON.")
@click.pass_obj
def replay(session: Session, words: str, speed: float, listed: bool, as_json: bool) -> int:
    """Open the console on what the flight recorder kept, and go through it.

    , and . go ten seconds back and on, < and > five minutes, P stops and goes on, G goes to a moment.
    """
    from data.config.places import recordings_dir  # noqa: PLC0415
    from data.errors import UsageError  # noqa: PLC0415 - heavy: only when it runs
    from data.recorder.moments import moment_of  # noqa: PLC0415
    from data.recorder.recordings import Recordings  # noqa: PLC0415

    console = session.settings().console
    folder = recordings_dir(session.environ, console.environment)
    recordings = Recordings(folder)
    if listed or as_json:
        _list(session, recordings, as_json)
        return 0
    span = recordings.span()
    if span is None:
        raise UsageError(f"nothing is recorded in {folder}", "an open console records what it sees")
    zone = console.zone(session.environ)
    at = moment_of(words, zone, span[1]) if words else max(span[0], span[1] - _BEFORE_END)
    if not span[0] <= at <= span[1]:
        first, last = (each.astimezone(zone).isoformat(timespec="seconds") for each in span)
        raise UsageError(
            f"nothing is recorded at {at.isoformat(timespec='seconds')}", f"from {first} to {last}"
        )
    session.require_terminal()
    from console.replay.replay_parts import open_replay  # noqa: PLC0415 - heavy: textual

    return open_replay(session, recordings, span, at, speed)


def _list(session: Session, recordings: Recordings, as_json: bool) -> None:
    zone = session.settings().console.zone(session.environ)

    def shown(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat(timespec="seconds")

    hours = recordings.hours()
    if as_json:
        rows = [{"from": shown(each.first), "until": shown(each.last), "bytes": each.size} for each in hours]
        session.say_json({"schema": 1, "recorded": rows})
    elif not hours:
        session.say("nothing is recorded")
    for each in () if as_json else hours:
        session.say(f"{shown(each.first)}  {shown(each.last)}  {each.size / 2**20:6.1f} MB")
