"""From Alertmanager's answers to alerts: deduplicated, counted, and no more of them than can be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from typing import Any

from data.alerts.gravity import gravity_of, verdict_of
from data.models.alert import ALERT, Alert, Gravity
from data.models.labels import Labels, labels_from
from data.safe import safe
from data.web.address import mask_url

_FIRES, SILENCED, INHIBITED = _WORDS = ("firing", "silenced", "inhibited")
_State = tuple[str, Gravity]
_STATES: Mapping[_State, _State] = {(word, each): (word, each) for word in _WORDS for each in Gravity}
"""One record each, shared by all alerts of that state."""
_ROOM = 4
_LABELS = 64
_RUNBOOKS = ("runbook_url", "runbook", "procedure")
_SUMMARIES = ("summary", "message", "title", "description")
_GROUPS = ("service", "job", "instance", "namespace")


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer lists: `alerts` the gravest of them, `counts` by state, `active` by gravity.

    `labels` are those of `alerts` by fingerprint, as they really are: fit to be sent back, not to be
    shown. `listed` are the fingerprints of all alerts, `unreadable` counts what was no alert.
    """

    alerts: tuple[Alert, ...]
    counts: Mapping[str, int]
    active: Mapping[Gravity, int]
    watchdog: bool
    unreadable: int = 0
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many alerts there are, shown or not."""
        return sum(self.counts.values())


def parse_alerts(listed: Iterable[Any], watchdog: str, most: int, kept: frozenset[str]) -> Found:
    """The alerts of an answer, each fingerprint once; `kept` are silences whose alerts are kept above all.

    Where two say different things of one fingerprint, the one that still tells somebody counts.
    """
    states: dict[str, _State] = {}
    shown: dict[str, dict[str, Any]] = {}
    seen_watchdog, unreadable = False, 0
    for raw in listed:
        if not _readable(raw):
            unreadable += 1
            continue
        if watchdog and raw["labels"].get("alertname") == watchdog:
            seen_watchdog = True
            continue
        fingerprint, state = raw["fingerprint"], _STATES[_state(raw), _gravity(raw)]
        known = states.get(fingerprint)
        if known is None or (known[0] != _FIRES and state[0] == _FIRES):
            states[fingerprint], shown[fingerprint] = state, raw
            if len(shown) > _ROOM * most:
                shown = _gravest(shown, most, kept)
    shown = _gravest(shown, most, kept)
    counts = Counter(states.values())
    return Found(
        alerts=tuple(_alert(raw) for raw in sorted(shown.values(), key=_rank)),
        counts={word: sum(counts[word, each] for each in Gravity) for word in _WORDS},
        active={each: counts[_FIRES, each] for each in Gravity},
        watchdog=seen_watchdog,
        unreadable=unreadable,
        labels={fingerprint: raw["labels"] for fingerprint, raw in shown.items()},
        listed=frozenset(states),
    )


def _gravest(
    raws: Mapping[str, dict[str, Any]], most: int, kept: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """As many of them as are shown: the rest must not stay in memory, where the collector would count it."""
    chosen = nsmallest(most, raws.values(), key=lambda raw: _rank(raw, kept))
    return {raw["fingerprint"]: raw for raw in chosen}


def parse_time(value: object) -> datetime | None:
    """A time with its zone; None for anything else, and for the year 1 by which Go says "never"."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo is not None and at.year > 1 else None


def _readable(raw: object) -> bool:
    if not isinstance(raw, dict) or not isinstance(raw.get("fingerprint"), str) or not raw["fingerprint"]:
        return False
    texts = (raw.get("labels"), raw.get("annotations") or {})
    return isinstance(raw.get("status"), dict) and all(
        isinstance(each, dict) and all(isinstance(value, str) for value in each.values()) for each in texts
    )


def _state(raw: Mapping[str, Any]) -> str:
    """One of ``firing``, ``silenced``, ``inhibited``; what is both counts as silenced."""
    status = raw["status"]
    if status.get("silencedBy"):
        return SILENCED
    return INHIBITED if status.get("inhibitedBy") else _FIRES


def _gravity(raw: Mapping[str, Any]) -> Gravity:
    return gravity_of(raw["labels"].get("severity", ""))


def _rank(raw: Mapping[str, Any], kept: frozenset[str] = frozenset()) -> tuple[bool, bool, int, str]:
    state = _state(raw)
    acknowledged = bool(kept) and not kept.isdisjoint(_words(raw["status"].get("silencedBy")))
    return (not acknowledged, state != _FIRES, int(_gravity(raw)), str(raw.get("startsAt")))


def _alert(raw: Mapping[str, Any]) -> Alert:
    labels, annotations, status = raw["labels"], raw.get("annotations") or {}, raw["status"]
    gravity = _gravity(raw)
    receivers = raw.get("receivers")
    named = [each.get("name") for each in receivers if isinstance(each, dict)] if receivers else ()
    return Alert(
        kind=ALERT,
        id=safe(raw["fingerprint"], 64),
        title=safe(labels.get("alertname") or "(an alert without a name)", 120),
        verdict=verdict_of(gravity),
        severity=safe(labels.get("severity", ""), 40),
        state=safe(status.get("state", ""), 40),
        at=parse_time(raw.get("startsAt")),
        group=safe(_first(labels, _GROUPS), 80),
        fields=(("summary", safe(_first(annotations, _SUMMARIES))),),
        url=safe(mask_url(str(raw.get("generatorURL") or ""))),
        labels=_texts(labels),
        annotations=_texts(annotations),
        silenced_by=_words(status.get("silencedBy")),
        inhibited_by=_words(status.get("inhibitedBy")),
        receivers=_words(named),
        runbook=safe(_first(annotations, _RUNBOOKS) or _first(labels, _RUNBOOKS)),
        gravity=gravity,
    )


def _texts(mapping: Mapping[str, str]) -> Labels:
    shown = list(mapping.items())[:_LABELS]
    return labels_from({safe(name, 80): safe(value) for name, value in shown})


def _first(mapping: Mapping[str, str], names: Iterable[str]) -> str:
    return next((mapping[name] for name in names if mapping.get(name)), "")


def _words(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        return ()
    return tuple(safe(value, 64) for value in values[:_LABELS] if isinstance(value, str))
