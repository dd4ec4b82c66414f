"""What the alert commands print for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from data.alerts.acts import Acts
from data.alerts.case import Case
from data.alerts.desk import Desk, Kept


def listing(desk: Desk) -> dict[str, Any]:
    """Of ``alert list``."""
    return {
        "schema": 1,
        "at": _time(desk.now),
        "policy": desk.policy.id,
        "troubles": [
            {"source": each.source, "phase": each.phase.value, "words": each.words, "blind": each.blind}
            for each in desk.troubles
        ],
        "shown": [{"source": source, "shown": shown, "of": total} for source, shown, total in desk.cut],
        "alerts": [alert(case, desk) for case in desk.cases],
        "silences": [silence(kept) for kept in desk.silences],
    }


def alert(case: Case, desk: Desk) -> dict[str, Any]:
    """One alert."""
    held, target = case.answered, case.target
    return {
        "key": case.key,
        "title": case.title,
        "state": case.standing.value,
        "own": case.own,
        "severity": case.severity,
        "gravity": case.gravity.name.lower(),
        "since": _time(case.since),
        "summary": case.summary,
        "sources": list(case.sources),
        "labels": dict(case.labels),
        "annotations": dict(case.annotations),
        "owner": held
        and {"by": held.by, "at": _time(held.at), "reason": held.reason, "until": _time(held.until)},
        "target": target
        and {
            "class": target.alert_class.id,
            "respond_s": target.alert_class.respond,
            "due": _time(target.due),
            "policy": target.alert_class.origin.policy,
            "section": target.alert_class.origin.section,
        },
        "overdue": case.overdue(desk.now),
        "stale": case.old,
        "runbook": case.runbook,
        "silences": [each.id for each in case.silences],
    }


def silence(kept: Kept) -> dict[str, Any]:
    """One silence."""
    found = kept.silence
    return {
        "id": found.id,
        "source": kept.source,
        "state": found.state,
        "matchers": [str(each) for each in found.matchers],
        "by": found.created_by,
        "comment": found.comment,
        "starts": _time(found.starts),
        "ends": _time(found.ends),
        "acknowledges": found.acknowledges,
        "covers": list(kept.covers),
    }


def history(acts: Acts) -> dict[str, Any]:
    """Of ``alert history``."""
    return {
        "schema": 1,
        "acts": [
            {
                "id": act.entry,
                "at": _time(act.at),
                "by": act.by,
                "did": act.word,
                "alert": act.alert,
                "title": act.title,
                "reason": act.reason,
                "source": act.source,
                "silence": act.silence,
                "until": _time(act.until),
            }
            for act in acts.all
        ],
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
