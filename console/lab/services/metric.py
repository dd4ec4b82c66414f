"""A service's own figures, in the text format that Prometheus reads; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from console.lab.services.exposition import Histogram, family, sample

_BOUNDS = (
    *(0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3),
    *(0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0),
)
_CODES = (200, 404, 429, 500)
ENDPOINTS = ("/projects", "/projects/{id}", "/search")
_LEVELS = ("info", "warning", "error")


def _none_yet() -> Counter[tuple[str, int]]:
    return Counter(dict.fromkeys(((endpoint, code) for endpoint in ENDPOINTS for code in _CODES), 0))


@dataclass(slots=True)
class Figures:
    """Requests by endpoint and status, how long they took, and what was logged of them."""

    service: str
    requests: Counter[tuple[str, int]] = field(default_factory=_none_yet)
    durations: dict[str, Histogram] = field(
        default_factory=lambda: {endpoint: Histogram(_BOUNDS) for endpoint in ENDPOINTS}
    )
    logged: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(_LEVELS, 0)))

    def record(self, code: int, seconds: float, times: int = 1, endpoint: str = ENDPOINTS[0]) -> None:
        """Count `times` requests that ended with `code` after `seconds`."""
        self.requests[endpoint, code] += times
        self.durations[endpoint].record(seconds, times)
        self.logged["error" if code >= 500 else "warning" if code >= 400 else "info"] += times

    def exposition(self) -> str:
        """All of it as Prometheus text; every status is there from the start, at zero."""
        mine = {"service": self.service}
        name = "http_request_duration_seconds"
        requests = [
            sample("http_requests_total", {**mine, "endpoint": endpoint, "code": str(code)}, count)
            for (endpoint, code), count in sorted(self.requests.items())
        ]
        durations = [
            line
            for endpoint, histogram in self.durations.items()
            for line in histogram.lines(name, {**mine, "endpoint": endpoint})
        ]
        logged = [
            sample("log_messages_total", {**mine, "level": level}, n) for level, n in self.logged.items()
        ]
        lines = [
            *family("http_requests_total", "counter", "Requests answered.", requests),
            *family(name, "histogram", "Time to answer.", durations),
            *family("log_messages_total", "counter", "Messages logged.", logged),
        ]
        return "\n".join(lines) + "\n"
