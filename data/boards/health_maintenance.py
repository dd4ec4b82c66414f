"""What is changed on purpose, now and next, and when the policy lets things be changed."""

from __future__ import annotations

from datetime import datetime

from data.boards.gain import Gain
from data.boards.outlook import Outlook
from data.boards.sentences import clock
from data.maintenance import rhythm_of, span_after, span_at
from data.models.board import Fact, Panel, Shape
from data.models.maintenance import Opening
from data.models.practice import Window
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict

_CONFIGURE = """[[maintenance]]
name = "patches"
every = "week"
weekday = "sunday"
at = 02:00:00
lasts = "4h"
zone = "UTC"
covers = ["db *", "services"]
"""


def maintenance(snapshot: Snapshot, outlook: Outlook, environment: str) -> Gain:
    """The windows that are open, the next one, and the policy's own for this environment."""
    facts = [_open(each, snapshot, outlook) for each in snapshot.openings]
    if snapshot.upcoming is not None:
        facts.append(_next(snapshot.upcoming, snapshot, outlook))
    allowed = [
        _allowed(window, snapshot)
        for window in outlook.policy.windows
        if window.environment.lower() == environment.strip().lower()
    ]
    facts += allowed
    if not facts:
        words = "no window is planned"
        panel = Panel("maintenance", "Maintenance", (), Shape.THINGS, Phase.NOT_CONFIGURED, words, _CONFIGURE)
        return Gain("maintenance", "", None, panel)
    panel = Panel("maintenance", "Maintenance", tuple(facts), Shape.THINGS)
    return Gain("maintenance", _words(facts), None, panel)


def _words(facts: list[Fact]) -> str:
    first = facts[0]
    return f"{first.name} {first.text}"


def _open(opening: Opening, snapshot: Snapshot, outlook: Outlook) -> Fact:
    window = opening.maintenance
    covered = [state for state in snapshot.sources if window.covers(state.name, state.group)]
    wrong = [state for state in covered if state.verdict is not Verdict.PASS]
    silence = "their alarms are silenced" if window.silence else "their alarms are not silenced"
    return Fact(
        key=f"maintenance:{window.name}",
        name=window.name,
        text=f"until {clock(opening.span.end, snapshot.at, outlook.zone)}",
        since=opening.span.start,
        words=f"covers {len(covered)} sources, {silence}; {len(wrong)} of them do not pass",
        group="open now",
        details=(
            *((("note", window.note),) if window.note else ()),
            *((state.name, state.verdict.value) for state in covered),
        ),
    )


def _next(opening: Opening, snapshot: Snapshot, outlook: Outlook) -> Fact:
    window = opening.maintenance
    return Fact(
        key=f"maintenance:next:{window.name}",
        name=window.name,
        text=f"next {_from_to(opening.span.start, opening.span.end, snapshot, outlook)}",
        words=f"covers {', '.join(window.patterns) or 'nothing'}",
        group="planned",
        details=(("note", window.note),) if window.note else (),
    )


def _allowed(window: Window, snapshot: Snapshot) -> Fact:
    """What the policy says of changes: until when they may be made, or from when on."""
    return Fact(
        key=f"maintenance:policy:{window.environment}:{window.when}",
        name="the policy",
        text=allowed_words(window, snapshot.at),
        words=f"{window.origin.says} {window.origin.policy} § {window.origin.section}",
        group="policy",
        details=(
            ("when", f"{window.when} {window.zone}".strip()),
            ("frequency", window.frequency),
            ("notice", window.notice),
            *(("activity", activity) for activity in window.activities),
            *(("approval", step) for step in window.approval),
        ),
    )


def allowed_words(window: Window, now: datetime) -> str:
    """``allows changes until 06:00 UTC``, or from when on, and how long before that they are announced."""
    rhythm = rhythm_of(window)
    if rhythm is None:
        return f"allows changes: {window.when}"
    span = span_at(rhythm, now)
    if span is not None:
        return f"allows changes until {span.end.astimezone(rhythm.zone):%H:%M} {rhythm.zone}"
    coming = span_after(rhythm, now)
    begins = f" from {coming.start.astimezone(rhythm.zone):%a %H:%M} {rhythm.zone}" if coming else ""
    return f"allows changes{begins}, announced {window.notice} before"


def _from_to(start: datetime, end: datetime, snapshot: Snapshot, outlook: Outlook) -> str:
    return f"{clock(start, snapshot.at, outlook.zone)}–{end.astimezone(outlook.zone):%H:%M}"
