"""From Alertmanager's answer to silences, and from wishes to what it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from data.alerts.mark import marked, read_mark
from data.models.alert import SILENCE, Matcher, Silence, Wish
from data.providers.alertmanager.parse import parse_time
from data.safe import safe

_IN_FORCE = ("active", "pending")
_MOST = 500
_MATCHERS = 64
_FOREVER = datetime.max.replace(tzinfo=UTC)


def parse_silences(listed: Iterable[Any]) -> tuple[tuple[Silence, ...], int]:
    """The silences in force or to come, the first to end standing first, and how many are active.

    Acknowledgements are never left out, however many others there are.
    """
    found = [_silence(raw) for raw in listed if _in_force(raw)]
    found.sort(key=lambda silence: (silence.ends or _FOREVER, silence.id))
    active = sum(silence.state == "active" for silence in found)
    plain = [silence for silence in found if not silence.acknowledges][:_MOST]
    kept = [silence for silence in found if silence.acknowledges] + plain
    return tuple(sorted(kept, key=lambda silence: (silence.ends or _FOREVER, silence.id))), active


def still_firing(silence: Silence, listed: frozenset[str], *, settled: bool) -> Silence:
    """An acknowledgement that knows whether its alert is still there.

    A server that has started lately may not have been told of every alert again (`settled` is
    False): what it does not list then may fire all the same.
    """
    if not silence.acknowledges:
        return silence
    there = silence.acknowledges in listed
    return replace(silence, fires=True if there else (False if settled else None))


def wished(wish: Wish, labels: Mapping[str, str] | None) -> dict[str, Any]:
    """What to send so that the wish comes true; `labels` are those of the alert that it names.

    Its start lies in the past, so that Alertmanager puts its own time: the order of two that were
    made at once is then the same for all, whatever their clocks say.
    """
    matchers = wish.matchers if labels is None else [Matcher(name, value) for name, value in labels.items()]
    return {
        "matchers": [
            {"name": each.name, "value": each.value, "isRegex": each.is_regex, "isEqual": each.is_equal}
            for each in matchers
        ],
        "startsAt": "1970-01-01T00:00:00.000Z",
        "endsAt": wish.ends.astimezone(UTC).isoformat(),
        "createdBy": wish.by,
        "comment": marked(wish.fingerprint, wish.comment) if wish.acknowledges else wish.comment,
    }


def extended(raw: Mapping[str, Any], ends: datetime) -> dict[str, Any]:
    """A silence as it was answered, to be sent back with another end."""
    same = {key: raw.get(key) for key in ("id", "matchers", "startsAt", "createdBy", "comment")}
    return {**same, "endsAt": ends.astimezone(UTC).isoformat()}


def _in_force(raw: object) -> bool:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        return False
    status = raw.get("status")
    return isinstance(status, dict) and status.get("state") in _IN_FORCE


def _silence(raw: Mapping[str, Any]) -> Silence:
    listed = raw.get("matchers")
    matchers = tuple(
        Matcher(
            safe(each.get("name", ""), 80),
            safe(each.get("value", "")),
            each.get("isRegex") is True,
            each.get("isEqual") is not False,
        )
        for each in (listed[:_MATCHERS] if isinstance(listed, list) else ())
        if isinstance(each, dict)
    )
    acknowledges, comment = read_mark(str(raw.get("comment", "")))
    starts = parse_time(raw.get("startsAt"))
    return Silence(
        kind=SILENCE,
        id=safe(raw["id"], 64),
        title=safe(" ".join(map(str, matchers))),
        state=str(raw["status"]["state"]),
        at=starts,
        matchers=matchers,
        created_by=safe(raw.get("createdBy", ""), 80),
        comment=safe(comment),
        starts=starts,
        ends=parse_time(raw.get("endsAt")),
        acknowledges=acknowledges,
    )
