from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.past import Window
from data.provider import Historian
from data.providers.sentry.client import SentryProvider
from tests.api_provider import asking, recorded, routes, said, seen
from tests.fakes import START
from tests.recorded import document
from tests.servers import Request

TABLE = {"/issues/": recorded("sentry/issues.json"), "/stats/": recorded("sentry/stats.json")}


async def test_a_project() -> None:
    async with asking("sentry", routes(TABLE)) as asked:
        assert isinstance(asked.provider, SentryProvider)
        answer = await asked.whole()
        targets = [urlsplit(request.target) for request in asked.server.requests]
    assert seen(answer, "errors.issues", level="fatal").value == 1.0
    assert seen(answer, "errors.issues", level="error", project="app").value == 1.0
    assert seen(answer, "errors.new_issues").value == 1.0
    assert seen(answer, "errors.per_hour").value == 497.0
    assert answer.items[0].id == "APP-2AA"
    (past,) = answer.pasts
    assert (past.signal, len(past.values)) == ("errors.per_hour", 6)
    issues = next(target for target in targets if target.path == "/api/0/organizations/example/issues/")
    assert parse_qs(issues.query)["query"] == ["is:unresolved project:app"]
    assert any(target.path == "/api/0/projects/example/app/stats/" for target in targets)


async def test_an_empty_project_has_zero_of_each_level() -> None:
    async with asking("sentry", routes({"/issues/": said([]), "/stats/": said([])})) as asked:
        answer = await asked.whole()
    levels = {
        dict(each.labels)["level"]: each.value
        for each in answer.observations
        if each.signal == "errors.issues"
    }
    assert levels == {"fatal": 0.0, "error": 0.0, "warning": 0.0}
    assert seen(answer, "errors.per_hour").value is None
    assert not answer.items


async def test_pages_are_followed_while_there_are_results() -> None:
    rows = document("sentry/issues.json")

    async def paged(request: Request, writer: asyncio.StreamWriter) -> None:
        place = int(parse_qs(urlsplit(request.target).query).get("cursor", ["0:0:0"])[0].split(":")[1])
        more = "true" if place < 300 else "false"
        following = (
            f"http://{request.headers['host']}/api/0/organizations/example/issues/?cursor=0:{place + 100}:0"
        )
        link = f'<{following}>; rel="previous"; results="false"; cursor="0:0:1", '
        link += f'<{following}>; rel="next"; results="{more}"; cursor="0:{place + 100}:0"'
        await said(rows[:1] * 100, headers=f"Link: {link}\n")(request, writer)

    async with asking("sentry", routes(TABLE | {"/issues/": paged})) as asked:
        answer = await asked.whole()
    assert seen(answer, "errors.issues", level="error").value == 400.0


async def test_the_remedy_of_a_project_that_is_not_there() -> None:
    missing = recorded("sentry/not-found.json", status="404 Not Found")
    async with asking("sentry", routes({"/issues/": missing, "/stats/": TABLE["/stats/"]})) as asked:
        answer = await asked.whole()
    failure = seen(answer, "errors.issues").failure
    assert failure is not None and failure.kind is FailureKind.NOT_FOUND
    assert "organization and project" in failure.remedy
    assert seen(answer, "errors.per_hour").value == 497.0


async def test_the_hours_before_the_console_began_are_told() -> None:
    async with asking("sentry", routes(TABLE)) as asked:
        assert isinstance(asked.provider, Historian)
        end = START.timestamp()
        (past,) = await asked.provider.past(Window(end - 86_400, end, 300.0))
        query = parse_qs(urlsplit(asked.server.requests[0].target).query)
    assert past.values == (1184, 1410, 1440, 1682, 1203, 497)
    assert past.times[-1] == START.replace(minute=0, second=0).timestamp()
    assert (int(query["until"][0]) - int(query["since"][0])) == 25 * 3600


async def test_a_past_that_is_refused_is_said() -> None:
    async with asking("sentry", recorded("sentry/forbidden.json", status="403 Forbidden")) as asked:
        assert isinstance(asked.provider, Historian)
        with pytest.raises(SourceError, match="Sentry says: You do not have permission"):
            await asked.provider.past(Window(0.0, 3600.0, 60.0))
