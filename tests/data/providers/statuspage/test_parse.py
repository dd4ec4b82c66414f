from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.statuspage.parse import parse_summary
from data.web.talk import Found
from tests.recorded import document


def values(found: Found) -> dict[str, float | None]:
    return {each.signal: each.value for each in found.observations}


def test_a_vendor_in_trouble() -> None:
    found = parse_summary(document("statuspage/summary.json"), "github")
    assert values(found) == {"vendor.up": 0.0, "vendor.components_down": 1.0, "vendor.incidents": 1.0}
    up = found.observations[0]
    assert [each.judged for each in found.observations] == [Verdict.FAIL, Verdict.WARN, Verdict.FAIL]
    assert (up.judged, up.detail) == (Verdict.FAIL, "github says: Partial System Outage")
    assert [(item.kind, item.title, item.verdict) for item in found.items] == [
        ("vendor-incident", "Actions runs start late", Verdict.FAIL),
        ("component", "Actions", Verdict.WARN),
        ("vendor-incident", "Moving Pages", Verdict.PASS),
        ("component", "Pages", Verdict.PASS),
    ]
    incident = found.items[0]
    assert incident.at == datetime(2026, 11, 20, 8, 28, tzinfo=UTC)
    assert dict(incident.fields)["last update"] == "We have found the cause and are mending it."
    assert incident.url == "https://stspg.io/h34w1"


def test_planned_maintenance_is_shown_and_not_counted() -> None:
    found = parse_summary(document("statuspage/summary.json"), "github")
    planned = next(item for item in found.items if item.title == "Moving Pages")
    assert (planned.severity, planned.state) == ("maintenance", "scheduled")
    assert dict(planned.fields)["until"] == "2026-11-22T03:00:00.000Z"


def test_a_vendor_that_is_well() -> None:
    found = parse_summary(document("statuspage/well.json"), "github")
    assert values(found) == {"vendor.up": 1.0, "vendor.components_down": 0.0, "vendor.incidents": 0.0}
    assert not found.items


def test_only_what_concerns_us() -> None:
    found = parse_summary(document("statuspage/summary.json"), "github", ("git operations",))
    assert values(found) == {"vendor.up": 1.0, "vendor.components_down": 0.0, "vendor.incidents": 0.0}
    none = parse_summary(document("statuspage/summary.json"), "github", ("copilot",))
    assert values(none)["vendor.up"] is None
    assert none.observations[0].detail == "github lists no component of that name"


def test_what_is_over_is_over() -> None:
    summary = document("statuspage/summary.json")
    summary["incidents"][0]["status"] = "postmortem"
    assert values(parse_summary(summary, "github"))["vendor.incidents"] == 0.0


@pytest.mark.parametrize("status", [None, {}, {"indicator": None}, {"indicator": "splendid"}, "none"])
def test_a_word_that_is_not_known_is_no_data(status: object) -> None:
    """Fault 38."""
    summary = document("statuspage/well.json") | {"status": status}
    assert values(parse_summary(summary, "github"))["vendor.up"] is None


def test_a_component_of_unknown_state_is_not_well() -> None:
    summary = document("statuspage/well.json") | {"components": [{"name": "Api", "status": 3.5}]}
    assert values(parse_summary(summary, "github"))["vendor.components_down"] == 1.0


@pytest.mark.parametrize("answer", [None, [], {"components": None}, {"page": {}}])
def test_what_is_no_summary_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of a Statuspage"):
        parse_summary(answer, "github")
