from __future__ import annotations

import asyncio

import pytest
from pydantic import ValidationError

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.policies.judge import judge
from data.providers.github.client import GithubProvider
from data.providers.github.settings import GithubSettings
from tests.api_provider import asking, recorded, routes, said, seen
from tests.fakes import START, HandClock, policy
from tests.servers import Reply, Request

RATE = "X-RateLimit-Limit: 5000\nX-RateLimit-Remaining: 4900\nX-RateLimit-Reset: 1763632800\n"


def table(**other: Reply) -> dict[str, Reply]:
    return {
        "/actions/runs": recorded("github/runs.json", headers=RATE),
        "/deployments": recorded("github/deployments.json"),
        "/deployments/904/statuses": recorded("github/statuses.json"),
        "/deployments/903/statuses": said([{"state": "success", "created_at": "2026-11-20T06:10:00Z"}]),
        "/deployments/902/statuses": said([]),
        "/dependabot/alerts": recorded("github/dependabot.json"),
        "/code-scanning/alerts": recorded("github/scanning.json"),
    } | other


async def test_a_whole_repository() -> None:
    async with asking("github", routes(table())) as asked:
        assert isinstance(asked.provider, GithubProvider)
        answer = await asked.whole()
        request = asked.server.requests[0]
    values = {each.signal: each.value for each in answer.observations}
    assert values == {
        "ci.runs": 5.0,
        "ci.failed": 3.0,
        "deploy.recent": 3.0,
        "deploy.failed": 1.0,
        "code.vulnerabilities": 3.0,
        "code.scanning_alerts": 2.0,
        "github.rate_left_pct": 98.0,
    }
    assert seen(answer, "code.vulnerabilities").detail == "1 critical, 1 medium, 1 low"
    assert seen(answer, "ci.failed", repository="example/app").detail == "Take the new parser"
    assert seen(answer, "deploy.failed").judged is Verdict.FAIL
    kinds = [item.kind for item in answer.items]
    assert kinds.count("deployment") == 3 and kinds.count("workflow") == 5
    verdicts = [item.verdict.rank for item in answer.items]
    assert verdicts == sorted(verdicts, reverse=True) and answer.items[0].verdict is Verdict.FAIL
    assert request.headers["authorization"] == "Bearer canary-token-9f2c"
    assert request.headers["x-github-api-version"] == "2022-11-28"
    assert answer.raw and answer.digest.startswith("sha256:")


async def test_a_feature_that_is_off_is_its_own_signals_failure() -> None:
    off = table(
        **{
            "/dependabot/alerts": recorded("github/dependabot-disabled.json", status="403 Forbidden"),
            "/code-scanning/alerts": recorded("github/no-analysis.json", status="404 Not Found"),
        }
    )
    async with asking("github", routes(off)) as asked:
        answer = await asked.whole()
    for signal, words in (("code.vulnerabilities", "Dependabot"), ("code.scanning_alerts", "no analysis")):
        failure = seen(answer, signal).failure
        assert failure is not None and failure.kind is FailureKind.NOT_CONFIGURED
        assert words in failure.message and "watch" in failure.remedy
    assert seen(answer, "ci.runs").value == 5.0


def limit(left: int) -> str:
    reset = f"{START.timestamp() + 90:.0f}"
    return f"X-RateLimit-Limit: 5000\nX-RateLimit-Remaining: {left}\nX-RateLimit-Reset: {reset}\n"


@pytest.mark.parametrize(
    ("file", "headers", "wait"),
    [("secondary-limit", "Retry-After: 60\n", 60.0), ("primary-limit", limit(0), 90.0)],
)
async def test_both_limits_are_waited_for(file: str, headers: str, wait: float) -> None:
    """Fault 35: GitHub answers 403 for either."""
    reply = recorded(f"github/{file}.json", status="403 Forbidden", headers=headers)
    async with asking("github", reply) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.whole()
        count = len(asked.server.requests)
        with pytest.raises(SourceError):
            await asked.whole()
        assert len(asked.server.requests) == count  # not asked again before the time is over
    failure = raised.value.failure
    assert (failure.kind, failure.retry_after) == (FailureKind.RATE_LIMITED, wait)
    assert failure.message.startswith("GitHub says: ")


@pytest.mark.parametrize(
    ("file", "status", "headers", "kind", "remedy"),
    [
        ("bad-credentials", "401 Unauthorized", "", FailureKind.AUTH, "valid token"),
        ("not-found", "404 Not Found", "", FailureKind.NOT_FOUND, "check repository"),
        (
            "not-accessible",
            "403 Forbidden",
            "X-Accepted-GitHub-Permissions: deployments=read\n",
            FailureKind.RIGHTS,
            "the token needs deployments=read",
        ),
        ("not-accessible", "403 Forbidden", "X-GitHub-SSO: required\n", FailureKind.RIGHTS, "single sign-on"),
        ("scanning-off", "403 Forbidden", "", FailureKind.NOT_CONFIGURED, "leave scanning out of watch"),
        (
            "not-found",
            "301 Moved Permanently",
            "Location: /repositories/1\n",
            FailureKind.BAD_ANSWER,
            "new name",
        ),
    ],
)
async def test_documented_errors(
    file: str, status: str, headers: str, kind: FailureKind, remedy: str
) -> None:
    async with asking("github", recorded(f"github/{file}.json", status=status, headers=headers)) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.whole()
    assert raised.value.failure.kind is kind and remedy in raised.value.remedy


async def test_a_right_that_is_missing_hides_nothing_else() -> None:
    denied = recorded("github/not-accessible.json", status="403 Forbidden")
    async with asking("github", routes(table(**{"/repos/example/app/deployments": denied}))) as asked:
        answer = await asked.whole()
    assert {each.signal for each in answer.observations if each.failure} == {"deploy.recent", "deploy.failed"}
    assert seen(answer, "ci.failed").value == 3.0


async def test_what_has_not_changed_is_asked_for_without_using_the_allowance() -> None:
    clock = HandClock()
    fresh: list[str] = []

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.headers.get("if-none-match") == 'W/"1"':
            await said(None, status="304 Not Modified", headers='ETag: W/"1"\n')(request, writer)
            return
        fresh.append(request.target)
        await recorded("github/runs.json", headers='ETag: W/"1"\n')(request, writer)

    async with asking("github", reply, time=clock, watch=["runs"]) as asked:
        first = await asked.whole()
        clock.move(60)
        second = await asked.whole()
        assert len(asked.server.requests) == 2 and len(fresh) == 1
    assert seen(second, "ci.failed").value == seen(first, "ci.failed").value == 3.0


async def test_few_calls_left_are_said_and_less_is_asked() -> None:
    clock = HandClock()
    reply = recorded("github/runs.json", headers=limit(400))
    async with asking("github", reply, time=clock, watch=["runs"]) as asked:
        answer = await asked.whole()
        for _ in range(3):
            clock.move(60)
            await asked.whole()
        assert len(asked.server.requests) == 1
        clock.move(60)
        await asked.whole()
        assert len(asked.server.requests) == 2
    left = seen(answer, "github.rate_left_pct")
    assert (left.value, left.detail) == (8.0, "400 of 5,000 calls left this hour; asking 4 times less often")
    assert judge(left, policy()).verdict is Verdict.WARN


async def test_a_server_without_a_limit_says_nothing_of_one() -> None:
    async with asking("github", recorded("github/runs.json"), watch=["runs"]) as asked:
        answer = await asked.whole()
    assert {each.signal for each in answer.observations} == {"ci.runs", "ci.failed"}


async def test_several_repositories_fail_each_for_itself() -> None:
    gone = recorded("github/not-found.json", status="404 Not Found")
    replies = routes({"/repos/example/app/": recorded("github/runs.json"), "/repos/example/old/": gone})
    both = ["example/app", "example/old"]
    async with asking("github", replies, repository=None, repositories=both, watch=["runs"]) as asked:
        answer = await asked.whole()
    assert seen(answer, "ci.runs", repository="example/app").value == 5.0
    assert seen(answer, "ci.runs", repository="example/old").failure is not None


@pytest.mark.parametrize(
    "given",
    [{}, {"repository": "app"}, {"repository": "a/../b"}, {"repository": "a/b", "repositories": ["c/d"]}],
)
def test_settings_that_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GithubSettings.model_validate({"name": "x", **given})
