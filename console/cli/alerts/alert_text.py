"""What the alert commands print for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from console.cli.table import table
from data.alerts.acts import Acts
from data.alerts.case import Case, Standing
from data.alerts.clock import waiting_words
from data.alerts.desk import Desk, Kept


def listing(desk: Desk) -> list[str]:
    """Of ``alert list``: what is unanswered first; what is not known is said above all."""
    lines = list(warnings(desk))
    rows = [_row(case, desk) for case in desk.cases]
    if rows:
        lines += table([["", "alert", "answer", "key", "says"], *rows], page=140)
    elif not any(trouble.blind for trouble in desk.troubles):
        lines.append("nothing fires")
    plain = [kept for kept in desk.silences if not kept.silence.acknowledges]
    if plain:
        lines += [
            "",
            *table([["silence", "", "by", "matches"], *(_silence(kept, desk) for kept in plain)], page=140),
        ]
    return lines


def warnings(desk: Desk) -> Iterator[str]:
    """What cannot be believed, a line each."""
    for trouble in desk.troubles:
        yield (
            f"{trouble.source}: NO DATA: {trouble.words}"
            if trouble.blind
            else f"{trouble.source} {trouble.words}"
        )
    for source, shown, total in desk.cut:
        yield f"{source}: showing {shown:,} of {total:,}, the gravest first"


def history(acts: Acts, zone: tzinfo) -> list[str]:
    """Of ``alert history``, oldest first."""
    rows = [
        [_moment(act.at, zone), act.by, act.word, act.title or act.silence, act.reason] for act in acts.all
    ]
    return (
        table([["when", "who", "did", "alert", "why"], *rows], page=140) if rows else ["nothing was answered"]
    )


def _row(case: Case, desk: Desk) -> list[str]:
    mark = "!" if case.overdue(desk.now) else ""
    key = case.fingerprint[:12] or case.key
    return [mark, f"{case.title} [{case.severity or '?'}]", _answer(case, desk), key, case.summary]


def _answer(case: Case, desk: Desk) -> str:
    held = case.answered
    if case.standing is Standing.UNANSWERED:
        return waiting_words(case, desk.now)
    if held is not None:
        return f"{held.by}: {held.reason}"
    ends = [silence.ends for silence in case.silences if silence.ends]
    return f"silenced until {_moment(max(ends), desk.zone)}" if ends else case.standing.value


def _silence(kept: Kept, desk: Desk) -> list[str]:
    silence = kept.silence
    ends = f"until {_moment(silence.ends, desk.zone)}" if silence.ends else ""
    return [silence.id[:13], ends, f"{silence.created_by}: {silence.comment}", silence.title]


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
