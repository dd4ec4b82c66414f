"""Reports as JSON, schema 1."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from data.procedures.action_items import owed_document
from data.reports.daily import Daily
from data.reports.happening import Happening
from data.reports.measuring import Field
from data.reports.period import Span
from data.reports.periodic import Periodic
from data.reports.spending import Spending
from data.reports.target import Target
from data.reports.track import Kept
from data.reports.trend import Trend

SCHEMA = 1


def daily_document(report: Daily, zone: ZoneInfo) -> dict[str, Any]:
    """The four groups as the document names them, null without data; `fields` say the rest of each."""
    return {
        "schema": SCHEMA,
        "report": Span.DAILY.value,
        "day": report.day.isoformat(),
        "at": _time(report.at, zone),
        "zone": str(zone),
        "policy": report.policy,
        "verdict": report.verdict.value,
        **_groups(report),
        "fields": [
            {"group": group.key, **_field(field, zone)} for group in report.groups for field in group.fields
        ],
        "unknown": report.unknown,
        "checklists": [_kept(kept) for kept in report.lists],
        "incidents": [_incident(incident, zone) for incident in report.incidents],
        "actions": [owed_document(each, report.at.astimezone(zone).date()) for each in report.actions],
        "silent": _silent(report.silent),
    }


def periodic_document(report: Periodic, zone: ZoneInfo) -> dict[str, Any]:
    """A week or a month."""
    period = report.period
    return {
        "schema": SCHEMA,
        "report": period.span.value,
        "title": period.title,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "so_far": report.running,
        "at": _time(report.at, zone),
        "zone": str(zone),
        "policy": report.policy,
        "verdict": report.verdict.value,
        "slas": [_target(target) for target in report.targets],
        "trends": [_trend(trend) for trend in report.trends],
        "checklists": [_kept(kept) for kept in report.lists],
        "incidents": [_incident(incident, zone) for incident in report.incidents],
        "actions": [owed_document(each, report.at.astimezone(zone).date()) for each in report.today.actions],
        "cost": _spending(report.spending, zone),
        "last_day": {"day": report.today.day.isoformat(), **_groups(report.today)},
        "silent": _silent(report.silent),
    }


def _groups(report: Daily) -> dict[str, Any]:
    return {group.key: {field.key: _value(field) for field in group.fields} for group in report.groups}


def _value(field: Field) -> float | str | None:
    return field.text or None if field.value is None else _number(field.value)


def _field(field: Field, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "field": field.key,
        "title": field.title,
        "value": _value(field),
        "unit": field.unit,
        "verdict": field.verdict.value,
        "words": field.words if field.known else f"no data: {field.words}",
        "signal": field.signal or None,
        "sources": list(field.sources),
        "basis": field.basis.value if field.basis else None,
        "observed_at": _time(field.observed_at, zone) if field.observed_at else None,
        "configure": field.configure or None,
    }


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "checklist": kept.checklist.id,
        "title": kept.checklist.title,
        "runs": len(kept.runs),
        "done": kept.done,
        "on_time": kept.on_time,
        "missed": kept.missed,
        "open": kept.open,
        "failed": [
            {"day": each.day.isoformat(), "item": each.item, "words": each.words} for each in kept.failed
        ],
        "overruled": kept.overruled,
        "worked_s": round(kept.worked),
    }


def _incident(incident: Happening, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": incident.id,
        "title": incident.title,
        "severity": incident.severity or None,
        "began": _time(incident.began, zone),
        "resolved": _time(incident.over, zone) if incident.over else None,
        "lasted_s": incident.lasted,
        "entries": incident.entries,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "signal": target.signal,
        "title": target.title,
        "target": f"{target.limit.comparison} {target.limit.number:g}",
        "unit": target.unit,
        "reached": _number(target.reached),
        "met_pct": _number(target.met_pct),
        "values": target.count,
        "verdict": target.verdict.value,
        "policy": target.limit.policy,
        "section": target.limit.section,
        "words": target.words,
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "signal": trend.signal,
        "title": trend.title,
        "source": trend.source,
        "labels": dict(trend.labels),
        "unit": trend.unit,
        "mean": _number(trend.mean),
        "low": _number(min(trend.values)),
        "high": _number(max(trend.values)),
        "values": len(trend.values),
        "before": _number(trend.before),
        "change_pct": _number(trend.change_pct),
        "direction": trend.direction or None,
        "basis": trend.basis.value,
    }


def _spending(found: Spending, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "unit": found.unit,
        "total": _number(found.total),
        "before": _number(found.before),
        "days": found.days,
        "words": found.words,
        "services": [{"service": name, "amount": _number(value)} for name, value in found.services],
        "now": _fields(found.now, zone),
    }


def _fields(fields: Iterable[Field], zone: ZoneInfo) -> list[dict[str, Any]]:
    return [_field(field, zone) for field in fields]


def _silent(sources: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"source": source, "error": words} for source, words in sources]


def _number(value: float | None) -> float | None:
    """JSON has no word for what is no number; six places are more than anybody reads."""
    return round(value, 6) if value is not None and math.isfinite(value) else None


def _time(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
