"""What is written into the journal when somebody answers an alert."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from data.alerts import acts
from data.alerts.case import Case
from data.alerts.upkeep import Chore
from data.models.alert import Silence
from data.models.entry import Draft


def acknowledged(case: Case, reason: str, target: str, silence: Silence | None = None) -> Draft:
    """Somebody has taken it on; `target` is where that was written, `silence` what was made there."""
    made = {"silence": silence.id, "until": silence.ends} if silence else {}
    return Draft(acts.ACKNOWLEDGED, _about(case) | _filled({"reason": reason, "target": target, **made}))


def unacknowledged(case: Case, target: str) -> Draft:
    """Somebody gives it back."""
    silence = case.answered.silence if case.answered else ""
    return Draft(acts.UNACKNOWLEDGED, _about(case) | _filled({"target": target, "silence": silence}))


def silenced(
    case: Case | None, matchers: str, reason: str, target: str, silence: str, until: datetime, source: str
) -> Draft:
    """A silence was made: for one alert, or for whatever matches."""
    about = _about(case) if case else {"source": source}
    made = {"matchers": matchers, "reason": reason, "target": target, "silence": silence, "until": until}
    return Draft(acts.SILENCED, about | _filled(made))


def extended(silence: Silence, source: str, target: str, id: str, until: datetime) -> Draft:
    """A silence ends later; `id` is what it is called from now on."""
    fields = {"source": source, "target": target, "silence": id, "title": silence.title, "until": until}
    return Draft(acts.EXTENDED, _filled({**fields, "before": silence.id if silence.id != id else ""}))


def expired(silence: Silence, source: str, target: str) -> Draft:
    """A silence was ended before its time."""
    fields = {"source": source, "target": target, "silence": silence.id, "title": silence.title}
    return Draft(acts.EXPIRED, _filled(fields))


def resolved(chore: Chore, target: str) -> Draft:
    """What somebody had taken on is over."""
    fields = {"alert": chore.key, "title": chore.title, "source": chore.source}
    return Draft(acts.RESOLVED, _filled({**fields, "target": target, "silence": chore.silence}))


def _about(case: Case) -> dict[str, Any]:
    return _filled(
        {
            "alert": case.key,
            "title": case.title,
            "fingerprint": case.fingerprint,
            "labels": dict(case.labels),
            "severity": case.severity,
            "since": case.since,
            "source": case.sources[0],
        }
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: TOML has no null, and nobody wants to read it."""
    return {key: value for key, value in fields.items() if value not in (None, "", {})}
