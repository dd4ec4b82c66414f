"""Health in a sentence or two: what is wrong, since when, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from widgets.line import Line, Span, line, shorten, width_of
from widgets.moment import clock_time
from widgets.sign import TONE_OF

_SAYS = {
    Verdict.FAIL: ("fails", "fail"),
    Verdict.ERROR: ("cannot be asked", "cannot be asked"),
    Verdict.NO_DATA: ("has no data", "have no data"),
    Verdict.STALE: ("is stale", "are stale"),
    Verdict.WARN: ("warns", "warn"),
}

_HINT = Span("   enter opens it", "accent")
_REASON = 20
"""Cells that a reason is given at least, however long its source's name is."""


def health_sentence(
    snapshot: Snapshot | None, zone: ZoneInfo, width: int, *, recorded: bool = False
) -> tuple[Line, ...]:
    """One line that counts, and one of at most `width` cells for the worst: what a tired person can act on.

    `recorded` says that a recording is shown: where it has nothing, that says nothing of the sources.
    """
    if snapshot is None or not snapshot.sources:
        why_not = "Nothing was recorded of this moment" if recorded else "No source is configured"
        return (line(Span(f"{why_not}, so nothing can be said.", "strong")),)
    total = len(snapshot.sources)
    asked = [state for state in snapshot.sources if state.phase is not Phase.LOADING]
    wrong = [state for state in asked if state.verdict is not Verdict.PASS]
    silenced = [state for state in wrong if snapshot.silenced(state)]
    bad = sorted((state for state in wrong if state not in silenced), key=lambda state: -state.weight.rank)
    if not bad and len(asked) < total:
        have = "has" if len(asked) == 1 else "have"
        so_far = f"{len(asked)} {have} answered, all is well so far{_apart(silenced)}."
        answered = so_far if asked else "none has answered yet."
        return (line(Span(f"Asking {_sources(total)}; {answered}", "dim")),)
    if not bad:
        verb = "passes" if total == 1 else "pass"
        passing = f"{total - len(silenced)} of {_sources(total)} {verb}{_apart(silenced)}."
        return (line(Span("All is well: ", "pass"), Span(passing, "dim")),)
    return (_counts(bad, total, silenced), _worst(bad[0], snapshot, zone, width))


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"


def _apart(silenced: Sequence[SourceState]) -> str:
    """What does not pass, but is being changed on purpose."""
    return (
        f"; {len(silenced)} in maintenance {'does' if len(silenced) == 1 else 'do'} not" if silenced else ""
    )


def _counts(bad: list[SourceState], total: int, silenced: Sequence[SourceState]) -> Line:
    pieces: list[Span] = []
    for verdict, (one, many) in _SAYS.items():
        count = sum(state.verdict is verdict for state in bad)
        if count:
            of = f" of {_sources(total)}" if not pieces else ""
            pieces += [Span(", ")] if pieces else []
            pieces.append(Span(f"{count}{of} {one if count == 1 else many}", TONE_OF[verdict]))
    return (*pieces, Span(f"; {total - len(bad) - len(silenced)} pass{_apart(silenced)}.", "dim"))


def _worst(state: SourceState, snapshot: Snapshot, zone: ZoneInfo, width: int) -> Line:
    """Where there is no room, the hint goes first, then words of the reason; since when stays."""
    since = since_words(state, snapshot, zone)
    name, ago = Span(f"{state.name}: ", "strong"), Span(f", since {since}" if since else "")
    room = max(_REASON, width - width_of((name, ago)))
    said = (name, Span(shorten(why(state), room)), ago)
    hinted = (*said, _HINT)
    return hinted if width_of(hinted) <= width else said


def since_words(state: SourceState, snapshot: Snapshot, zone: ZoneInfo) -> str:
    """As in ``08:50``, or ``08:50 or earlier`` where it was so from the first answer on; empty for never."""
    since = clock_time(state.since, snapshot.at, zone)
    return f"{since} or earlier" if since and state.earlier and state.verdict is not Verdict.PASS else since


def why(state: SourceState) -> str:
    """What is the matter with a source, in its own words."""
    if state.phase in (Phase.FAILED, Phase.NO_RIGHTS) and state.failure:
        return state.failure.message
    if state.phase is Phase.STALE:
        return "has not answered in time"
    return state.leading.words if state.leading else "no reading"
