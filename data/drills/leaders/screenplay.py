"""A scenario as whoever leads it reads it: what is to come, what has come, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.catalogue import catalogue
from data.drills.plays.telling import second_words
from data.drills.worlds.values import Episode
from data.drills.worlds.world import World
from data.models.scenario import Condition, Inject, Scenario, Trouble
from data.quantity import format_duration, format_value


class Part(StrEnum):
    """What a line of the script is about."""

    TROUBLE = "trouble"
    INJECT = "inject"
    DEED = "deed"
    NOTE = "note"
    ANSWER = "answer"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the script; `came` and `over` are seconds, None where it has not come, or lasts.

    `planned` is the second at which it would come, None where that depends on `when`. `by` is the leader
    who brought it about; `failed` says why nothing came of it, or that nobody has heard it yet.
    """

    part: Part
    id: str
    words: str
    planned: float | None = None
    came: float | None = None
    over: float | None = None
    when: str = ""
    trail: bool = False
    by: str = ""
    failed: str = ""


def cues_of(world: World, second: float, told: Mapping[str, float]) -> tuple[Cue, ...]:
    """Troubles and injects, by the second at which they came or will come.

    `told` holds the second at which the players were told, by an inject's id.
    """
    episodes = {each.trouble.id: each for each in world.episodes(second)}
    happened = {each.inject.id: each for each in world.happened(second)}
    cues = []
    for trouble in world.scenario.troubles:
        episode = episodes.get(trouble.id)
        planned = _planned(trouble, world.scenario, episodes)
        when = _begins(trouble, world.scenario)
        came, over = (episode.began, episode.cured) if episode else (None, None)
        cues.append(Cue(Part.TROUBLE, trouble.id, trouble.title, planned, came, over, when))
    own = {each.id: each for each in world.scenario.injects}
    own |= {each.inject.id: each.inject for each in happened.values()}
    for inject in own.values():
        known = happened.get(inject.id)
        came = told.get(inject.id, known.second if known else None)
        when = condition_words(inject.when) if inject.when and inject.at is None else ""
        words = inject_words(inject)
        cues.append(
            Cue(
                part=Part.INJECT,
                id=inject.id,
                words=words,
                planned=inject.at,
                came=came,
                when=when,
                trail=inject.trail,
            )
        )
    return in_order(cues)


def in_order(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """What came first, then what comes next, in the end what depends on something."""
    return tuple(sorted(cues, key=_order))


def condition_words(when: Condition) -> str:
    """As in api error rate > 5 % for 1 min."""
    known = catalogue().get(when.signal)
    title, unit = (known.title, known.unit) if known else (when.signal, "")
    must = f"{when.must.comparison.value} {format_value(when.must.number, unit)}"
    lasting = f" for {format_duration(when.lasting)}" if when.lasting else ""
    return f"{when.service} {title} {must}{lasting}"


def inject_words(inject: Inject) -> str:
    """Who says what, by what way."""
    whose = inject.who or inject.source
    return f"{inject.kind.value}{', ' if whose else ''}{whose}: {inject.words}"


def titles_of(troubles: Iterable[str], scenario: Scenario) -> str:
    """What goes wrong, by its titles: ids mean nothing to whoever leads."""
    known = ((id, scenario.trouble(id)) for id in troubles)
    return ", ".join(f"“{trouble.title if trouble else id}”" for id, trouble in known)


def _begins(trouble: Trouble, scenario: Scenario) -> str:
    if trouble.follows:
        lead = f"{second_words(trouble.at)} " if trouble.at else ""
        return f"{lead}after {titles_of([trouble.follows], scenario)}"
    return "" if trouble.at is not None else "only by a harmful deed"


def _planned(trouble: Trouble, scenario: Scenario, episodes: Mapping[str, Episode]) -> float | None:
    """When it begins if nobody does anything; None where it never will by itself, or not any more."""
    if not trouble.follows:
        return trouble.at
    cause, episode = scenario.trouble(trouble.follows), episodes.get(trouble.follows)
    if cause is None or (episode is not None and episode.cured is not None):
        return None
    begins = episode.began if episode is not None else _planned(cause, scenario, episodes)
    return None if begins is None else begins + (trouble.at or 0.0)


def _order(cue: Cue) -> tuple[float, float]:
    if cue.came is not None:
        return cue.came, 0.0
    return (float("inf"), 0.0) if cue.planned is None else (cue.planned, 1.0)
