"""What ``ops-console drill`` asks: which scenario is to be played, or whether one is to be gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.drills.drill_resume import left_drills, left_words
from console.cli.session import Session
from data.errors import UsageError

if TYPE_CHECKING:
    from data.drills.plays.folders import DrillFolder
    from data.drills.scenarios.library import Scenarios
    from data.models.scenario import Scenario

_FIRST = "database-connections"
"""The one to begin with: what is wrong is seen, and one procedure mends it."""
_QUESTION = "Which one? A number, or q to leave"
_QUESTION_LEFT = "Which one? A number, r to go on, or q to leave"


def choose(session: Session, scenarios: Scenarios) -> Scenario | DrillFolder | None:
    """Which one is to be played, or gone on with; None where somebody would rather not."""
    found = sorted(scenarios.scenarios, key=lambda each: each.id != _FIRST)
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
        if words.isdecimal() and 1 <= int(words) <= len(found):
            return found[int(words) - 1]
        if words.isdecimal():
            session.say(f"{words} is none of them: 1 to {len(found)}")
            continue
        try:
            return scenarios.get(words)
        except UsageError as error:
            session.say(str(error))


def minutes_of(scenario: Scenario) -> int:
    """How long it lasts."""
    return round(scenario.lasts / 60)


def _latest_left(session: Session) -> DrillFolder | None:
    from data.drills.plays.unfinished import is_played  # noqa: PLC0415 - heavy: only when it runs

    return next((each for each in reversed(left_drills(session)) if not is_played(each)), None)
