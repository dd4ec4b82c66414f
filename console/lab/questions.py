"""What the console asks the lab's database and its Prometheus, signal by signal."""

from __future__ import annotations

from collections.abc import Mapping

Question = Mapping[str, object]

# Five scrapes: long enough for a rate, short enough to show a fault while one looks.
_WINDOW = "5s"
_DAY = "now() - interval '1 day'"
_BUSINESS = {
    "business.active_users": (
        "count",
        f"select count(distinct user_id) from app.sessions where seen > {_DAY}",
    ),
    "business.sign_ups": ("count", f"select count(*) from app.users where signed_up > {_DAY}"),
    "business.projects_created": ("count", f"select count(*) from app.projects where created > {_DAY}"),
    "business.revenue": ("usd", f"select coalesce(sum(dollars), 0) from app.payments where paid > {_DAY}"),
    "business.churn_pct": (
        "%",
        "select 100.0 * count(*) filter (where left_at > now() - interval '30 days') / count(*)"
        " from app.users",
    ),
    "support.open_tickets": ("count", "select count(*) from app.tickets where answered is null"),
    "support.response_h": (
        "h",
        "select avg(extract(epoch from answered - opened)) / 3600 from app.tickets",
    ),
    "support.satisfaction": ("of 5", "select avg(satisfaction) from app.tickets"),
}


def business() -> list[Question]:
    """What the application's own tables tell."""
    return [{"signal": signal, "unit": unit, "sql": sql} for signal, (unit, sql) in _BUSINESS.items()]


def traffic() -> list[Question]:
    """What the services' figures tell, service by service where each is judged for itself.

    A range still holds what was scraped before a target went: only a target that is up now counts.
    """
    up = 'and on (service) up{job="services"} == 1'
    rate = f"rate(http_requests_total[{_WINDOW}])"
    failed = f'rate(http_requests_total{{code=~"5.."}}[{_WINDOW}])'
    buckets = f"rate(http_request_duration_seconds_bucket[{_WINDOW}])"
    share = f"sum by (service) ({failed}) / sum by (service) ({rate})"
    by_service = {
        "api.p95_ms": ("ms", f"1000 * histogram_quantile(0.95, sum by (le, service) ({buckets})) {up}"),
        "api.error_rate_pct": ("%", f"100 * {share} {up}"),
        "api.success_pct": ("%", f"100 * (1 - {share}) {up}"),
    }
    overall = {
        "api.throughput_rps": ("rps", f"sum(i{rate} {up})"),
        "api.availability_pct": ("%", '100 * avg(avg_over_time(up{job="services"}[5m]))'),
    }
    return [
        *(
            {"signal": signal, "unit": unit, "promql": promql, "labels": ["service"]}
            for signal, (unit, promql) in by_service.items()
        ),
        *({"signal": signal, "unit": unit, "promql": promql} for signal, (unit, promql) in overall.items()),
    ]


def network() -> list[Question]:
    """What the node exporter tells that the console does not measure itself."""
    ways = [f"rate(node_network_{way}_bytes_total[{_WINDOW}])" for way in ("receive", "transmit")]
    return [{"signal": "host.network_bytes", "unit": "bytes", "promql": f"sum({' + '.join(ways)})"}]
