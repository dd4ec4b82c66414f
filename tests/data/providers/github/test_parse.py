from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.github.alerts import parse_scanning, parse_vulnerabilities
from data.providers.github.parse import (
    failed,
    parse_deployments,
    parse_runs,
    parse_status,
    with_status,
)
from data.web.tries import made_good
from tests.recorded import document


def test_runs_as_github_lists_them() -> None:
    total, items = parse_runs(document("github/runs.json"), "example/app")
    assert total == 6
    assert [(item.title, item.state) for item in items][:2] == [
        ("Release 4.2", "in_progress"),
        ("Take the new parser", "failure"),
    ]
    run = items[1]
    assert (run.kind, run.id, run.verdict) == ("workflow", "example/app#30433645", Verdict.FAIL)
    assert run.at == datetime(2026, 11, 20, 8, 40, 11, tzinfo=UTC)
    assert run.url == "https://github.com/example/app/actions/runs/30433645"
    assert ("branch", "main") in run.fields and ("by", "octocat") in run.fields


def test_what_failed_and_has_succeeded_since_only_warns() -> None:
    _, items = parse_runs(document("github/runs.json"), "example/app")
    judged = {item.title: item for item in made_good(items, "success")}
    assert judged["Mend the imports"].verdict is Verdict.WARN
    assert ("since", "has succeeded") in judged["Mend the imports"].fields
    assert judged["Take the new parser"].verdict is judged["Nightly"].verdict is Verdict.FAIL
    assert len(failed(tuple(judged.values()))) == 3


def test_a_deployment_has_the_state_of_its_newest_status() -> None:
    first = parse_deployments(document("github/deployments.json"), "example/app")[0]
    item = with_status(first, parse_status(document("github/statuses.json")))
    assert (item.kind, item.title, item.state) == ("deployment", "v4.2 to production", "failure")
    assert item.verdict is Verdict.FAIL
    fields = dict(item.fields)
    assert fields["environment"] == "production" and fields["by"] == "octocat"
    assert fields["says"] == "the health check did not pass"
    assert item.url.endswith("/job/1")


def test_a_deployment_without_any_status_is_not_called_well_or_bad() -> None:
    first = parse_deployments(document("github/deployments.json"), "example/app")[0]
    assert with_status(first, parse_status([])).state == "no status yet"


def test_vulnerabilities() -> None:
    items = parse_vulnerabilities(document("github/dependabot.json"), "example/app")
    worst = items[1]
    assert (worst.kind, worst.severity, worst.verdict) == ("vulnerability", "critical", Verdict.FAIL)
    assert worst.group == "lodash" and dict(worst.fields)["mended in"] == "4.17.21"
    assert worst.at == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert "mended in" not in dict(items[2].fields)


def test_scanning_alerts_have_the_security_severity_where_there_is_one() -> None:
    items = parse_scanning(document("github/scanning.json"), "example/app")
    assert [(item.severity, item.verdict) for item in items] == [
        ("high", Verdict.FAIL),
        ("note", Verdict.WARN),
    ]
    assert dict(items[0].fields)["where"] == "lib/unpack.js"


@pytest.mark.parametrize("answer", [None, [], "text", 3, {"workflow_runs": None}, {"workflow_runs": [1]}])
def test_what_is_no_list_of_runs_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of GitHub"):
        parse_runs(answer, "example/app")


def test_wrong_types_are_unknown_and_never_well() -> None:
    """Fault 38."""
    row = {
        "id": True,
        "conclusion": 7.5,
        "status": None,
        "run_started_at": "0000-13-99",
        "html_url": "ftp://x",
    }
    _, (item,) = parse_runs({"total_count": "many", "workflow_runs": [row]}, "example/app")
    assert (item.state, item.at, item.url) == ("unknown", None, "")
    assert item.verdict is not Verdict.PASS
    (alert,) = parse_vulnerabilities([{"security_advisory": [], "number": 1e400}], "example/app")
    assert (alert.severity, alert.verdict) == ("unknown", Verdict.WARN)
