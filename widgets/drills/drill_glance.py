"""What the players of a drill see, in a few lines for whoever leads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from data.drills.leaders.leading import Asked, Glance
from data.drills.plays.telling import ENDED, INJECT
from data.incidents.fold import TELLING
from data.incidents.telling import telling
from data.models.entry import Entry
from data.models.policy import Policy
from data.models.snapshot import Phase, SourceState
from data.models.timer import Timer, TimerState
from data.models.verdict import Verdict
from data.procedures.fields import number
from data.safe import safe
from widgets.countdown import left_words
from widgets.health.health_row import signal_name
from widgets.health.health_sentence import why
from widgets.incidents.incident_summary import summary_lines
from widgets.journal.entry_row import summary
from widgets.line import Line, Span, clip, fit, line, width_of, wrap
from widgets.sign import quiet, sign

_NAME = 18
_NOT_SHOWN = "and {} more  "


def glance_lines(
    glance: Glance, policy: Policy, width: int, zone: tzinfo, *, brief: bool
) -> tuple[Line, ...]:
    """Services, incident, clocks, last entries; `brief` is for where there are few rows."""
    lines = [_brief_services(glance, width)] if brief else list(_services(glance))
    lines += [] if brief else [()]
    if glance.incident is None:
        lines.append(line(Span("No incident has been declared.", "dim")))
    else:
        lines += summary_lines([(glance.incident, policy, glance.timers, glance.since)], 1, key="")
        lines += [_clock(each) for each in _pressing(glance.timers)[: 2 if brief else 6]]
        shown = glance.asked[: 2 if brief else 9]
        lines += [_asked(each) for each in shown]
        if len(shown) < len(glance.asked):
            lines.append(line(Span(f"  {len(glance.asked) - len(shown)} more are asked: a", "warn")))
    lines += [] if brief else [()]
    for entry in glance.lately[-(3 if brief else 12) :]:
        lines.append(line(Span(f"{entry.at.astimezone(zone):%H:%M:%S} ", "dim"), safe(_told(entry))))
    return tuple(clip(each, width) for each in lines)


def _services(glance: Glance) -> Iterator[Line]:
    for each in glance.services:
        name = Span(f" {fit(each.name, _NAME)} ", quiet(each.verdict))
        yield line(sign(each.verdict), name, Span(safe(_said(each)), "dim"))


def _said(state: SourceState) -> str:
    """Why it stands as it does, with the name of what was measured."""
    reading = state.leading if state.phase is Phase.FRESH else None
    measured = reading is not None and reading.observation.unit != "bool"
    return f"{signal_name(reading)} {why(state)}" if reading is not None and measured else why(state)


def _brief_services(glance: Glance, width: int) -> Line:
    """In one row: by name what does not pass, the worst first, and how many others there are."""
    off = [each for each in glance.services if each.verdict is not Verdict.PASS]
    off.sort(key=lambda state: -state.weight.rank)
    well = len(glance.services) - len(off)
    others = f" {well} {'passes' if well == 1 else 'pass'}"
    room = width - len(_NOT_SHOWN.format(len(off))) - len(others) - 1
    pieces: list[Span] = []
    for at, each in enumerate(off):
        named = [sign(each.verdict), Span(f" {each.name}  ", quiet(each.verdict))]
        if width_of([*pieces, *named]) > room:
            pieces.append(Span(_NOT_SHOWN.format(len(off) - at), "warn"))
            break
        pieces += named
    return (*pieces, sign(Verdict.PASS), Span(others, "dim"))


def _pressing(timers: tuple[Timer, ...]) -> list[Timer]:
    states = (TimerState.MISSED, TimerState.RUNNING)
    open_ = [each for each in timers if each.state in states and each.left is not None and not each.former]
    return sorted(open_, key=lambda each: each.left or 0.0)


def _told(entry: Entry) -> str:
    """What an entry says; who reached the players, and what the drill was worth."""
    if entry.kind == INJECT:
        return f"{entry.get('who') or 'log'}: {summary(entry)}"
    if entry.kind == ENDED:
        score = entry.get("score")
        total = number(score.get("total")) if isinstance(score, Mapping) else None
        return "ended" if total is None else f"ended with {total:g} of 100"
    if entry.kind.startswith(TELLING):
        return f"{entry.by}: {telling(entry.kind, entry.fields) or entry.kind}"
    return f"{entry.by}: {entry.kind} {summary(entry)}"


def _clock(timer: Timer) -> Line:
    late = timer.state is TimerState.MISSED
    words = left_words(timer.left or 0.0)
    return line(Span(f"  {fit(timer.name, _NAME)} "), Span(words, "fail" if late else "plain"))


def _asked(asked: Asked) -> Line:
    """A question that somebody invented may answer."""
    question = asked.question
    return line(
        Span(f"  ? {question.id} ", "warn"), Span(question.text), Span(f" ({question.stamp.by})", "dim")
    )


def story_lines(story: str, width: int) -> list[Line]:
    """What really goes on."""
    return [line(Span("The story", "heading")), *wrap(safe(" ".join(story.split())), width)]
