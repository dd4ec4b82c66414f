"""The signals that the lab brings to life: what the dashboards and lists are made of."""

from __future__ import annotations

_NAMES = {
    "http": "up latency_ms status",
    "tls": "days_left valid",
    "db": "up connections_pct connections_used connections_max oldest_transaction_s locks_waiting"
    " cache_hit_pct size_bytes query_mean_ms query_p95_ms slow_statements",
    "host": "cpu_pct memory_pct disk_pct inodes_pct load1 load5 load15 cpus uptime_s network_bytes",
    "prometheus": "targets_down",
    "api": "p50_ms p95_ms p99_ms client_error_pct error_rate_pct success_pct throughput_rps"
    " availability_pct rate_limited",
    "slo": "error_ratio requests objective_pct burn_rate",
    "errors": "logged issues per_hour new_issues",
    "web": "fcp_ms lcp_ms tti_ms cls",
    "backup": "age_h size_bytes size_ratio_pct integrity offsite restore_test_age_d",
    "security": "breach_indicators suspicious_activity failed_sign_ins new_vulnerabilities compliance_score",
    "business": "active_users visitors sign_ups conversions revenue revenue_impact churn_pct"
    " projects_created api_calls funnel",
    "support": "open_tickets response_h satisfaction",
    "alerts": "firing silenced inhibited silences watchdog uptime_s",
    "command": "state took_ms",
    "aws": "alarms alb_unhealthy lambda_functions lambda_error_pct lambda_duration_ms lambda_throttles"
    " lambda_concurrency rds_cpu_pct rds_connections rds_free_bytes rds_snapshot_age_h s3_reachable"
    " s3_encrypted cloudfront_deployed health_events guardduty_findings securityhub_findings"
    " config_compliance_pct encryption_pct cert_days cloudtrail_valid failed_sign_ins"
    " security_group_changes key_age_d users_unused users_without_mfa access_audit_pct backup_age_h"
    " backup_jobs_failed log_retention_pct",
    "cost": "month_to_date yesterday day forecast anomalies budget_pct savings_coverage_pct"
    " unused_resources unused_usd",
    "deploy": "recent failed",
    "ci": "runs failed",
    "code": "vulnerabilities scanning_alerts",
    "github": "rate_left_pct",
    "vercel": "deployments failed",
    "supabase": "healthy",
    "fly": "machines machines_down checks_failing",
    "vendor": "up components_down incidents",
}
ALIVE = frozenset(f"{group}.{name}" for group, names in _NAMES.items() for name in names.split())
ASLEEP = frozenset(
    {
        # Plain HTTP has no certificate; the site's is watched by its own source.
        "http.cert_days",
        # One server, no replica.
        "db.replication_lag_s",
        # Reckoned by a board, and no source's own.
        "services.up_pct",
    }
)
"""Those of the catalogue that nothing in the lab can bring."""
# Only some of those who run the tests have these.
DEPENDS = frozenset({"host.swap_pct"})
