"""Where the documents disagree about a number: what the others demand, and what they would say of it."""

from __future__ import annotations

from data.boards.outlook import Outlook
from data.models.policy import Policy
from data.models.reading import Reading
from data.models.threshold import Threshold
from data.policies.judge import judge
from data.policies.strictest import ID as COMBINED
from data.quantity import format_value


def others_say(reading: Reading, outlook: Outlook) -> tuple[tuple[str, str], ...]:
    """For each document that sets another limit: its name, its demand, and its verdict on this value."""
    mine = _demand(outlook.policy.threshold(reading.signal))
    return tuple(
        (f"by {policy.id}", f"{_demand(threshold)} → {_verdict(reading, policy)} (§ {_section(threshold)})")
        for policy in outlook.policies
        if policy.id not in (outlook.policy.id, COMBINED)
        and (threshold := policy.threshold(reading.signal)) is not None
        and _demand(threshold) != mine
    )


def in_short(reading: Reading, outlook: Outlook) -> str:
    """The same in a phrase: ``skafu wants <= 31 d (pass)``; nothing where nobody disagrees."""
    return ", ".join(
        f"{policy.id} wants {demand} ({_verdict(reading, policy)})"
        for policy in outlook.policies
        if policy.id not in (outlook.policy.id, COMBINED)
        and (demand := _demand(policy.threshold(reading.signal)))
        and demand != _demand(outlook.policy.threshold(reading.signal))
    )


def _demand(threshold: Threshold | None) -> str:
    """What should hold, else what raises the alarm."""
    limit = threshold and (threshold.target or threshold.decisive)
    return f"{limit.comparison} {format_value(limit.number, threshold.unit)}" if limit and threshold else ""


def _section(threshold: Threshold) -> str:
    limit = threshold.target or threshold.decisive
    return limit.section if limit else ""


def _verdict(reading: Reading, policy: Policy) -> str:
    return judge(reading.observation, policy).verdict.value
