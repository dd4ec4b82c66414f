"""A service's own figures, in the text format that Prometheus reads; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

BOUNDS = (
    *(0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3),
    *(0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0),
)
CODES = (200, 500)


@dataclass(slots=True)
class Figures:
    """Requests by status, and how long they took."""

    service: str
    requests: Counter[int] = field(default_factory=lambda: Counter(dict.fromkeys(CODES, 0)))
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def record(self, code: int, seconds: float, times: int = 1) -> None:
        """Count `times` requests that ended with `code` after `seconds`."""
        self.requests[code] += times
        self.buckets[bisect_left(BOUNDS, seconds)] += times
        self.seconds += seconds * times

    def exposition(self) -> str:
        """All of it as Prometheus text; every status is there from the start, at zero."""
        label = f'service="{self.service}"'
        lines = [
            "# HELP http_requests_total Requests answered.",
            "# TYPE http_requests_total counter",
            *(
                f'http_requests_total{{{label},code="{code}"}} {n}'
                for code, n in sorted(self.requests.items())
            ),
            "# HELP http_request_duration_seconds Time to answer.",
            "# TYPE http_request_duration_seconds histogram",
        ]
        total = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), self.buckets, strict=True):
            total += count
            lines.append(f'http_request_duration_seconds_bucket{{{label},le="{bound}"}} {total}')
        lines.append(f"http_request_duration_seconds_sum{{{label}}} {self.seconds:.6f}")
        lines.append(f"http_request_duration_seconds_count{{{label}}} {total}")
        return "\n".join(lines) + "\n"
