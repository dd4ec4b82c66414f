"""Every number of the five documents, once more and by hand: a slip in the content must not pass."""

from __future__ import annotations

import pytest

from data.policies.book import SHIPPED, load_policies
from data.policies.statements import statements

BOOK = load_policies()

NUMBERS = {
    "template-platform": "",
    "skafu": """
        api.availability_pct target >= 99.9 | api.availability_pct fail < 99.5
        api.error_rate_pct target < 1 | api.error_rate_pct fail > 2
        api.p95_ms target < 200 | api.p95_ms fail > 500
        api.throughput_rps target > 1000 | api.throughput_rps fail < 500
        aws.lambda_duration_ms target < 30000
        aws.lambda_error_pct target < 1 | aws.lambda_error_pct fail > 2
        backup.age_h target <= 4 | backup.restore_test_age_d target <= 31
        db.query_mean_ms target < 100
        host.cpu_pct target < 80 | host.memory_pct target < 80
        http.latency_ms target < 200 | http.latency_ms fail > 500
        services.up_pct target >= 95 | services.up_pct fail < 80
        host.cpu_pct scale > 80 | host.cpu_pct optimal > 70 | db.connections_used capacity > 100
    """,
    "unified": """
        api.availability_pct target >= 99.9 | api.availability_pct fail < 99.5
        api.error_rate_pct target < 0.1 | api.error_rate_pct fail > 1
        api.p95_ms target < 200 | api.p95_ms fail > 500
        http.latency_ms target < 200 | http.latency_ms fail > 500
        http.up fail < 1
        support.response_h target < 4 | support.response_h fail > 8
        support.satisfaction target > 4.5 | support.satisfaction fail < 4
        api.error_rate_pct symptom > 5 | support.response_h tier 2 > 4 | support.response_h tier 3 > 1
    """,
    "runbooks": """
        api.availability_pct target > 99.9
        api.error_rate_pct target < 0.1 | api.error_rate_pct fail > 1
        api.p95_ms target < 500 | api.p95_ms fail > 1000
        api.rate_limited fail > 0 | api.success_pct target > 99.5
        backup.age_h target <= 24 | db.connections_pct fail > 80
        http.latency_ms target < 500 | http.latency_ms fail > 1000
        web.cls target < 0.1 | web.fcp_ms target < 1500 | web.lcp_ms target < 2500 | web.tti_ms target < 3500
    """,
    "manual": """
        api.error_rate_pct target < 1 | api.error_rate_pct warn > 1 | api.error_rate_pct fail > 5
        api.p95_ms target < 2000 | api.p95_ms warn > 5000
        backup.age_h target <= 24 | backup.offsite target >= 1
        backup.restore_test_age_d target <= 7 | backup.size_bytes target > 0
        db.connections_pct target < 80 | db.up fail < 1
        host.disk_pct target < 80 | host.disk_pct warn > 90 | host.memory_pct warn > 90
        http.latency_ms target < 2000 | http.latency_ms warn > 5000
        http.up fail < 1 | security.breach_indicators fail > 0
        db.connections_pct scale > 80 | host.cpu_pct scale > 70 | host.disk_pct scale > 70
    """,
}

CLOCKS = {
    "template-platform": """
        respond P0 15 min | respond P1 1 h | respond P2 4 h | respond P3 24 h
        escalate P0 immediately | act P0 15 min
        investigate P0 30 min | investigate P1 30 min | mitigate P0 1 h | mitigate P1 2 h
        report P0 2 h | report P1 2 h | report P2 2 h | report P3 2 h
        review P0 48 h | review P1 48 h | review P2 48 h | review P3 48 h
        follow-up P0 7 d | follow-up P1 7 d | follow-up P2 7 d | follow-up P3 7 d
    """,
    "skafu": """
        respond P0 15 min | respond P1 1 h | respond P2 4 h | respond P3 24 h
        escalate P0 30 min | escalate P1 2 h | escalate P2 8 h | escalate P3 48 h
        public-update P0 immediately | public-update P1 1 h
        review P0 48 h | review P1 48 h | review P2 48 h | review P3 48 h
    """,
    "unified": "respond P0 immediately | respond P1 1 h | respond P2 4 h | respond P3 24 h",
    "runbooks": "respond P1 15 min | respond P2 15 min | respond P3 15 min | respond P4 15 min",
    "manual": """
        respond P0 immediately | respond P1 1 h | respond P2 4 h
        act in service-down P0 5 min | act in data-loss P0 10 min | act in security-breach P1 30 min
        internal-update in service-down P0 immediately
        public-update in service-down P0 15 min | public-update in service-down P0 every 30 min
        authorities in security-breach P0 72 h | authorities in security-breach P1 72 h
        authorities in security-breach P2 72 h
    """,
}


def listed(text: str) -> set[str]:
    return {" ".join(part.split()) for line in text.splitlines() for part in line.split("|") if part.strip()}


@pytest.mark.parametrize("id", SHIPPED)
def test_every_threshold(id: str) -> None:
    said = [s for s in statements(BOOK.get(id)) if s.kind in ("threshold", "mark")]
    found = {f"{s.subject} {s.role} {s.comparison} {s.number:g}" for s in said}
    assert found == listed(NUMBERS[id])


@pytest.mark.parametrize("id", SHIPPED)
def test_every_clock(id: str) -> None:
    policy = BOOK.get(id)
    called = {f"rank {severity.rank}": severity.id for severity in policy.severities}
    found = {
        f"{s.subject} {called[s.role.removesuffix(' then')]} {s.words.partition(',')[0]}"
        for s in statements(policy)
        if s.kind == "clock"
    }
    assert found == listed(CLOCKS[id])
