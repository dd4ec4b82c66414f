from __future__ import annotations

from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.github.client import GithubProvider
from tests.api_provider import asking, recorded, routes, said, seen
from tests.servers import Reply

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
