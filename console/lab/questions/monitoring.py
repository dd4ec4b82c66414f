"""What the console asks the lab's Prometheus, signal by signal."""

from __future__ import annotations

from collections.abc import Mapping

Question = Mapping[str, object]

# Five scrapes: long enough for a rate, short enough to show a fault while one looks.
_WINDOW = "5s"
_PERCENTILES = {"api.p50_ms": 0.5, "api.p95_ms": 0.95, "api.p99_ms": 0.99}
_VITALS = {
    "web.fcp_ms": ("ms", "1000 * ", "web_vitals_fcp_seconds"),
    "web.lcp_ms": ("ms", "1000 * ", "web_vitals_lcp_seconds"),
    "web.tti_ms": ("ms", "1000 * ", "web_vitals_tti_seconds"),
    "web.cls": ("", "", "web_vitals_cls"),
}
_SAFETY = {
    "security.breach_indicators": ("count", "sum(security_breach_indicators)"),
    "security.suspicious_activity": ("count", "sum(increase(security_suspicious_events_total[1d]))"),
    "security.failed_sign_ins": ("count", "sum(increase(auth_failures_total[1d]))"),
    "security.new_vulnerabilities": ("count", "sum(security_vulnerabilities_new)"),
    "security.compliance_score": ("%", "avg(compliance_score_percent)"),
}


def traffic() -> list[Question]:
    """What the services' figures tell, service by service as each is judged for itself.

    A range still holds what was scraped before a target went: only a target that is up now counts.
    """
    up = 'and on (service) up{job="services"} == 1'
    asked = {
        **{signal: ("ms", f"1000 * {_quantile(share, 'service')}") for signal, share in _PERCENTILES.items()},
        "api.error_rate_pct": ("%", f"100 * {_share('5..')}"),
        "api.client_error_pct": ("%", f"100 * {_share('4..')}"),
        "api.success_pct": ("%", f"100 * (1 - {_share('5..')})"),
        "api.throughput_rps": ("rps", f"sum by (service) (irate(http_requests_total[{_WINDOW}]))"),
        "api.rate_limited": (
            "count",
            'sum by (service) (increase(http_requests_total{code="429"}[15m]))',
        ),
        "errors.logged": ("count", 'sum by (service) (increase(log_messages_total{level="error"}[1h]))'),
    }
    return [
        *(
            {"signal": signal, "unit": unit, "promql": f"{promql} {up}", "labels": ["service"]}
            for signal, (unit, promql) in asked.items()
        ),
        _one("api.availability_pct", "%", '100 * avg(avg_over_time(up{job="services"}[5m]))'),
    ]


def platform() -> list[Question]:
    """What is told of the platform as a whole: its pages in browsers, and its safety."""
    pages = [
        _one(signal, unit, f"{factor}histogram_quantile(0.75, sum by (le) (rate({metric}_bucket[1m])))")
        for signal, (unit, factor, metric) in _VITALS.items()
    ]
    return [*pages, *(_one(signal, unit, promql) for signal, (unit, promql) in _SAFETY.items())]


def network() -> list[Question]:
    """What the node exporter tells that the console does not measure itself."""
    ways = [f"rate(node_network_{way}_bytes_total[{_WINDOW}])" for way in ("receive", "transmit")]
    return [_one("host.network_bytes", "bytes", f"sum({' + '.join(ways)})")]


def _one(signal: str, unit: str, promql: str) -> Question:
    return {"signal": signal, "unit": unit, "promql": promql}


def _quantile(share: float, by: str) -> str:
    buckets = f"rate(http_request_duration_seconds_bucket[{_WINDOW}])"
    return f"histogram_quantile({share}, sum by (le, {by}) ({buckets}))"


def _share(codes: str) -> str:
    rate = f'rate(http_requests_total{{code=~"{codes}"}}[{_WINDOW}])'
    return f"sum by (service) ({rate}) / sum by (service) (rate(http_requests_total[{_WINDOW}]))"
