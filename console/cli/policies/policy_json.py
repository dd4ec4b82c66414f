"""Policies as JSON: every number with document, section and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from data.catalogue import KnownSignal
from data.models.policy import Policy
from data.models.practice import Review
from data.policies.book import PolicyBook
from data.policies.comparing import Difference, Opinion
from data.policies.statements import Statement, statements


def listing(book: PolicyBook, in_use: str, today: date) -> dict[str, Any]:
    """``policy list --json``."""
    rows = [
        {
            **_named(policy),
            "in_use": policy.id == in_use,
            "thresholds": len(policy.thresholds),
            "severities": [severity.id for severity in policy.severities],
            "clocks": len(policy.clocks),
            "review": _review(policy.review, today),
        }
        for policy in book.policies
    ]
    return {"schema": 1, "policies": rows}


def shown(book: PolicyBook, policy: Policy, today: date) -> dict[str, Any]:
    """``policy show ID --json``."""
    said = [_statement(book, statement) for statement in statements(policy)]
    return {"schema": 1, **_named(policy), "review": _review(policy.review, today), "statements": said}


def diffed(book: PolicyBook, one: Policy, other: Policy, found: Sequence[Difference]) -> dict[str, Any]:
    """``policy diff A B --json``."""
    rows = [
        {
            "kind": difference.kind,
            "subject": difference.subject,
            "role": difference.role,
            "a": difference.one and _statement(book, difference.one),
            "b": difference.other and _statement(book, difference.other),
        }
        for difference in found
    ]
    return {"schema": 1, "a": _named(one), "b": _named(other), "differences": rows}


def explained(
    book: PolicyBook, signal: KnownSignal, value: float | None, opinions: Sequence[Opinion]
) -> dict[str, Any]:
    """``policy explain SIGNAL --json``."""
    rows = [
        {
            **_named(opinion.policy),
            "numbers": [_statement(book, number) for number in opinion.numbers],
            "verdict": opinion.judgement.verdict.value if opinion.judgement else None,
            "words": opinion.judgement.words if opinion.judgement else None,
        }
        for opinion in opinions
    ]
    return {
        "schema": 1,
        "signal": signal.name,
        "unit": signal.unit,
        "title": signal.title,
        "higher_is": signal.higher_is,
        "value": value,
        "configure": signal.configure,
        "policies": rows,
    }


def _named(policy: Policy) -> dict[str, Any]:
    return {"policy": policy.id, "title": policy.title, "document": policy.document}


def _statement(book: PolicyBook, said: Statement) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "subject": said.subject,
        "role": said.role,
        "words": said.words,
        "comparison": said.comparison,
        "number": said.number,
        "unit": said.unit,
        "policy": said.origin.policy,
        "document": book.document(said.origin.policy),
        "section": said.origin.section,
        "says": said.origin.says,
    }


def _review(review: Review, today: date) -> dict[str, Any]:
    return {
        "updated": review.updated,
        "every": review.every,
        "next": review.next,
        "due": review.due.isoformat() if review.due else None,
        "overdue_days": review.overdue(today),
        "owner": review.owner,
        "note": review.note,
    }
