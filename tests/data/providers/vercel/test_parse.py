from __future__ import annotations

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.vercel.parse import READY, parse_deployments
from data.web.tries import made_good
from tests.recorded import document


def test_deployments_as_vercel_lists_them() -> None:
    items, following = parse_deployments(document("vercel/deployments.json"))
    assert following is None
    assert [item.state for item in items] == ["building", "error", "ready", "error", "cancelled"]
    broken = items[1]
    assert (broken.kind, broken.title, broken.verdict) == ("deployment", "app to production", Verdict.FAIL)
    fields = dict(broken.fields)
    assert fields["by"] == "ada" and fields["ref"] == "main" and "exited with 1" in fields["error"]
    assert broken.url == "https://app-0004-example.vercel.app"


def test_a_preview_that_has_succeeded_since_only_warns() -> None:
    items = made_good(parse_deployments(document("vercel/deployments.json"))[0], READY)
    assert [item.verdict for item in items][1::2] == [Verdict.FAIL, Verdict.WARN]


@pytest.mark.parametrize("answer", [None, [], {"deployments": {}}, {"deployments": [None]}, {}])
def test_what_is_no_list_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of Vercel"):
        parse_deployments(answer)


@pytest.mark.parametrize("created", [None, "soon", 1e40, float("nan"), True])
def test_wrong_types_are_unknown(created: object) -> None:
    """Fault 38."""
    row = {"created": created, "state": ["READY"], "url": "javascript:alert(1)//x", "creator": "x"}
    (item,), _ = parse_deployments({"deployments": [row], "pagination": {"next": "x"}})
    assert (item.at, item.state, item.url, item.verdict) == (None, "unknown", "", Verdict.WARN)
