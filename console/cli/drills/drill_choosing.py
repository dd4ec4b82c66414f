"""What ``ops-console drill`` asks: which scenario is to be played, or whether one is to be gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.drills.drill_resume import left_drills, left_words
from console.cli.session import Session
from data.errors import UsageError
from data.safe import safe

if TYPE_CHECKING:
    from data.drills.plays.folders import DrillFolder
    from data.drills.scenarios.library import Scenarios
    from data.models.scenario import Scenario

_FIRST = "database-connections"
"""The one to begin with: what is wrong is seen, and one procedure mends it."""
_MOST = 10
"""So many digits no number of a scenario has."""
_QUESTION = "Which one? A number, or q to leave"
_QUESTION_LEFT = "Which one? A number, r to go on, or q to leave"


def choose(session: Session, scenarios: Scenarios) -> Scenario | DrillFolder | None:
    """Which one is to be played, or gone on with; None where somebody would rather not."""
    found = numbered(scenarios)
    session.say("Drills: an invented outage on the console's own screens. Nothing is touched.\n")
    for number, each in enumerate(found, 1):
        session.say(f"{number:>3}  {each.title}, {minutes_of(each)} min")
    left = _latest_left(session)
    session.say()
    if left is not None:
        session.say(f"  r  {left_words(left)}\n")
    question = _QUESTION_LEFT if left else _QUESTION
    while True:
        words = click.prompt(question, default="1").strip()
        if words.casefold() in ("q", "quit"):
            return None
        if left is not None and words.casefold() in ("r", "resume"):
            return left
        meant = of_number(found, words)
        if meant is not None:
            return meant
        if words.isdecimal():
            session.say(f"{safe(words, _MOST)} is none of them: 1 to {len(found)}")
            continue
        try:
            return scenarios.get(words)
        except UsageError as error:
            session.say(str(error))


def numbered(scenarios: Scenarios) -> list[Scenario]:
    """All of them in the order of their numbers, which is that of the question."""
    return sorted(scenarios.scenarios, key=lambda each: each.id != _FIRST)


def of_number(found: list[Scenario], words: str) -> Scenario | None:
    """The one whose number that is; None where it is none."""
    number = int(words) if words.isdecimal() and len(words) < _MOST else 0
    return found[number - 1] if 1 <= number <= len(found) else None


def minutes_of(scenario: Scenario) -> int:
    """How long it lasts."""
    return round(scenario.lasts / 60)


def _latest_left(session: Session) -> DrillFolder | None:
    from data.drills.plays.unfinished import is_played  # noqa: PLC0415 - heavy: only when it runs

    return next((each for each in reversed(left_drills(session)) if not is_played(each)), None)
