"""Every kind that asks a JSON interface, held to the same hostile answers: faults 25 to 38, B5, B6, B10."""

from __future__ import annotations

import asyncio
import gzip
import json
from itertools import product
from pathlib import Path

import pytest
import trustme

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.round import Round
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.provider import Source
from data.sources import BY_NAME
from data.store import Store
from tests.api_provider import ENVIRON, SETTINGS, Asked, asking, routes, said
from tests.certificates import ca_file, self_signed_context, server_context
from tests.fakes import HandClock, policy
from tests.own_time import within
from tests.servers import Reply, Request, drip, hang, plain, raw

KINDS = sorted(SETTINGS)
CANARY = ENVIRON["TOKEN"]
PATIENCE = 0.9

EMPTY = {
    "github": routes({"/actions/runs": said({"total_count": 0, "workflow_runs": []})}, said([])),
    "sentry": said([]),
    "vercel": said({"deployments": [], "pagination": {"count": 0, "next": None, "prev": None}}),
    "supabase": routes({"/health": said([])}, said({"status": "ACTIVE_HEALTHY"})),
    "fly": said([]),
    "statuspage": said({"status": {"indicator": "none"}, "components": [], "incidents": []}),
}
"""An account in which there is nothing yet."""


async def drip_headers(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: y\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)


HOSTILE: dict[str, tuple[Reply, FailureKind, str]] = {
    "hang": (hang, FailureKind.TIMEOUT, "timed out after 0.9 s while waiting for the answer"),
    "drip": (drip, FailureKind.TIMEOUT, "timed out after 0.9 s while reading the answer"),
    "drip-headers": (drip_headers, FailureKind.TIMEOUT, "timed out after 0.9 s"),
    "html-200": (plain("<html>Sign in</html>"), FailureKind.BAD_ANSWER, "not JSON: <html>Sign in</html>"),
    "html-500": (
        plain("<h1>Oh\x1b[2J no</h1>", status="500 Internal Server Error"),
        FailureKind.BAD_ANSWER,
        "answered 500 Internal Server Error: <h1>Oh␛[2J no</h1>",
    ),
    "no-content": (plain(status="204 No Content"), FailureKind.BAD_ANSWER, "not JSON: an empty answer"),
    "empty": (plain(), FailureKind.BAD_ANSWER, "not JSON: an empty answer"),
    "length-lies": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n[]"),
        FailureKind.BAD_ANSWER,
        "not proper HTTP",
    ),
    "garbage": (raw(b"\x00\xff\x1b]0;x\x07garbage\r\n\r\n"), FailureKind.BAD_ANSWER, "not proper HTTP"),
    "deep": (plain("[" * 100_000), FailureKind.BAD_ANSWER, "not JSON"),
    "null": (plain("null"), FailureKind.BAD_ANSWER, "not an answer of"),
    "number": (plain("1e999"), FailureKind.BAD_ANSWER, "not an answer of"),
    "wrong-list": (plain("[1, 2]"), FailureKind.BAD_ANSWER, "not an answer of"),
    "too-large": (plain(b" " * 9_000_000), FailureKind.TOO_LARGE, "larger than the bound"),
    "bomb": (
        plain(gzip.compress(bytes(50_000_000)), headers="Content-Encoding: gzip\n"),
        FailureKind.TOO_LARGE,
        "larger than the bound",
    ),
    "endless-headers": (
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000),
        FailureKind.BAD_ANSWER,
        "not proper HTTP",
    ),
    "401": (plain("{}", status="401 Unauthorized"), FailureKind.AUTH, "answered 401 Unauthorized"),
    "403": (plain("{}", status="403 Forbidden"), FailureKind.RIGHTS, "answered 403 Forbidden"),
    "404": (plain("{}", status="404 Not Found"), FailureKind.NOT_FOUND, "answered 404 Not Found"),
    "503": (plain("busy", status="503 x"), FailureKind.BAD_ANSWER, "answered 503 Service Unavailable: busy"),
    "moved": (
        plain(status="302 Found", headers="Location: http://169.254.169.254/\n"),
        FailureKind.BAD_ANSWER,
        "moved to",
    ),
    "304": (plain(status="304 Not Modified"), FailureKind.BAD_ANSWER, "304 Not Modified"),
}


async def failure_of(asked: Asked) -> Failure:
    with pytest.raises(SourceError) as raised:
        await asked.whole(60)
    return raised.value.failure


@pytest.mark.parametrize(("kind", "name"), list(product(KINDS, HOSTILE)))
async def test_a_hostile_answer(kind: str, name: str) -> None:
    reply, expected, words = HOSTILE[name]
    timeout = 1.0 if expected is FailureKind.TIMEOUT else 20.0
    async with asking(kind, reply, timeout=timeout) as asked:
        with within(timeout + 1.5):
            failure = await failure_of(asked)
    assert failure.kind is expected
    assert words in failure.message
    assert len(failure.message) < 600 and "\x1b" not in failure.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("wait", "seconds"),
    [("1", 1.0), ("3600", 300.0), ("Fri, 20 Nov 2026 09:03:10 GMT", 60.0), ("soon", None)],
)
async def test_a_server_that_asks_to_be_left_alone(kind: str, wait: str, seconds: float | None) -> None:
    """Fault 35."""
    reply = plain("{}", status="429 Too Many Requests", headers=f"Retry-After: {wait}\n")
    async with asking(kind, reply) as asked:
        failure = await failure_of(asked)
    assert (failure.kind, failure.retry_after) == (FailureKind.RATE_LIMITED, seconds)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_reset_is_asked_once_more(kind: str) -> None:
    """Fault 34."""
    torn: set[str] = set()

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.target in torn:
            await EMPTY[kind](request, writer)
            return
        torn.add(request.target)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{")
        await writer.drain()
        writer.transport.abort()

    async with asking(kind, reply) as asked:
        answer = await asked.whole()
    assert not [each for each in answer.observations if each.failure]


@pytest.mark.parametrize("kind", KINDS)
async def test_only_a_certificate_of_a_known_authority_is_believed(kind: str, tmp_path: Path) -> None:
    """Fault 31."""
    async with asking(kind, EMPTY[kind], tls=self_signed_context()) as asked:
        failure = await failure_of(asked)
        assert not asked.server.requests
    assert failure.kind is FailureKind.TLS and failure.message.startswith("TLS: ")
    authority = trustme.CA()
    tls, ca = server_context(authority), str(ca_file(authority, tmp_path))
    async with asking(kind, EMPTY[kind], tls=tls, ca_file=ca) as asked:
        answer = await asked.whole()
    assert answer.observations and not [each for each in answer.observations if each.failure]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_empty_account(kind: str) -> None:
    async with asking(kind, EMPTY[kind]) as asked:
        answer = await asked.whole()
    counts = [each for each in answer.observations if each.unit == "count" and each.value is not None]
    assert all(each.value == 0.0 and not each.failure for each in counts)
    assert not [item for item in answer.items if item.verdict is not Verdict.PASS]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_signal_that_comes_was_announced_and_has_its_unit(kind: str) -> None:
    from data.catalogue import catalogue

    async with asking(kind, EMPTY[kind]) as asked:
        answer = await asked.whole()
        settings = {"name": kind, "url": asked.server.url, **SETTINGS[kind]}
        feeds = BY_NAME[kind].settings.model_validate(settings).feeds()
    assert {each.signal for each in answer.observations} <= feeds
    for each in answer.observations:
        known = catalogue().get(each.signal)
        assert known is not None and known.unit == each.unit


ORDERS = "\x1b]52;c;cHduZWQ=\x07\x9b2J\u202e[/][@click=app.quit]x[/]\ud800"


def filled(depth: int = 0) -> object:
    """A document in which every name that any of the kinds reads holds something hostile."""
    if depth > 4:
        return ORDERS
    names = "message detail error title display_title name summary state status level description body"
    row: dict[str, object] = dict.fromkeys([*names.split(), "head_branch", "culprit"], ORDERS)
    nested = "security_advisory security_vulnerability dependency package rule tool creator actor"
    row |= dict.fromkeys([*nested.split(), "project", "meta", "config"], filled(depth + 4))
    row |= {
        "id": ORDERS,
        "uid": ORDERS,
        "ref": ORDERS,
        "environment": ORDERS,
        "impact": ORDERS,
        "healthy": False,
    }
    row |= {
        "html_url": f"https://x/{ORDERS}",
        "permalink": f"https://x/{ORDERS}",
        "url": ORDERS,
        "checks": [{"name": ORDERS, "output": ORDERS, "status": ORDERS}],
    }
    return row


@pytest.mark.parametrize("kind", KINDS)
async def test_no_order_to_a_terminal_comes_through(kind: str) -> None:
    row = filled()
    listed = said([row, row])
    whole = {"components": [row], "incidents": [row], "scheduled_maintenances": [row], "status": row}
    table = {
        "/actions/runs": said({"total_count": 2, "workflow_runs": [row]}),
        "/v6/deployments": said({"deployments": [row], "pagination": {}}),
        "/v1/projects": said(row),
        "/health": listed,
        "/stats/": said([]),
        "summary.json": said(whole),
    }
    async with asking(kind, routes(table, listed)) as asked:
        answer = await asked.whole()
    shown = [answer.raw, *(each.detail for each in answer.observations)]
    for item in answer.items:
        shown += [item.id, item.title, item.severity, item.state, item.group, item.url]
        shown += [part for field in item.fields for part in field]
    text = "".join(shown)
    assert answer.items and "app.quit" in text
    assert not [sign for sign in text if sign in "\x1b\x07\x9b\u202e\ud800"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_token_that_comes_back_is_shown_nowhere(kind: str) -> None:
    """Promise B10, with a server that repeats what it was sent, in refusals and in answers."""

    async def echo(request: Request, writer: asyncio.StreamWriter) -> None:
        token = request.headers["authorization"]
        body = json.dumps({"message": token, "detail": token, "error": {"message": token}})
        headers = f"X-Accepted-GitHub-Permissions: {token}\nLocation: http://x/?token={token}\n"
        await plain(body, status=status, headers=headers)(request, writer)

    for status in ("403 Forbidden", "500 x", "302 Found", "200 OK"):
        async with asking(kind, echo) as asked:
            try:
                seen: object = await asked.whole()
            except SourceError as error:
                seen = (error, error.failure, str(error))
            assert asked.server.requests[0].headers["authorization"] == f"Bearer {CANARY}"
            assert CANARY not in repr(seen), (status, seen)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_token_that_is_missing_is_named_and_nothing_is_asked(kind: str) -> None:
    async with asking(kind, EMPTY[kind], environ={}) as asked:
        failure = await failure_of(asked)
        assert not asked.server.requests
    assert failure.kind is FailureKind.NOT_CONFIGURED
    assert "the environment variable TOKEN is not set" in failure.message


@pytest.mark.parametrize("kind", KINDS)
async def test_the_settings_show_no_secret(kind: str) -> None:
    given = {"name": kind, **SETTINGS[kind], "token_env": "TOKEN", "url": f"https://user:{CANARY}@x.example/"}
    assert CANARY not in json.dumps(BY_NAME[kind].settings.model_validate(given).masked())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_goes_silent_is_never_called_well(kind: str) -> None:
    """Promise B6: what was found before holds while the question runs, then is an error, then stale."""
    silent = False

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        await (hang if silent else EMPTY[kind])(request, writer)

    clock = HandClock()
    async with asking(kind, reply, time=clock, timeout=0.5) as asked:
        store = Store([Source(kind, kind, kind, 120.0, 0.5, True, asked.provider)], policy(), clock)
        before = await asked.whole()
        store.record(Round(kind, clock.now(), clock.elapsed(), 1.0, before, None))
        assert store.snapshot().sources[0].phase is Phase.FRESH
        silent = True
        clock.move(1000)
        store.expire()
        assert {reading.verdict for reading in store.snapshot().sources[0].readings} == {Verdict.STALE}
        failure = await failure_of(asked)
        store.record(Round(kind, clock.now(), clock.elapsed(), 1.0, None, failure))
    state = store.snapshot().sources[0]
    assert (failure.kind, state.phase) == (FailureKind.TIMEOUT, Phase.FAILED)
    assert {reading.verdict for reading in state.readings} == {Verdict.ERROR}


@pytest.mark.parametrize("kind", KINDS)
async def test_closing_beside_a_question_that_hangs_is_quick(kind: str) -> None:
    """Fault 25."""
    async with asking(kind, hang, timeout=60.0) as asked:
        assert (await asked.provider.fetch()).partial
        with within(0.5):
            await asked.provider.close()
        ours = {asyncio.current_task()}
        assert not [task for task in asyncio.all_tasks() - ours if "_bounded" in repr(task.get_coro())]
