"""The alerts of all alert managers as cases: each fingerprint once, whatever replicas say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.alerts.acknowledging import winner
from data.alerts.case import Answered, Case, Standing
from data.models.alert import Alert, Silence
from data.models.snapshot import Phase, SourceState
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True)
class _Seen:
    """An alert in the list of one source, with the silences there that cover it."""

    state: SourceState
    alert: Alert
    silences: tuple[Silence, ...]

    @property
    def fresh(self) -> bool:
        return self.state.phase is Phase.FRESH


def fired_cases(sources: Iterable[SourceState]) -> Iterator[Case]:
    """One case for each fingerprint, answered as far as the source says that still tells people."""
    seen: dict[str, list[_Seen]] = {}
    for state in sources:
        known = {item.id: item for item in state.items if isinstance(item, Silence)}
        for item in state.items:
            if isinstance(item, Alert):
                covering = tuple(known[id] for id in item.silenced_by if id in known)
                seen.setdefault(item.id, []).append(_Seen(state, item, covering))
    for fingerprint, copies in seen.items():
        yield _case(fingerprint, sorted(copies, key=lambda copy: (not copy.fresh, not copy.alert.active)))


def alert_key(fingerprint: str) -> str:
    """The key of an alert manager's alert."""
    return f"alert/{fingerprint}"


def _case(fingerprint: str, copies: Sequence[_Seen]) -> Case:
    first = copies[0]
    alert = first.alert
    standing, answered = _standing(first)
    fields = dict(alert.fields)
    return Case(
        key=alert_key(fingerprint),
        title=alert.title,
        standing=standing,
        gravity=alert.gravity,
        verdict=alert.verdict if first.fresh else Verdict.STALE,
        severity=alert.severity,
        since=alert.at,
        summary=fields.get("summary", ""),
        sources=tuple(copy.state.name for copy in copies),
        group=alert.group,
        fingerprint=fingerprint,
        labels=alert.labels,
        annotations=alert.annotations,
        silences=first.silences,
        inhibited_by=alert.inhibited_by,
        receivers=alert.receivers,
        answered=answered,
        runbook=alert.runbook,
        url=alert.url,
        old=not first.fresh,
        doubt=_doubt(copies),
    )


def _standing(seen: _Seen) -> tuple[Standing, Answered | None]:
    acknowledged = winner(seen.silences, seen.alert.id)
    if acknowledged is not None:
        held = acknowledged
        return Standing.ACKNOWLEDGED, Answered(held.created_by, held.starts, held.comment, held.ends, held.id)
    if seen.alert.silenced_by:
        return Standing.SILENCED, None
    return (Standing.INHIBITED if seen.alert.inhibited_by else Standing.UNANSWERED), None


def _doubt(copies: Sequence[_Seen]) -> str:
    """Where one replica tells people and another does not."""
    fresh = [copy for copy in copies if copy.fresh]
    active = [copy.state.name for copy in fresh if copy.alert.active]
    quiet = [copy.state.name for copy in fresh if not copy.alert.active]
    if not active or not quiet:
        return ""
    return f"fires in {', '.join(active)}, and is held back in {', '.join(quiet)}"
