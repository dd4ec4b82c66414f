"""``ops-console replay``: a past hour on the same screens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from console.cli.session import Session
from console.cli.speed import SPEED

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from data.recorder.recordings import Recordings

_BEFORE_END = timedelta(minutes=10)
_SLACK = timedelta(minutes=1)
"""Who names a minute means any second of it."""
_MOST = 4


@click.command()
@click.option(
    "--at", "words", default="", metavar="TIME", help="Where to begin; by default ten minutes before the end."
)
@click.option(
    "--speed",
    type=SPEED,
    default=1.0,
    show_default=True,
    help="Seconds of then to one of now.",
)
@click.option("--list", "listed", is_flag=True, help="Say what is recorded, and leave.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON.")
@click.pass_obj
def replay(session: Session, words: str, speed: float, listed: bool, as_json: bool) -> int:
    """Open the console on what the flight recorder kept, and go through it.

    TIME is "02:14", "yesterday 02:14", "2026-11-20 02:14", with a zone or without, or "10m ago".

    There, , and . go ten seconds back and on, ; and : a minute, < and > ten minutes, { and } an hour,
    P plays and stops, + and - play faster and slower, G goes to a moment.
    """
    from data.config.places import recordings_dir  # noqa: PLC0415
    from data.errors import UsageError  # noqa: PLC0415 - heavy: only when it runs
    from data.recorder.moments import moment_of  # noqa: PLC0415
    from data.recorder.recordings import Recordings  # noqa: PLC0415

    folder = recordings_dir(session.environ, session.settings().console.environment)
    recordings = Recordings(folder)
    if listed or as_json:
        _list(session, recordings, as_json)
        return 0
    span = recordings.span()
    if span is None:
        raise UsageError(f"nothing is recorded in {folder}", "an open console records what it sees")
    at = max(span[0], span[1] - _BEFORE_END)
    if words:
        moment = moment_of(words, session.zone, span[1], session.time.now())
        at = _covered(recordings, moment, session.zone)
    session.require_terminal()
    from console.replay.replay_parts import open_replay  # noqa: PLC0415 - heavy: textual

    return open_replay(session, recordings, span, at, speed)


def _covered(recordings: Recordings, at: datetime, zone: ZoneInfo) -> datetime:
    """That moment, or what is recorded within a minute of it. Raises UsageError where nothing is."""
    from data.errors import UsageError  # noqa: PLC0415 - heavy: only when it runs

    spells = recordings.spells()
    near = min((min(max(at, first), last) for first, last in spells), key=lambda each: abs(each - at))
    if abs(near - at) <= _SLACK:
        return near
    told = ", ".join(f"{_shown(first, zone)} to {_shown(last, zone)}" for first, last in spells[-_MOST:])
    more = f"and {len(spells) - _MOST} times before; " if len(spells) > _MOST else ""
    raise UsageError(f"nothing was recorded at {_shown(at, zone)}", f"recorded: {told}; {more}see --list")


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def _list(session: Session, recordings: Recordings, as_json: bool) -> None:
    zone, hours = session.zone, recordings.hours()
    if as_json:
        rows = [
            {"from": _shown(each.first, zone), "until": _shown(each.last, zone), "bytes": each.size}
            for each in hours
        ]
        session.say_json({"schema": 1, "recorded": rows})
        return
    if not hours:
        session.say("nothing is recorded")
    for each in hours:
        session.say(f"{_shown(each.first, zone)}  {_shown(each.last, zone)}  {each.size / 2**20:6.1f} MB")
