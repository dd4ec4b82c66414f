"""The stand-ins for what is hosted elsewhere: their paths, shapes, headers and refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from console.lab.ports import Ports
from console.lab.vendors.server import VENDOR_KINDS, Vendors
from tests.fakes import HandClock

_GUARDED = [kind for kind in VENDOR_KINDS if kind != "statuspage"]
_FIRST = {
    "github": "/repos/example/app/actions/runs",
    "sentry": "/api/0/organizations/example/issues/",
    "vercel": "/v6/deployments?projectId=app",
    "supabase": "/v1/projects/labprojectabcdefghij",
    "fly": "/v1/apps/example-app/machines",
}
_DEPLOYMENTS = "/repos/example/app/deployments"


class _Asker:
    """Asks the stand-ins with their tokens, or with another."""

    def __init__(self, vendors: Vendors, client: httpx.AsyncClient) -> None:
        self.vendors = vendors
        self._client = client

    async def get(self, kind: str, path: str, token: bytes | None = None, etag: str = "") -> httpx.Response:
        right = self.vendors.tokens.get(self.vendors.token_file(kind), "").encode()
        sent = right if token is None else token
        headers = {b"Authorization": b"Bearer " + sent} if sent else {}
        if etag:
            headers[b"If-None-Match"] = etag.encode()
        return await self._client.get(f"{self.vendors.url(kind)}{path}", headers=list(headers.items()))


@pytest.fixture
async def asker(tmp_path: Path) -> AsyncIterator[_Asker]:
    ports = Ports()
    vendors = Vendors(tmp_path, ports.take(), HandClock())
    await vendors.start()
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            yield _Asker(vendors, client)
    finally:
        await vendors.stop()
        ports.close()


@pytest.mark.parametrize("kind", _GUARDED)
@pytest.mark.parametrize("token", [b"", b"wrong", b"wr\xf6ng"])
async def test_without_the_right_token_nothing_is_told(asker: _Asker, kind: str, token: bytes) -> None:
    answer = await asker.get(kind, _FIRST[kind], token)
    assert answer.status_code == (403 if kind == "vercel" else 401)
    assert answer.json().keys() & {"message", "detail", "error"}


@pytest.mark.parametrize("kind", VENDOR_KINDS)
async def test_what_there_is_not_is_not_found(asker: _Asker, kind: str) -> None:
    assert (await asker.get(kind, "/nowhere")).status_code == 404


async def test_nobody_else_answers(asker: _Asker) -> None:
    assert (await asker.get("gitlab", "/")).status_code == 404


async def test_each_has_a_token_of_its_own(asker: _Asker) -> None:
    tokens = asker.vendors.tokens
    assert len(set(tokens.values())) == len(tokens) == len(_GUARDED)


async def test_github_tells_runs_in_pages_that_link_to_each_other(asker: _Asker) -> None:
    seen: list[int] = []
    path = f"{_FIRST['github']}?per_page=60"
    while path:
        answer = await asker.get("github", path)
        assert answer.json()["total_count"] == 140
        seen += [run["id"] for run in answer.json()["workflow_runs"]]
        link = answer.links.get("next", {}).get("url", "")
        path = link.removeprefix(asker.vendors.url("github"))
    assert len(seen) == len(set(seen)) == 140


async def test_github_spares_the_allowance_where_nothing_has_changed(asker: _Asker) -> None:
    first = await asker.get("github", _DEPLOYMENTS)
    again = await asker.get("github", _DEPLOYMENTS, etag=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["x-ratelimit-remaining"] == first.headers["x-ratelimit-remaining"] == "4999"
    await asker.vendors.failed_deployment(True)
    assert (await asker.get("github", _DEPLOYMENTS, etag=first.headers["etag"])).status_code == 200


async def test_a_failed_deployment_is_the_newest_and_goes(asker: _Asker) -> None:
    await asker.vendors.failed_deployment(True)
    newest = (await asker.get("github", _DEPLOYMENTS)).json()[0]
    statuses = (await asker.get("github", f"{_DEPLOYMENTS}/{newest['id']}/statuses")).json()
    assert (newest["environment"], statuses[0]["state"]) == ("production", "failure")
    run = (await asker.get("github", _FIRST["github"])).json()["workflow_runs"][0]
    assert (run["name"], run["conclusion"]) == ("Deploy", "failure")
    assert (await asker.get("vercel", _FIRST["vercel"])).json()["deployments"][0]["state"] == "ERROR"
    await asker.vendors.failed_deployment(False)
    assert (await asker.get("vercel", _FIRST["vercel"])).json()["deployments"][0]["state"] == "READY"


async def test_sentry_says_with_results_whether_there_is_more(asker: _Asker) -> None:
    first = await asker.get("sentry", f"{_FIRST['sentry']}?limit=3")
    assert 'results="true"' in first.headers["link"] and len(first.json()) == 3
    following = first.links["next"]["url"].removeprefix(asker.vendors.url("sentry"))
    last = await asker.get("sentry", following)
    assert 'results="false"' in last.headers["link"] and len(last.json()) == 2


async def test_sentry_counts_every_hour_that_is_asked_for(asker: _Asker) -> None:
    path = "/api/0/projects/example/app/stats/?stat=received&resolution=1h&since=7200&until=86400"
    hours = (await asker.get("sentry", path)).json()
    assert [at for at, _ in hours] == list(range(7200, 86400, 3600))
    assert all(count > 0 for _, count in hours)


async def test_vercel_goes_back_page_by_page(asker: _Asker) -> None:
    seen: list[str] = []
    until = ""
    while True:
        answer = (await asker.get("vercel", f"{_FIRST['vercel']}&limit=15{until}")).json()
        seen += [each["uid"] for each in answer["deployments"]]
        if answer["pagination"]["next"] is None:
            break
        until = f"&until={answer['pagination']['next']}"
    assert len(seen) == len(set(seen)) == 40


async def test_supabase_tells_the_services_that_are_asked_for(asker: _Asker) -> None:
    path = f"{_FIRST['supabase']}/health"
    told = (await asker.get("supabase", f"{path}?services=auth&services=db")).json()
    assert [each["name"] for each in told] == ["auth", "db"]
    assert (await asker.get("supabase", f"{path}?services=nonsense")).status_code == 400


async def test_a_vendor_that_is_down_says_so_and_the_other_does_not(asker: _Asker) -> None:
    await asker.vendors.outage(True)
    down = (await asker.get("statuspage", "/cloudflare/api/v2/summary.json")).json()
    assert down["status"]["indicator"] == "major"
    assert [each["status"] for each in down["components"]].count("major_outage") == 2
    assert len(down["incidents"]) == 1
    well = (await asker.get("statuspage", "/github/api/v2/summary.json")).json()
    assert well["status"]["indicator"] == "none" and well["incidents"] == []
    await asker.vendors.outage(False)
    mended = (await asker.get("statuspage", "/cloudflare/api/v2/summary.json")).json()
    assert mended["status"]["indicator"] == "none"


@pytest.mark.parametrize("query", ["page=-1", "per_page=x", "page=99", "per_page=0", "page=%C2%B2"])
async def test_nonsense_in_the_query_does_not_hurt(asker: _Asker, query: str) -> None:
    assert (await asker.get("github", f"{_DEPLOYMENTS}?{query}")).status_code == 200
