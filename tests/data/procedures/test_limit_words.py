"""What a value was held against, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.models.evidence import Evidence
from data.models.verdict import Verdict
from data.procedures.limit_words import limit_words

SEEN = Evidence(
    source="main",
    kind="postgres",
    signal="db.connections_pct",
    labels=(),
    query="",
    value=81.0,
    unit="%",
    verdict=Verdict.FAIL,
    words="",
    threshold=80.0,
    comparison="<",
    policy="manual",
    section="",
    observed_at=None,
    fetched_at=None,
    digest="",
)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (SEEN, "wanted < 80 %"),
        (replace(SEEN, value=41.0, verdict=Verdict.PASS), "wanted < 80 %"),
        (replace(SEEN, comparison=">"), "alarm when > 80 %"),
        (replace(SEEN, comparison=">", value=41.0, verdict=Verdict.PASS), "alarm when > 80 %"),
        (replace(SEEN, comparison="<", value=1.0, threshold=1.0, unit="bool", verdict=Verdict.PASS), ""),
        (replace(SEEN, threshold=None), ""),
        (replace(SEEN, value=None), ""),
    ],
)
def test_a_limit_is_not_read_the_wrong_way_round(seen: Evidence, words: str) -> None:
    assert limit_words(seen) == words
