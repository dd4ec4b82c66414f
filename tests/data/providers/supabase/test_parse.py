from __future__ import annotations

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.supabase.parse import parse_health, parse_project
from tests.recorded import document

REF = "abcdefghijklmnopqrst"


def test_a_project_that_is_up() -> None:
    observation, item = parse_project(document("supabase/project.json"), REF)
    assert (observation.value, observation.judged) == (1.0, Verdict.PASS)
    assert dict(observation.labels) == {"project": REF, "service": "project"}
    assert (item.kind, item.title, item.state) == ("component", "App", "active_healthy")


def test_a_paused_project_is_not_up_and_says_what_to_do() -> None:
    observation, item = parse_project(document("supabase/paused.json"), REF)
    assert (observation.value, observation.judged, item.verdict) == (0.0, Verdict.FAIL, Verdict.FAIL)
    assert "paused" in observation.detail and "resume" in observation.detail


def test_health_service_by_service() -> None:
    seen, items = parse_health(document("supabase/health.json"), REF, ("auth", "db", "rest", "storage"))
    by_service = {dict(each.labels)["service"]: each for each in seen}
    assert by_service["auth"].value == 1.0
    assert by_service["realtime"].judged is Verdict.FAIL
    assert by_service["realtime"].detail == "realtime unhealthy: the cluster does not answer"
    assert by_service["rest"].judged is Verdict.WARN and by_service["rest"].value == 0.0
    assert by_service["storage"].value is None and "not in the answer" in by_service["storage"].detail
    assert [item.title for item in items] == ["auth", "db", "pooler", "realtime", "rest"]


@pytest.mark.parametrize("healthy", [None, "true", 1, []])
def test_what_is_not_said_is_unknown(healthy: object) -> None:
    """Fault 38."""
    (seen,), (item,) = parse_health([{"name": "db", "healthy": healthy}], REF, ("db",))
    assert (seen.value, item.state) == (None, "unknown")
    assert item.verdict is not Verdict.PASS


def test_a_project_without_a_status_is_unknown() -> None:
    observation, item = parse_project({"name": "App", "status": 3.5}, REF)
    assert observation.value is None and item.verdict is Verdict.WARN


@pytest.mark.parametrize("answer", [None, [], "x"])
def test_what_is_no_project_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of Supabase"):
        parse_project(answer, REF)
