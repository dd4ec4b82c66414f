"""A replay holds what was measured against what was usual then, not against what has been learned since."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from console.outlooks import Outlooks
from console.parts import Parts
from console.replay.told import ReplayOutlooks
from data.baselines.keeper import Keeper
from data.recorder.pasts import Notes
from tests.console_parts import parts
from tests.data.baselines.test_book import KEY, LONDON, NOW, filled
from tests.fakes import HandClock


class Tape:
    """What was recorded of a console that noted this."""

    trouble = ""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes


def knowing(root: Path, value: float) -> Parts:
    """A console that has learned that value for every hour."""
    keeper = Keeper(LONDON)
    keeper.book = filled(lambda at: value)
    made = parts(root, time=HandClock(NOW))
    standing = replace(made.standing, zone=LONDON)
    return replace(made, watch=replace(made.watch, baselines=keeper), standing=standing)


def said(outlooks: Outlooks, at: datetime = NOW) -> tuple[float, str] | None:
    """The middle of what is usual, and when."""
    found = outlooks.outlook("health").usual(KEY, at)
    return (found.middle, found.when) if found else None


def test_what_was_usual_then_is_what_was_noted(tmp_path: Path) -> None:
    then, today = knowing(tmp_path / "then", 100.0), knowing(tmp_path / "today", 900.0)
    noted = json.loads(json.dumps(Outlooks(then).notes()))
    assert said(ReplayOutlooks(today, Tape(noted))) == said(Outlooks(then)) == (100.0, "on Fridays at 09")


def test_where_nothing_was_noted_it_says_that_it_is_known_today(tmp_path: Path) -> None:
    today = knowing(tmp_path / "today", 900.0)
    assert said(ReplayOutlooks(today, Tape({"looks": {}}))) == (900.0, "on Fridays at 09, as known today")


def test_what_was_not_usual_enough_to_be_known_then_is_not_made_up(tmp_path: Path) -> None:
    then, today = knowing(tmp_path / "then", 100.0), knowing(tmp_path / "today", 900.0)
    then = replace(then, watch=replace(then.watch, baselines=Keeper(LONDON)))
    assert said(ReplayOutlooks(today, Tape(Outlooks(then).notes()))) is None
