"""What Prometheus reckons by itself: the figures of the objectives, and when it alerts; pure."""

from __future__ import annotations

from typing import Any

Rule = dict[str, Any]

_WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
"""The windows of the burn rates, long and short, over which each service's errors are recorded."""
WATCHDOG = "Watchdog"
"""The alert that always fires, so that its absence tells of broken alerting."""
OBJECTIVE = 0.999
"""The share of requests that is to succeed."""
_RUNBOOKS = "https://runbooks.example.com"
# Short, so that a fault shows while one looks and has gone soon after it is mended.
_WINDOW = "5s"


def rule_groups(disk: str | None) -> dict[str, object]:
    """A rules file; `disk` is where the lab's own disk is mounted, where it has one."""
    return {
        "groups": [
            {"name": "objectives", "interval": "5s", "rules": _objectives()},
            {"name": "alerts", "interval": "1s", "rules": [*_alerts(), *([_disk(disk)] if disk else ())]},
        ]
    }


def _objectives() -> list[Rule]:
    recorded = []
    for window in _WINDOWS:
        failed = f'sum by (service) (rate(http_requests_total{{code=~"5.."}}[{window}]))'
        asked = f"sum by (service) (rate(http_requests_total[{window}]))"
        recorded.append({"record": f"service:slo_errors:ratio_rate{window}", "expr": f"{failed} / {asked}"})
    budget = f"(1 - {OBJECTIVE})"
    left = f"1 - service:slo_errors:ratio_rate3d / {budget}"
    return [
        *recorded,
        {"record": "service:slo_burn:rate1h", "expr": f"service:slo_errors:ratio_rate1h / {budget}"},
        {"record": "service:slo_budget_left:ratio3d", "expr": left},
    ]


def _alerts() -> list[Rule]:
    rate = f"sum by (service) (rate(http_requests_total[{_WINDOW}]))"
    failed = f'sum by (service) (rate(http_requests_total{{code=~"5.."}}[{_WINDOW}]))'
    buckets = f"sum by (le, service) (rate(http_request_duration_seconds_bucket[{_WINDOW}]))"
    return [
        _alert(WATCHDOG, "vector(1)", "none", "always fires: while it arrives, alerts do"),
        _alert(
            "ServiceFailing",
            f"{failed} / {rate} > 0.05",
            "critical",
            "{{ .Labels.service }} fails {{ .Value | humanizePercentage }} of its requests",
            "High error rate",
        ),
        _alert(
            "ServiceSlow",
            f"histogram_quantile(0.95, {buckets}) > 1",
            "warning",
            "{{ .Labels.service }} takes {{ .Value | humanizeDuration }} for a request",
            "Performance degradation",
        ),
        _alert(
            "TargetGone",
            'up{job="services"} == 0',
            "warning",
            "{{ .Labels.service }} gives no figures any more",
        ),
        _alert(
            "BackupSmall",
            "backup_last_size_bytes < 0.5 * backup_usual_size_bytes",
            "warning",
            "the newest backup has {{ .Value | humanize1024 }}B, less than half of the usual size",
        ),
        _alert(
            "BackupMissing",
            "time() - backup_last_success_timestamp_seconds > 26 * 3600",
            "critical",
            "the newest backup is older than a night",
        ),
    ]


def _disk(mount: str) -> Rule:
    share = (
        f'1 - node_filesystem_avail_bytes{{mountpoint="{mount}"}}'
        f' / node_filesystem_size_bytes{{mountpoint="{mount}"}}'
    )
    return _alert(
        "DiskNearlyFull",
        f"{share} > 0.9",
        "warning",
        "the lab's disk is {{ .Value | humanizePercentage }} full",
    )


def _alert(name: str, expr: str, severity: str, summary: str, runbook: str = "") -> Rule:
    """One that answers to a procedure by its title, or else to a page."""
    page = f"{_RUNBOOKS}/{name}"
    return {
        "alert": name,
        "expr": expr,
        "labels": {"severity": severity, **({"runbook": runbook} if runbook else {})},
        "annotations": {"summary": summary, **({} if runbook else {"runbook_url": page})},
    }
