"""The fields of the daily report, in the groups and by the names of the Skafu document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How several series of a signal make one number."""

    WORST = "worst"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field: the first of `signals` that has values fills it."""

    key: str
    title: str
    unit: str
    how: How
    signals: tuple[str, ...]


STATUS, AVAILABILITY = "overallStatus", "serviceAvailability"
NEW_VULNERABILITIES = "newVulnerabilities"
"""Filled from the alerts about dependencies where nothing counts them."""

SYSTEM = (
    Wanted("errorRate", "error rate", "%", How.WORST, ("api.error_rate_pct",)),
    Wanted(
        "responseTime",
        "response time",
        "ms",
        How.WORST,
        ("api.p95_ms", "api.p50_ms", "http.latency_ms"),
    ),
)
BUSINESS = (
    Wanted("activeUsers", "active users", "count", How.SUM, ("business.active_users",)),
    Wanted("projectsCreated", "projects created", "count", How.SUM, ("business.projects_created",)),
    Wanted("apiCalls", "API calls", "count", How.SUM, ("business.api_calls",)),
    Wanted("revenueImpact", "revenue impact", "usd", How.SUM, ("business.revenue_impact",)),
)
SECURITY = (
    Wanted(
        "suspiciousActivity",
        "suspicious activity",
        "count",
        How.SUM,
        ("security.suspicious_activity", "aws.guardduty_findings"),
    ),
    Wanted(
        "failedLogins",
        "failed sign-ins",
        "count",
        How.SUM,
        ("security.failed_sign_ins", "aws.failed_sign_ins"),
    ),
    Wanted(NEW_VULNERABILITIES, "new vulnerabilities", "count", How.SUM, ("security.new_vulnerabilities",)),
    Wanted(
        "complianceScore",
        "compliance score",
        "%",
        How.MEAN,
        ("security.compliance_score", "aws.config_compliance_pct"),
    ),
)
INFRASTRUCTURE = (
    Wanted("cpuUtilization", "processor", "%", How.WORST, ("host.cpu_pct",)),
    Wanted("memoryUtilization", "memory", "%", How.WORST, ("host.memory_pct",)),
    Wanted("diskUtilization", "disk", "%", How.WORST, ("host.disk_pct",)),
    Wanted("networkTraffic", "network", "bytes", How.SUM, ("host.network_bytes",)),
)
GROUPS = (
    ("systemHealth", "System health", SYSTEM),
    ("businessMetrics", "Business", BUSINESS),
    ("securityMetrics", "Security", SECURITY),
    ("infrastructureMetrics", "Infrastructure", INFRASTRUCTURE),
)
