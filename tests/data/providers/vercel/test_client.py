from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.vercel.client import VercelProvider
from tests.api_provider import asking, recorded, said, seen
from tests.fakes import START
from tests.servers import Request


async def test_a_project() -> None:
    async with asking("vercel", recorded("vercel/deployments.json"), team="team_1") as asked:
        assert isinstance(asked.provider, VercelProvider)
        answer = await asked.whole()
        target = urlsplit(asked.server.requests[0].target)
    assert seen(answer, "vercel.deployments").value == 5.0
    assert seen(answer, "vercel.failed", project="app").value == 2.0
    assert seen(answer, "vercel.failed").detail == "app to production"
    assert seen(answer, "vercel.failed").judged is Verdict.FAIL
    assert target.path == "/v6/deployments"
    query = parse_qs(target.query)
    assert query["teamId"] == ["team_1"] and query["projectId"] == ["app"] and "since" in query


async def test_pages_go_back_until_there_is_no_next() -> None:
    now = int(START.timestamp() * 1000)

    async def paged(request: Request, writer: asyncio.StreamWriter) -> None:
        until = int(parse_qs(urlsplit(request.target).query).get("until", [str(now)])[0])
        rows = [{"uid": f"{until - n}", "state": "READY", "created": until - n} for n in range(100)]
        following = until - 100 if until > now - 400 else None
        await said({"deployments": rows, "pagination": {"next": following}})(request, writer)

    async with asking("vercel", paged) as asked:
        answer = await asked.whole()
    assert seen(answer, "vercel.deployments").value == 500.0


async def test_a_server_that_never_moves_on_is_not_asked_for_ever() -> None:
    row = {"uid": "1", "state": "READY", "created": int(START.timestamp() * 1000)}
    async with asking("vercel", said({"deployments": [row], "pagination": {"next": 5}})) as asked:
        await asked.whole()
        assert len(asked.server.requests) == 2


@pytest.mark.parametrize(
    ("file", "status", "kind", "remedy"),
    [
        ("forbidden", "403 Forbidden", FailureKind.AUTH, "token"),
        ("wrong-team", "403 Forbidden", FailureKind.RIGHTS, "check team"),
        ("rate-limited", "429 Too Many Requests", FailureKind.RATE_LIMITED, "less often"),
    ],
)
async def test_documented_errors(file: str, status: str, kind: FailureKind, remedy: str) -> None:
    async with asking("vercel", recorded(f"vercel/{file}.json", status=status)) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.whole()
    assert raised.value.failure.kind is kind
    assert "Vercel says" in raised.value.message and remedy in raised.value.remedy
