"""A service's figures: what is counted by endpoint and status, and what is logged of it."""

from __future__ import annotations

from console.lab.services.metric import ENDPOINTS, Figures

_FIRST = 'service="shop",endpoint="/projects"'


def test_every_status_is_there_before_the_first_request() -> None:
    text = Figures("shop").exposition()
    for endpoint in ENDPOINTS:
        for code in (200, 404, 429, 500):
            assert f'http_requests_total{{service="shop",endpoint="{endpoint}",code="{code}"}} 0' in text
    assert f"http_request_duration_seconds_count{{{_FIRST}}} 0" in text
    assert 'log_messages_total{service="shop",level="error"} 0' in text
    assert text.endswith("\n")


def test_a_request_counts_for_its_endpoint_alone() -> None:
    figures = Figures("shop")
    figures.record(200, 0.05)
    figures.record(500, 2.5, times=3, endpoint="/search")
    text = figures.exposition()
    assert f'http_requests_total{{{_FIRST},code="200"}} 1' in text
    assert f'http_requests_total{{{_FIRST},code="500"}} 0' in text
    assert 'endpoint="/search",code="500"} 3' in text
    assert 'http_request_duration_seconds_sum{service="shop",endpoint="/search"} 7.5' in text


def test_what_fails_is_logged_as_an_error_and_what_is_refused_as_a_warning() -> None:
    figures = Figures("shop")
    figures.record(200, 0.1, times=5)
    figures.record(404, 0.1, times=2)
    figures.record(500, 0.1)
    assert figures.logged == {"info": 5, "warning": 2, "error": 1}
