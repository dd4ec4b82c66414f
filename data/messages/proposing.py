"""Which words should be said next in an incident, by its clocks and by what has been said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from data.models.incident import Audience, Incident, Stamp, Update
from data.models.letter import Letter
from data.models.message import Moment, NextWords, Template
from data.models.policy import Policy
from data.models.timer import Timer, TimerState

_FIRST = {
    Audience.INTERNAL: "the team has not been told yet",
    Audience.PUBLIC: "nothing has been said in public yet",
}
_LATER = {
    Moment.SCOPE: "the second public word says who is affected",
    Moment.UPDATE: "an update goes on from the last words",
    Moment.LONG: "it has become a long incident",
}
_NEAR = {
    Moment.SCOPE: (Moment.UPDATE,),
    Moment.LONG: (Moment.UPDATE,),
    Moment.FIRST: (Moment.UPDATE,),
}
"""What does where nobody has a text for the moment itself."""


def next_words(
    incident: Incident,
    timers: Iterable[Timer],
    templates: Sequence[Template],
    policy: Policy | None = None,
) -> tuple[NextWords, ...]:
    """What should be said next, the most urgent first; with `policy`, in the words for the severity."""
    clocks = tuple(timers)
    severity = policy.severity(incident.severity) if policy else None
    home = {incident.policy, severity.origin.policy if severity else incident.policy}
    rank = severity.rank if severity else None
    found = []
    for audience, moment, why, timer in _owed(incident, clocks):
        template = best(templates, incident, audience, moment, rank, home)
        if template is not None:
            due, left = (timer.due, timer.left) if timer else (None, None)
            found.append(NextWords(template, why, due, left))
    return tuple(sorted(found, key=lambda each: float("inf") if each.left is None else each.left))


def as_if_said(incident: Incident, waiting: Iterable[Letter]) -> Incident:
    """The incident as it will be when the words that wait have gone: they are not to be said twice."""
    words = {letter.words: letter for letter in waiting if letter.words}
    said = [
        Update(each.audience, each.body, Stamp(each.at, each.at.timestamp(), each.by))
        for each in words.values()
    ]
    return replace(incident, updates=(*incident.updates, *said)) if said else incident


def best(
    templates: Sequence[Template],
    incident: Incident,
    audience: Audience,
    moment: Moment,
    rank: int | None = None,
    home: Collection[str] = (),
) -> Template | None:
    """The template that suits best: a team's own, then its ladder's, then of one of `home`, then any."""
    for wanted in (moment, *_NEAR.get(moment, ())):
        fitting = [
            each
            for each in templates
            if each.audience is audience
            and each.moment is wanted
            and (not each.ranks or (rank in each.ranks and each.document in home))
        ]
        if fitting:
            return max(fitting, key=lambda each: _suits(each, incident, home))
    return None


def _suits(template: Template, incident: Incident, home: Collection[str]) -> tuple[bool, bool, bool, bool]:
    by_ladder = bool(incident.ladder) and template.document == incident.ladder
    return not template.document, by_ladder, template.document in home, bool(template.ranks)


def _owed(
    incident: Incident, timers: Sequence[Timer]
) -> Iterator[tuple[Audience, Moment, str, Timer | None]]:
    for audience in Audience:
        told = _moment(audience, incident, timers)
        if told is not None:
            yield audience, *told, _first_due(_clocks(audience, incident, timers))
    called = _first_due([each for each in timers if each.name == "escalate" and not each.former])
    if called is not None:
        yield Audience.INTERNAL, Moment.ESCALATION, "somebody must be called", called


def _moment(audience: Audience, incident: Incident, timers: Sequence[Timer]) -> tuple[Moment, str] | None:
    said = [update.stamp for update in incident.updates if update.audience is audience]
    over = incident.resolved
    if over is not None:
        known = bool(said) or audience is Audience.INTERNAL
        last = max((stamp.steady for stamp in said), default=float("-inf"))
        return (
            (Moment.RESTORED, "it is over, and nobody has said so") if known and last < over.steady else None
        )
    if not said:
        return Moment.FIRST, _FIRST[audience]
    moment = Moment.UPDATE
    if audience is Audience.PUBLIC and incident.ladder:
        moment = Moment.SCOPE if len(said) == 1 else moment
        moment = Moment.LONG if any(_outgrown(each, incident) for each in timers) else moment
    return moment, _LATER[moment]


def _clocks(audience: Audience, incident: Incident, timers: Sequence[Timer]) -> list[Timer]:
    name = f"{audience.value}-update"
    public = audience is Audience.PUBLIC
    return [
        each
        for each in timers
        if not each.former and (each.name == name or (public and _of_ladder(each, incident)))
    ]


def _of_ladder(timer: Timer, incident: Incident) -> bool:
    return bool(incident.ladder) and timer.origin is not None and timer.origin.policy == incident.ladder


def _outgrown(timer: Timer, incident: Incident) -> bool:
    """Whether a repeating rung of the ladder has ended because the incident is a long one."""
    return _of_ladder(timer, incident) and timer.repeats and timer.state is TimerState.NOT_SET


def _first_due(timers: Sequence[Timer]) -> Timer | None:
    running = [(each.left, number, each) for number, each in enumerate(timers) if each.left is not None]
    return min(running)[2] if running else None
