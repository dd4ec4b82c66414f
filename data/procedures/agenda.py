"""What is due: each list's occasions held against the runs there were. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist
from data.models.run import Run
from data.procedures.calendar import Occasion, between, coming, current, local_day


class Standing(StrEnum):
    """How an occasion stands, the most urgent first."""

    OVERDUE = "overdue"
    DUE = "due"
    UPCOMING = "upcoming"
    DONE = "done"
    MISSED = "missed"

    @property
    def urgency(self) -> int:
        """0 for the most urgent."""
        return list(Standing).index(self)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One occasion of one list; `run` is the execution that belongs to it, begun or finished."""

    checklist: Checklist
    occasion: Occasion
    standing: Standing
    run: Run | None = None

    @property
    def under_way(self) -> bool:
        """Whether somebody has begun and nobody has signed."""
        return self.run is not None and self.run.signed is None


def agenda(
    checklists: Iterable[Checklist], runs: Sequence[Run], zone: ZoneInfo, now: datetime
) -> list[Engagement]:
    """The occasion of each recurring list that is open now, the most urgent first."""
    found = [
        _engagement(checklist, occasion, runs, zone, now)
        for checklist in checklists
        if (occasion := current(checklist.recurrence, zone, now))
    ]
    return sorted(found, key=lambda each: (each.standing.urgency, each.occasion.due, each.checklist.id))


def upcoming(
    checklists: Iterable[Checklist], zone: ZoneInfo, now: datetime, within: timedelta
) -> list[Engagement]:
    """The next occasion of each list, where it opens within that time, soonest first."""
    found = [
        Engagement(checklist, occasion, Standing.UPCOMING)
        for checklist in checklists
        if (occasion := coming(checklist.recurrence, zone, now)) and occasion.opens <= now + within
    ]
    return sorted(found, key=lambda each: (each.occasion.due, each.checklist.id))


def missed(
    checklists: Iterable[Checklist], runs: Sequence[Run], zone: ZoneInfo, now: datetime, since: date
) -> list[Engagement]:
    """The occasions that have gone by undone after the day `since`, latest first.

    A list that nobody had taken up yet was not missed: it counts from its first run on.
    """
    found: list[Engagement] = []
    for checklist in checklists:
        taken_up = min((run.day for run in runs if run.checklist == checklist.id), default=None)
        if taken_up is None:
            continue
        for occasion in between(checklist.recurrence, zone, taken_up, now):
            each = _engagement(checklist, occasion, runs, zone, now)
            if each.standing is Standing.MISSED and local_day(occasion.closes, zone) > since:
                found.append(each)
    return sorted(found, key=lambda each: each.occasion.due, reverse=True)


def adopted(checklist: Checklist, runs: Iterable[Run], policy: str) -> bool:
    """Whether a team works by a list: its own, those of its policy's document, and those it has run."""
    if not checklist.document or checklist.document == policy:
        return True
    return any(run.checklist == checklist.id for run in runs)


def day_of(checklist: Checklist, zone: ZoneInfo, now: datetime) -> date:
    """The day that a run begun now belongs to."""
    occasion = current(checklist.recurrence, zone, now)
    return occasion.day if occasion else local_day(now, zone)


def run_to_do(checklist: Checklist, day: date, runs: Iterable[Run]) -> tuple[str, Run | None]:
    """The id of the run to work on, and the run itself where it has been begun and not signed."""
    of_day = {run.id: run for run in runs if run.checklist == checklist.id and run.day == day}
    number, id = 1, f"{checklist.id}-{day.isoformat()}"
    while id in of_day and of_day[id].signed is not None:
        number += 1
        id = f"{checklist.id}-{day.isoformat()}-{number}"
    return id, of_day.get(id)


def _engagement(
    checklist: Checklist, occasion: Occasion, runs: Iterable[Run], zone: ZoneInfo, now: datetime
) -> Engagement:
    end = local_day(occasion.closes, zone)
    own = [run for run in runs if run.checklist == checklist.id and occasion.day <= run.day < end]
    signed = [run for run in own if run.signed is not None]
    begun = [run for run in own if run.signed is None]
    run = next(iter(begun or signed[::-1]), None)
    return Engagement(checklist, occasion, _standing(occasion, bool(signed), now), run)


def _standing(occasion: Occasion, done: bool, now: datetime) -> Standing:
    if done:
        return Standing.DONE
    if now >= occasion.closes:
        return Standing.MISSED
    if now >= occasion.overdue:
        return Standing.OVERDUE
    return Standing.DUE if now >= occasion.due else Standing.UPCOMING
