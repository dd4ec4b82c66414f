"""What stands beneath an item: a source that is silent says why, not what it said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from data.models.evidence import Evidence
from data.models.verdict import Verdict
from widgets.checklists.item_row import evidence_lines
from widgets.line import plain_text

SEEN = Evidence(
    source="api",
    kind="http",
    signal="http.up",
    value=1.0,
    unit="bool",
    verdict=Verdict.PASS,
    words="yes",
    observed_at=datetime(2026, 11, 20, 8, 14, 20, tzinfo=UTC),
)


def head(evidence: Evidence) -> str:
    return plain_text(next(evidence_lines(evidence, 120, ZoneInfo("UTC"))))


def test_an_answer_is_told_with_its_time() -> None:
    assert head(SEEN) == "pass: http.up = yes at 08:14:20"


def test_of_a_source_that_does_not_answer_the_reason_is_told_first() -> None:
    silent = replace(SEEN, verdict=Verdict.ERROR, words="api: connection refused")
    assert head(silent) == "error: api: connection refused; before that http.up = yes at 08:14:20"
    assert head(replace(silent, value=None)) == "error: api: connection refused"


def test_of_an_old_answer_its_age_is_told_first() -> None:
    old = replace(SEEN, verdict=Verdict.STALE, words="api: the last answer is 5 min old")
    assert head(old) == "stale: api: the last answer is 5 min old; before that http.up = yes at 08:14:20"
