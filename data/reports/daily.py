"""The daily report: four groups of fields, the lists of the day, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from data.boards.health_availability import UP, services_of, services_up
from data.models.incident import Assigned
from data.models.verdict import Verdict, worst
from data.reports.ground import Ground
from data.reports.happening import Happening
from data.reports.measuring import Field, Find, measure
from data.reports.sample import (
    Basis,
    Sample,
    journal_samples,
    live_samples,
    remembered_samples,
)
from data.reports.track import Kept
from data.reports.wanted import AVAILABILITY, GROUPS, NEW_VULNERABILITIES, STATUS, SYSTEM, Wanted

_STATUS_TITLE, _SHARE_TITLE = "overall status", "services up"


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields under one name."""

    key: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Daily:
    """One day. `verdict` is the worst of what is known; `unknown` counts the fields without data."""

    day: date
    at: datetime
    policy: str
    verdict: Verdict
    groups: tuple[Group, ...]
    lists: tuple[Kept, ...]
    incidents: tuple[Happening, ...]
    silent: tuple[tuple[str, str], ...] = ()
    """Sources that could not be asked, with the reason."""
    actions: tuple[Assigned, ...] = ()
    """The action items of incidents that are open as this is written."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of them, in order."""
        return tuple(field for group in self.groups for field in group.fields)

    @property
    def unknown(self) -> int:
        """How many fields have no data."""
        return sum(not field.known for field in self.fields)


def daily_report(ground: Ground, day: date) -> Daily:
    """The report on a day: today from what is asked now, an earlier day from what is remembered."""
    ways = _ways(ground, day)
    groups = tuple(
        Group(
            key, title, (*_first(fields, ground, day), *(_field(each, ways, ground, day) for each in fields))
        )
        for key, title, fields in GROUPS
    )
    known = [field.verdict for group in groups for field in group.fields if field.known]
    return Daily(
        day=day,
        at=ground.snapshot.at,
        policy=ground.policy.id,
        verdict=worst(known),
        groups=groups,
        lists=ground.lists(day, day + timedelta(days=1)),
        incidents=ground.incidents(day, day + timedelta(days=1)),
        actions=ground.actions,
        silent=_silent(ground) if day == ground.today else (),
    )


def _silent(ground: Ground) -> tuple[tuple[str, str], ...]:
    return tuple(
        (state.name, state.failure.message) for state in ground.snapshot.sources if state.failure is not None
    )


def _ways(ground: Ground, day: date) -> list[Find]:
    """Where the values of a day may come from, the best way first."""
    start, end = ground.between(day, day + timedelta(days=1))

    def live(signal: str) -> Sequence[Sample]:
        return live_samples(ground.snapshot, signal)

    def remembered(signal: str) -> Sequence[Sample]:
        return remembered_samples(ground.remembered, signal, start, end, ground.policy)

    def written(signal: str) -> Sequence[Sample]:
        return journal_samples(ground.written, signal, ground.zone, day)

    return [live, written, remembered] if day == ground.today else [remembered, written]


def _field(wanted: Wanted, ways: Sequence[Find], ground: Ground, day: date) -> Field:
    field = measure(wanted, ways, ground.snapshot)
    if field.known:
        return field
    if wanted.key == NEW_VULNERABILITIES and day == ground.today:
        return _new_alerts(wanted, ground, day) or field
    if day != ground.today:
        return Field(
            wanted.key,
            wanted.title,
            wanted.unit,
            words="no source remembers that day and no checklist wrote it down",
        )
    return field


def _first(fields: Sequence[Wanted], ground: Ground, day: date) -> Sequence[Field]:
    """What stands before the fields of a group: how the services are, in that of the system."""
    return _status(ground, day) if fields is SYSTEM else ()


def _status(ground: Ground, day: date) -> tuple[Field, Field]:
    """The state of the services by the policy's bands, as the document reckons it, and the share of them."""
    services = services_of(ground.snapshot)
    up, down, unknown = services_up(services)
    if day != ground.today:
        return _unknown_status("the services are asked now, not then; nobody remembers how they were")
    if not services:
        return _unknown_status("no [[http]] source asks a service")
    if not up and not down:
        return _unknown_status(f"none of {len(services)} services could be asked")
    # What could not be asked is not up: a report must not be better for knowing less.
    share = 100.0 * len(up) / len(services)
    band = ground.bands.band(UP, share)
    told = [f"{len(up)} of {len(services)} up"]
    told += [f"down: {', '.join(down)}"] if down else []
    told += [f"not known: {', '.join(unknown)}"] if unknown else []
    if band:
        told.append(f"{band.name} is ≥ {band.at_least:g} % ({band.origin.policy} § {band.origin.section})")
    verdict = band.verdict if band else Verdict.FAIL if down else Verdict.PASS
    status = Field(
        STATUS,
        _STATUS_TITLE,
        text=band.name if band else verdict.value,
        verdict=verdict,
        words="; ".join(told),
        signal=UP,
        sources=tuple(state.name for state in services),
        observed_at=ground.snapshot.at,
        basis=Basis.LIVE,
    )
    return status, replace(status, key=AVAILABILITY, title=_SHARE_TITLE, unit="%", value=share, text="")


def _unknown_status(words: str) -> tuple[Field, Field]:
    return (
        Field(STATUS, _STATUS_TITLE, words=words, signal=UP),
        Field(AVAILABILITY, _SHARE_TITLE, "%", words=words, signal=UP),
    )


def _new_alerts(wanted: Wanted, ground: Ground, day: date) -> Field | None:
    """How many alerts about dependencies were first seen on the day; None where that cannot be said."""
    counted = [each.value for each in live_samples(ground.snapshot, "code.vulnerabilities")]
    listed = ground.snapshot.items_of("vulnerability")
    if not counted or None in counted or sum(value or 0.0 for value in counted) > len(listed):
        return None
    new = [item for _, item in listed if item.at and item.at.astimezone(ground.zone).date() == day]
    return Field(
        wanted.key,
        wanted.title,
        wanted.unit,
        float(len(new)),
        verdict=worst(item.verdict for item in new) if new else Verdict.PASS,
        words=f"alerts about dependencies first seen today, of {len(listed)} open",
        signal="code.vulnerabilities",
        sources=tuple(dict.fromkeys(state.name for state, _ in listed)),
        observed_at=ground.snapshot.at,
        basis=Basis.LIVE,
    )
