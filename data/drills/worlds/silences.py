"""The silences of a drill's alerts: made and ended by the players, at moments of the scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count

from data.errors import SourceError
from data.models.alert import SILENCE, Alert, Matcher, Silence, Wish
from data.models.failure import FailureKind
from data.models.item import Item

_ACTIVE = "active"


class Silences:
    """Those of every service; belongs to whoever plays the scenario."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, Silence]] = {}

    def have(self, silences: Mapping[str, Silence]) -> None:
        """These were made before, by id; one's service stands in its id."""
        for id, silence in silences.items():
            self._made[id] = (id.rpartition("/")[0], silence)

    def listed(self, service: str, moment: datetime) -> tuple[Silence, ...]:
        """Those of a service that are in force at a moment, in the order in which they were made."""
        return tuple(
            silence for name, silence in self._made.values() if name == service and _in_force(silence, moment)
        )

    def make(self, service: str, wish: Wish, items: Iterable[Item], moment: datetime) -> str:
        """Have a wish come true from that moment on; its id. Raises SourceError."""
        alert = next(
            (each for each in items if isinstance(each, Alert) and each.id == wish.fingerprint), None
        )
        if wish.fingerprint and alert is None:
            raise SourceError(FailureKind.NOT_FOUND, "that alert is no longer listed")
        matchers = (
            wish.matchers if alert is None else tuple(Matcher(name, value) for name, value in alert.labels)
        )
        id = next(
            id for n in count(len(self._made) + 1) if (id := f"{service}/silence-{n}") not in self._made
        )
        silence = Silence(
            kind=SILENCE,
            id=id,
            title=" ".join(map(str, matchers)),
            state=_ACTIVE,
            at=moment,
            matchers=matchers,
            created_by=wish.by,
            comment=wish.comment,
            starts=moment,
            ends=wish.ends,
            acknowledges=wish.fingerprint if wish.acknowledges else "",
        )
        self._made[id] = (service, silence)
        return id

    def end(self, id: str, moment: datetime) -> None:
        """Have a silence end then. Raises SourceError where there is none of that id."""
        if id not in self._made:
            raise SourceError(FailureKind.NOT_FOUND, "there is no such silence")
        service, silence = self._made[id]
        self._made[id] = (service, replace(silence, ends=moment))

    def over(self, service: str, items: tuple[Item, ...], moment: datetime) -> tuple[Item, ...]:
        """What a service lists, with the silences in force and what they cover."""
        silences = self.listed(service, moment)
        if not silences:
            return items
        firing = {each.id for each in items if isinstance(each, Alert)}
        covered = (_covered(each, silences) if isinstance(each, Alert) else each for each in items)
        told = (
            replace(each, fires=each.acknowledges in firing) if each.acknowledges else each
            for each in silences
        )
        return (*covered, *told)


def _in_force(silence: Silence, moment: datetime) -> bool:
    assert silence.starts is not None and silence.ends is not None, "made by this module"
    return silence.starts <= moment < silence.ends


def _covered(alert: Alert, silences: Iterable[Silence]) -> Alert:
    labels = dict(alert.labels)
    ids = tuple(each.id for each in silences if all(_holds(matcher, labels) for matcher in each.matchers))
    return replace(alert, silenced_by=ids, state="suppressed") if ids else alert


def _holds(matcher: Matcher, labels: dict[str, str]) -> bool:
    value = labels.get(matcher.name, "")
    try:
        same = bool(re.fullmatch(matcher.value, value)) if matcher.is_regex else value == matcher.value
    except re.error:
        return False
    return same is matcher.is_equal
