"""What the console asks the lab's Prometheus, signal by signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.lab.monitoring.rules import OBJECTIVE

Question = Mapping[str, object]
_Asked = Mapping[str, tuple[str, str]]

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


def traffic(services: Sequence[str]) -> list[Question]:
    """What the services' figures tell, service by service as each is judged for itself.

    The first is told endpoint by endpoint as well. A range still holds what was scraped before a
    target went: only a target that is up now counts.
    """
    return [
        *_by(("service",), _figures("service")),
        *_by(("service", "endpoint"), _details(f'service="{services[0]}"')),
        _one("api.availability_pct", "%", '100 * avg(avg_over_time(up{job="services"}[5m]))'),
    ]


def objectives(services: Sequence[str]) -> list[Mapping[str, object]]:
    """What each service has promised."""
    return [
        {
            "name": service,
            "errors": f'http_requests_total{{service="{service}",code=~"5.."}}',
            "total": f'http_requests_total{{service="{service}"}}',
            "objective": 100 * OBJECTIVE,
        }
        for service in services
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


def _figures(by: str) -> _Asked:
    rate = f"sum by ({by}) (irate(http_requests_total[{_WINDOW}]))"
    limited = f'sum by ({by}) (increase(http_requests_total{{code="429"}}[15m]))'
    logged = f'sum by ({by}) (increase(log_messages_total{{level="error"}}[1h]))'
    return {
        **{signal: ("ms", f"1000 * {_quantile(share, by)}") for signal, share in _PERCENTILES.items()},
        "api.error_rate_pct": ("%", f"100 * {_share('5..', by)}"),
        "api.client_error_pct": ("%", f"100 * {_share('4..', by)}"),
        "api.success_pct": ("%", f"100 * (1 - {_share('5..', by)})"),
        "api.throughput_rps": ("rps", rate),
        "api.rate_limited": ("count", limited),
        "errors.logged": ("count", logged),
    }


def _details(where: str) -> _Asked:
    by = "service, endpoint"
    return {
        "api.p95_ms": ("ms", f"1000 * {_quantile(0.95, by, where)}"),
        "api.error_rate_pct": ("%", f"100 * {_share('5..', by, where)}"),
    }


def _by(labels: Sequence[str], asked: _Asked) -> list[Question]:
    up = 'and on (service) up{job="services"} == 1'
    return [
        {"signal": signal, "unit": unit, "promql": f"{promql} {up}", "labels": list(labels)}
        for signal, (unit, promql) in asked.items()
    ]


def _one(signal: str, unit: str, promql: str) -> Question:
    return {"signal": signal, "unit": unit, "promql": promql}


def _quantile(share: float, by: str, where: str = "") -> str:
    buckets = f"rate(http_request_duration_seconds_bucket{{{where}}}[{_WINDOW}])"
    return f"histogram_quantile({share}, sum by (le, {by}) ({buckets}))"


def _share(codes: str, by: str, where: str = "") -> str:
    some = f'rate(http_requests_total{{{where + "," if where else ""}code=~"{codes}"}}[{_WINDOW}])'
    asked = f"rate(http_requests_total{{{where}}}[{_WINDOW}])"
    return f"sum by ({by}) ({some}) / sum by ({by}) ({asked})"
