"""Very large accounts: all of it is counted, little of it kept, the first of it shown within a second."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from data.models.reading import Answer
from data.web.tally import MOST_ITEMS
from tests.api_provider import Asked, asking, routes, said, seen
from tests.fakes import START
from tests.held_memory import held_memory
from tests.own_time import own_time, quick
from tests.recorded import document
from tests.servers import Reply, Request, plain

PAGES, PER_PAGE = 100, 100


def paged(path: str, row: Callable[[int], object], *, results: str = "") -> Reply:
    """A hundred pages of a hundred rows, each with the address of the next."""
    bodies = [
        json.dumps([row(page * PER_PAGE + n) for n in range(PER_PAGE)]).encode() for page in range(PAGES)
    ]

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        page = int(parse_qs(urlsplit(request.target).query).get("cursor", ["0"])[0])
        following = f"http://{request.headers['host']}{path}?cursor={page + 1}"
        link = f'Link: <{following}>; rel="next"{results}\n' if page + 1 < PAGES else ""
        await plain(bodies[page], headers=link)(request, writer)

    return reply


def numbered(template: Any, **keys: Callable[[int], object]) -> Callable[[int], object]:  # noqa: ANN401
    """Rows alike but for some of their keys."""
    return lambda n: {**template, **{key: make(n) for key, make in keys.items()}}


async def rounds(asked: Asked) -> tuple[Answer, float, float, Answer]:
    """The first answer with something in it and when it came, the longest standstill, the whole answer."""
    late: list[float] = []
    with held_memory():
        watch = asyncio.create_task(lag(late))
        await asyncio.sleep(0.02)
        started = own_time()
        first = answer = await asked.provider.fetch()
        first_s = own_time() - started
        async with asyncio.timeout(60):
            while answer.partial:
                await asyncio.sleep(0.05)
                answer = await asked.provider.fetch()
        await asyncio.sleep(0.02)
        watch.cancel()
    return first, first_s, max(late), answer


async def lag(worst: list[float]) -> None:
    """Notes how late the loop comes back from a pause of 5 ms, through work of this process."""
    loop = asyncio.get_running_loop()
    while True:
        before, worked = loop.time(), time.process_time()
        await asyncio.sleep(0.005)
        # Another process on the same machine may make it late as well; that is not ours.
        worst.append(min(loop.time() - before - 0.005, time.process_time() - worked))


@pytest.mark.serial
async def test_twenty_thousand_alerts_of_one_repository() -> None:
    severities = ("low", "medium", "low", "high", "low", "critical", "low", "low", "low", "low")
    alert = document("github/dependabot.json")[0]

    def vulnerability(n: int) -> object:
        found = {**alert["security_vulnerability"], "severity": severities[n % 10]}
        return {**alert, "number": n, "security_vulnerability": found}

    scanning = numbered(document("github/scanning.json")[0], number=lambda n: n)
    base = "/repos/example/app"
    table = {
        "/dependabot/": paged(f"{base}/dependabot/alerts", vulnerability),
        "/code-scanning/": paged(f"{base}/code-scanning/alerts", scanning),
    }
    watch = ["vulnerabilities", "scanning"]
    async with asking("github", routes(table), watch=watch, timeout=30) as asked:
        first, first_s, standstill, whole = await rounds(asked)
    assert quick(first_s, 1.0) and first.items
    # A quick machine has counted them all by then.
    assert not first.partial or all("still counting" in each.detail for each in first.observations)
    assert quick(standstill, 0.1), standstill
    assert seen(whole, "code.vulnerabilities").value == seen(whole, "code.scanning_alerts").value == 10_000
    assert seen(whole, "code.vulnerabilities").detail == "1,000 critical, 1,000 high, 1,000 medium, 7,000 low"
    kept = [item for item in whole.items if item.kind == "vulnerability"]
    assert len(kept) == MOST_ITEMS and {item.severity for item in kept} == {"critical"}


@pytest.mark.serial
async def test_ten_thousand_issues() -> None:
    levels = ("error", "fatal", "warning", "info", "error")
    row = numbered(
        document("sentry/issues.json")[0], shortId=lambda n: f"A-{n}", level=lambda n: levels[n % 5]
    )
    issues = paged("/api/0/organizations/example/issues/", row, results='; results="true"')
    async with asking("sentry", routes({"/issues/": issues, "/stats/": said([])}), timeout=30) as asked:
        first, first_s, standstill, whole = await rounds(asked)
    assert quick(first_s, 1.0) and first.items and quick(standstill, 0.1), (first_s, standstill)
    assert seen(whole, "errors.issues", level="error").value == 4000.0
    assert seen(whole, "errors.new_issues").value == 10_000.0
    assert len(whole.items) == MOST_ITEMS and {item.severity for item in whole.items} == {"fatal"}


@pytest.mark.serial
async def test_five_hundred_machines_with_all_that_belongs_to_them() -> None:
    machine = document("fly/machines.json")[1]
    machine["config"]["env"] = {f"VARIABLE_{n}": "x" * 100 for n in range(60)}
    body = said([{**machine, "id": f"{n:014x}", "name": f"m{n}"} for n in range(500)])
    async with asking("fly", body, timeout=30) as asked:
        _, first_s, standstill, whole = await rounds(asked)
    assert quick(first_s, 1.0) and quick(standstill, 0.1), (first_s, standstill)
    assert seen(whole, "fly.machines").value == 500.0 and seen(whole, "fly.checks_failing").value == 1000.0
    assert len(whole.items) == 500


@pytest.mark.serial
async def test_a_thousand_components() -> None:
    summary = document("statuspage/summary.json")
    summary["components"] = [{"id": str(n), "name": f"c{n}", "status": "partial_outage"} for n in range(1000)]
    async with asking("statuspage", said(summary), token_env=None, timeout=30) as asked:
        _, first_s, standstill, whole = await rounds(asked)
    assert quick(first_s, 1.0) and quick(standstill, 0.1), (first_s, standstill)
    assert seen(whole, "vendor.components_down").value == 1000.0
    assert len(whole.items) == MOST_ITEMS and len(seen(whole, "vendor.components_down").detail) < 200


@pytest.mark.serial
async def test_more_deployments_than_are_listed_are_said_to_be_more() -> None:
    now = int(START.timestamp() * 1000)

    async def endless(request: Request, writer: asyncio.StreamWriter) -> None:
        until = int(parse_qs(urlsplit(request.target).query).get("until", [str(now)])[0])
        rows = [{"uid": str(until - n), "state": "READY", "created": until - n} for n in range(100)]
        await said({"deployments": rows, "pagination": {"next": until - 100}})(request, writer)

    async with asking("vercel", endless, timeout=30) as asked:
        _, _, standstill, whole = await rounds(asked)
    assert quick(standstill, 0.1)
    assert seen(whole, "vercel.deployments").detail.endswith("of the newest 2,000")
