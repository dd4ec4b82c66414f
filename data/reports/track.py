"""How a team kept its lists: done, on time, missed, what failed, and what was overruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist
from data.models.item_record import ItemState
from data.models.run import Run
from data.procedures.calendar import Occasion, between, local_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that failed in a run."""

    day: date
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Track:
    """A list that is in use: all of its runs, and all of its occasions since it was first taken up."""

    checklist: Checklist
    runs: tuple[Run, ...]
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list within some days; a list on demand has no occasions, only runs.

    `done` occasions were signed off, of these `on_time` before they were overdue; `missed` went by
    undone; `open` can still be done.
    """

    checklist: Checklist
    done: int
    on_time: int
    missed: int
    open: int
    runs: tuple[Run, ...]

    @property
    def failed(self) -> tuple[Failed, ...]:
        """Every item that failed."""
        titles = {item.id: item.title for item in self.checklist.items}
        return tuple(
            Failed(
                run.day,
                titles.get(record.id, record.id),
                "; ".join(part for part in (record.check.words if record.check else "", record.note) if part),
            )
            for run in self.runs
            for record in run.all
            if record.state is ItemState.FAILED
        )

    @property
    def overruled(self) -> int:
        """How often a person decided against what the check had found."""
        return sum(bool(record.mark and record.mark.overrules) for run in self.runs for record in run.all)

    @property
    def worked(self) -> float:
        """Seconds that people spent on it."""
        return sum(run.worked for run in self.runs)


def keep_track(
    checklists: Iterable[Checklist], runs: Sequence[Run], zone: ZoneInfo, now: datetime
) -> tuple[Track, ...]:
    """The lists that were ever run."""
    found = []
    for checklist in checklists:
        own = tuple(sorted((run for run in runs if run.checklist == checklist.id), key=lambda run: run.day))
        if own:
            found.append(Track(checklist, own, tuple(between(checklist.recurrence, zone, own[0].day, now))))
    return tuple(found)


def kept_lists(
    tracks: Iterable[Track], zone: ZoneInfo, now: datetime, first: date, after: date
) -> tuple[Kept, ...]:
    """How each list was kept from the first day up to another; one without anything to say is left out."""
    kept = (_kept(track, zone, now, first, after) for track in tracks)
    return tuple(each for each in kept if each.runs or each.missed or each.open)


def _kept(track: Track, zone: ZoneInfo, now: datetime, first: date, after: date) -> Kept:
    runs = tuple(run for run in track.runs if first <= run.day < after)
    done = on_time = missed = still_open = 0
    for occasion in track.occasions:
        end = local_day(occasion.closes, zone)
        signed = [
            (run.signed.at, run.day)
            for run in track.runs
            if run.signed is not None and occasion.day <= run.day < end
        ]
        if signed:
            at, day = min(signed)
            done += first <= day < after
            on_time += first <= day < after and at <= occasion.overdue
        elif now >= occasion.closes:
            missed += first <= end - _DAY < after
        else:
            still_open += occasion.day < after and first < end
    if not track.occasions:
        done = sum(run.signed is not None for run in runs)
    return Kept(track.checklist, done, on_time, missed, still_open, runs)
