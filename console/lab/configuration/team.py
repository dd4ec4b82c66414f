"""What a team adds of its own: people, vendors, planned work, and the limits that no document names."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

Table = dict[str, Any]

_SECTION = "What the documents leave open"
# Signals of one unit: the unit, and of each what should hold, warn and fail, with a sentence for it.
_LIMITS: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("aws.failed_sign_ins", "count", {"fail": "> 20"}, "So many failed sign-ins are no slip of the hand."),
    ("aws.guardduty_findings", "count", {"fail": "> 0"}, "Nobody is where they should not be."),
    ("aws.access_audit_pct", "%", {"warn": "< 100"}, "Every user and key is as it should be."),
    ("deploy.failed", "count", {"fail": "> 0"}, "No deployment has failed today."),
    ("ci.failed", "count", {"warn": "> 0"}, "No workflow has failed today."),
    ("vercel.failed", "count", {"fail": "> 0"}, "No deployment of the pages has failed today."),
    ("fly.machines_down", "count", {"warn": "> 0"}, "Every machine that should run does."),
    ("cost.anomalies", "count", {"warn": "> 0"}, "Nothing costs more than it usually does."),
    ("cost.budget_pct", "%", {"warn": "> 80", "fail": "> 100"}, "The month stays within its budget."),
    ("aws.key_age_d", "d", {"warn": "> 90", "fail": "> 180"}, "Access keys are renewed every three months."),
    ("security.compliance_score", "%", {"warn": "< 95"}, "Nearly every rule is complied with."),
)
_PEOPLE = (
    ("Ada Park", "on-call primary", "+44 20 7946 0001"),
    ("Grace Okoro", "Engineering Manager", "+44 20 7946 0002"),
    ("Linus Berg", "CTO", "+44 20 7946 0003"),
)
_VENDORS = (
    ("Cloudflare", "content delivery", "https://www.cloudflarestatus.com", "LAB-1001", 99.99),
    ("GitHub", "code and deployments", "https://www.githubstatus.com", "example", 99.9),
)


def policy() -> Table:
    """The manual's numbers, and limits for what no document has one for."""
    return {
        "schema": 1,
        "id": "lab",
        "base": "manual",
        "title": "The lab's own limits",
        "document": "The lab",
        "threshold": [
            {
                "signals": [signal],
                "unit": unit,
                **{kind: {"when": when, "section": _SECTION, "says": says} for kind, when in limits.items()},
            }
            for signal, unit, limits, says in _LIMITS
        ],
    }


def team(now: datetime) -> Table:
    """The tables of a team that works with the lab."""
    return {
        "contact": [
            {"name": name, "role": role, "email": f"{name.split()[0].lower()}@example.com", "phone": phone}
            for name, role, phone in _PEOPLE
        ],
        "vendor": [
            {"name": name, "service": service, "status_url": status, "account": account, "sla_pct": sla}
            for name, service, status, account, sla in _VENDORS
        ],
        "maintenance": [
            {
                "name": "database upgrade",
                # Always ahead, so that it hides nothing of what the lab is for.
                "start": _hour(now + timedelta(days=2)),
                "end": _hour(now + timedelta(days=2, hours=2)),
                "covers": ["db *"],
                "note": "PostgreSQL is brought to its next version.",
            }
        ],
    }


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
