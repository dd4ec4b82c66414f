"""What a configuration of a Prometheus source may say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.providers.prometheus.settings import TARGETS_DOWN, PrometheusSettings


def settings(**more: object) -> PrometheusSettings:
    return PrometheusSettings.model_validate({"name": "prom", "url": "http://127.0.0.1:9090", **more})


def query(**more: object) -> PrometheusSettings:
    return settings(query=[{"signal": "api.p95_ms", "promql": "p95", **more}])


def test_it_feeds_its_queries_and_the_targets() -> None:
    assert query().feeds() == {TARGETS_DOWN, "api.p95_ms"}


def test_an_age_for_all_and_one_for_a_query() -> None:
    assert query().age_limit(query().query[0]) == 180.0
    own = query(max_age="10m")
    assert own.age_limit(own.query[0]) == 600.0
    none = query(max_age=0)
    assert none.age_limit(none.query[0]) == 0.0


@pytest.mark.parametrize("name", ["a-b", "", "1st", "a b", "a)"])
def test_a_label_that_is_none(name: str) -> None:
    with pytest.raises(ValidationError, match="a label's name"):
        query(labels=[name])


@pytest.mark.parametrize(
    "more",
    [
        {"url": "file:///etc/passwd"},
        {"token_env": "A", "token_file": "/b"},
        {"promq": "x"},
        {"max_series": 0},
    ],
)
def test_what_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings(**more)
