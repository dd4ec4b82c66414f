"""Fly's machines made into observations and items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.models.item import Item, facts_of
from data.models.labels import labels_from
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.fly.settings import DOWN, FAILING, MACHINES
from data.web.shape import inner, listing, moment, word
from data.web.talk import Found
from data.web.tally import Tally

_GONE = frozenset({"destroyed", "destroying"})
_UNDERWAY = frozenset({"created", "starting", "replacing", "updating", "restarting", "launch"})
_ASLEEP = frozenset({"stopped", "suspended", "stopping", "suspending"})
_CHECKS_SHOWN = 5


def parse_machines(document: object, app: str) -> Found:
    """How many machines run, how many should and do not, and which of their checks fail.

    A stopped machine that Fly starts by itself (``autostop``, a schedule, a standby) is asleep, not down.
    """
    tally = Tally()
    failing = critical = 0
    for row in listing(document, "Fly"):
        if word(row, "state", 40) in _GONE:
            continue
        broken = _broken(row)
        tally.add((_machine(row, app, broken),))
        failing += len(broken)
        critical += sum(map(_critical, broken))
    counts = tally.by_severity
    started, asleep, down = counts["started"], counts["asleep"], counts["down"] + counts["unknown"]
    labels = labels_from({"app": app})
    words = f"{started:,} started, {asleep:,} asleep, {counts['under way']:,} under way, {down:,} down"
    return Found(
        (
            Observation(MACHINES, float(started), "count", labels, detail=words),
            Observation(DOWN, float(down), "count", labels, judged=_bad(down), detail=words),
            Observation(
                FAILING,
                float(failing),
                "count",
                labels,
                judged=_bad(critical) if critical else _bad(failing, Verdict.WARN),
                detail=_first_failing(tally.items),
            ),
        ),
        tally.items,
    )


def _bad(count: int, verdict: Verdict = Verdict.FAIL) -> Verdict:
    return verdict if count else Verdict.PASS


def _checks(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    checks = row.get("checks")
    return [check for check in checks if isinstance(check, dict)] if isinstance(checks, list) else []


def _broken(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The checks of a started machine that do not pass; those of one that sleeps say nothing."""
    if _role(row, word(row, "state", 40) or "unknown") != "started":
        return []
    return [check for check in _checks(row) if word(check, "status", 20) != "passing"]


def _critical(check: Mapping[str, Any]) -> bool:
    """Whether a check that does not pass is worse than a warning."""
    return word(check, "status", 20) != "warning"


def _machine(row: Mapping[str, Any], app: str, broken: list[Mapping[str, Any]]) -> Item:
    state = word(row, "state", 40) or "unknown"
    role = _role(row, state)
    listed = _checks(row)
    critical = any(map(_critical, broken))
    lost = word(row, "host_status", 20) == "unreachable"
    facts = (
        ("region", word(row, "region", 20)),
        ("checks", f"{len(listed) - len(broken)} of {len(listed)} pass" if listed else "none"),
        *((word(check, "name", 60) or "check", _says(check)) for check in broken[:_CHECKS_SHOWN]),
        ("role", "" if role == state else role),
        ("host", "unreachable" if lost else ""),
        ("image", word(inner(row, "image_ref"), "tag", 100)),
        ("changed", word(row, "updated_at", 40)),
    )
    grave = role in ("down", "unknown") or critical or lost
    return Item(
        kind="machine",
        id=word(row, "id", 60),
        title=word(row, "name", 100) or word(row, "id", 60) or "a machine without a name",
        verdict=Verdict.FAIL if grave else Verdict.WARN if broken or role == "under way" else Verdict.PASS,
        severity=role,
        state=state,
        at=moment(row.get("updated_at")),
        group=word(row, "region", 20),
        fields=facts_of(*facts),
        url=f"https://fly.io/apps/{app}/machines/{word(row, 'id', 60)}",
    )


def _role(row: Mapping[str, Any], state: str) -> str:
    """What a machine's state comes to: started, asleep, under way, down or unknown."""
    if state == "started":
        return "started"
    if state in _UNDERWAY:
        return "under way"
    if state in _ASLEEP:
        return "asleep" if _sleeps(inner(row, "config")) else "down"
    return "down" if state == "failed" else "unknown"


def _sleeps(config: Mapping[str, Any]) -> bool:
    """Whether a machine is meant to be stopped at times."""
    services = config.get("services")
    listed = [each for each in services if isinstance(each, dict)] if isinstance(services, list) else []
    autostop = any(each.get("autostop") not in (None, False, "off") for each in listed)
    return bool(autostop or config.get("schedule") or config.get("standbys") or config.get("auto_destroy"))


def _says(check: Mapping[str, Any]) -> str:
    said = word(check, "output")
    return f"{word(check, 'status', 20) or 'unknown'}{': ' if said else ''}{said}"


def _first_failing(items: tuple[Item, ...]) -> str:
    for item in items:
        for name, value in item.fields:
            if value.startswith(("critical", "warning", "unknown")):
                return f"{item.title}: {name} {value}"
    return "all pass"
