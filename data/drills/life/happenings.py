"""What reached people from outside: alerts, deployments, vendors' words, from entries and snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.drills.life.lived import BEFORE_S, Lived
from data.models.alert import Alert, Gravity
from data.models.item import Item
from data.models.scenario import InjectKind
from data.procedures.fields import evidence_in, text

_KINDS = {
    "deployment": InjectKind.DEPLOYMENT,
    "workflow": InjectKind.DEPLOYMENT,
    "vendor-incident": InjectKind.VENDOR,
}
_ENTRIES = {"incident.alert": InjectKind.ALERT, "incident.deployment": InjectKind.DEPLOYMENT}
_SEVERITIES = {Gravity.HIGH: "critical", Gravity.MEDIUM: "warning", Gravity.LOW: "info"}
_RESOLVED = " has resolved"
_MOST = 20


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a source listed: its words as they were, from when to when, in seconds since 1970."""

    kind: InjectKind
    source: str
    words: str
    began: float
    over: float | None = None
    severity: str = ""


def happenings_of(lived: Lived) -> list[Happening]:
    """Each thing once, the first first; of very many only the first."""
    listed = list(_listed(lived))
    known = {_name(each) for each in listed}
    entered = [each for each in _entered(lived) if _name(each) not in known]
    return sorted([*listed, *entered], key=lambda each: each.began)[:_MOST]


def _name(happening: Happening) -> tuple[InjectKind, str]:
    """What tells one thing from another: an alert's name, without what was said of it."""
    return happening.kind, happening.words.partition(" fires")[0].partition(":")[0].strip()


def _listed(lived: Lived) -> Iterator[Happening]:
    """What sources listed in the snapshots, and no longer in later ones."""
    first: dict[tuple[str, str, str], tuple[InjectKind, Item]] = {}
    last: dict[tuple[str, str, str], float] = {}
    gone: dict[tuple[str, str, str], float] = {}
    for snapshot in lived.snapshots:
        at = snapshot.at.timestamp()
        here = set()
        for state in snapshot.sources:
            for item in state.items:
                kind = InjectKind.ALERT if isinstance(item, Alert) else _KINDS.get(item.kind)
                if kind is not None and item.at is not None:
                    key = (state.name, item.kind, item.id)
                    first.setdefault(key, (kind, item))
                    here.add(key)
                    last[key] = at
        for key in first.keys() - here:
            gone.setdefault(key, at)
    for key, (kind, item) in first.items():
        began = item.at.timestamp() if item.at else 0.0
        if lived.seen - BEFORE_S <= began <= lived.end:
            over = gone.get(key) if kind is not InjectKind.DEPLOYMENT else None
            severity = _SEVERITIES[item.gravity] if isinstance(item, Alert) else ""
            yield Happening(kind, key[0], item.title, began, over, severity)


def _entered(lived: Lived) -> Iterator[Happening]:
    """What consoles wrote into the timeline by themselves."""
    ends = {
        text(entry, "text").removesuffix(_RESOLVED): entry.at.timestamp()
        for entry in lived.entries
        if entry.kind == "incident.alert" and text(entry, "text").endswith(_RESOLVED)
    }
    for entry in lived.entries:
        kind, words = _ENTRIES.get(entry.kind), text(entry, "text")
        if kind is None or words.endswith(_RESOLVED):
            continue
        proof = next(iter(evidence_in(entry)), None)
        began = (proof and proof.observed_at) or entry.at
        name = words.partition(" fires")[0]
        severity = (
            ("critical" if proof and proof.verdict.value == "fail" else "warning")
            if kind is InjectKind.ALERT
            else ""
        )
        yield Happening(
            kind, proof.source if proof else "", words, began.timestamp(), ends.get(name), severity
        )
