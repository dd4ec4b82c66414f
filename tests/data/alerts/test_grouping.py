"""Cases under headings, and finding one by words."""

from __future__ import annotations

from data.alerts.grouping import grouped, groupings, matches
from tests.alert_desk import Scene

CASES = Scene().look()[0].cases


def test_a_group_stands_where_its_first_case_does() -> None:
    assert [group.title for group in grouped(CASES, "urgency")] == [
        "unanswered",
        "acknowledged",
        "silenced",
        "held back by other alerts",
    ]
    by_service = grouped(CASES, "service")
    assert [group.title for group in by_service] == ["api", "without service"]
    assert len(by_service[0].waiting) == 2 and len(by_service[0].cases) == 3
    assert {group.title for group in grouped(CASES, "source")} == {"am, am-2", "api"}
    assert grouped(CASES, "name")[0].title == "HighErrorRate"


def test_labels_that_most_have_come_first() -> None:
    assert groupings(CASES) == ("urgency", "name", "severity", "service", "host", "source")


def test_words_are_looked_for_everywhere_and_all_must_be_there() -> None:
    def found(words: str) -> list[str]:
        return [case.title for case in CASES if matches(case, words)]

    assert len(found("")) == len(CASES)
    assert found("chen") == ["DiskFull"]
    assert found("severity=critical") == ["HighErrorRate"]
    assert found("P95 service=api") == ["HighLatency"]
    assert found("silenced") == ["Noise"]
    assert found("p95 chen") == []
