"""Servers that are slow, broken, guarded, enormous or not Alertmanager at all."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.alert import Alert, Matcher, Wish
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer
from data.models.round import Round
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.provider import AlertKeeper, ProviderContext, Source
from data.providers.alertmanager.client import AlertmanagerProvider
from data.providers.alertmanager.settings import AlertmanagerSettings
from data.store import Store
from data.timekeeping import SystemTimekeeper
from tests.api_provider import ENVIRON, Asked, asking, routes, said, seen
from tests.background import served
from tests.fakes import START, HandClock, policy
from tests.held_memory import held_memory
from tests.own_time import quick, within
from tests.recorded import http_answer
from tests.servers import Reply, Request, drip, hang, plain, raw

CANARY = ENVIRON["TOKEN"]
ALERTS = plain(http_answer("alertmanager/alerts.http").body)
STATUS = said({"uptime": "2026-11-19T09:00:00Z", "versionInfo": {"version": "0.28.1"}})
ORDERS = "\x1b]52;c;cHduZWQ=\x07\x9b2J\u202e[/][@click=app.quit]x[/]\ud800"


def manager(alerts: Reply | None = None, silences: Reply | None = None) -> Reply:
    """One that answers well but for what it is told."""
    return routes(
        {
            "/alerts": alerts or ALERTS,
            "/silences": silences or said([]),
            "/status": STATUS,
        }
    )


HOSTILE: dict[str, tuple[Reply, FailureKind, str]] = {
    "hang": (hang, FailureKind.TIMEOUT, "timed out after 0.9 s while waiting for the answer"),
    "drip": (drip, FailureKind.TIMEOUT, "timed out after 0.9 s while reading the answer"),
    "html-200": (
        plain("<html>Sign in</html>"),
        FailureKind.BAD_ANSWER,
        "not a list of alerts or silences: <html>",
    ),
    "html-500": (
        plain("<h1>Oh\x1b[2J no</h1>", status="500 Internal Server Error"),
        FailureKind.BAD_ANSWER,
        "answered 500 Internal Server Error: <h1>Oh␛[2J no</h1>",
    ),
    "no-content": (plain(status="204 No Content"), FailureKind.BAD_ANSWER, "an empty answer"),
    "empty": (plain(), FailureKind.BAD_ANSWER, "an empty answer"),
    "garbage": (raw(b"\x00\xff\x1b]0;x\x07garbage\r\n\r\n"), FailureKind.BAD_ANSWER, "not proper HTTP"),
    "half": (plain('[{"fingerprint": "a"}'), FailureKind.BAD_ANSWER, "ends too early"),
    "deep": (plain("[" * 100_000), FailureKind.BAD_ANSWER, "not JSON"),
    "null": (plain("null"), FailureKind.BAD_ANSWER, "not a list"),
    "version-1": (plain('{"status": "success", "data": []}'), FailureKind.BAD_ANSWER, "not a list"),
    "bomb": (
        plain(gzip.compress(bytes(80_000_000)), headers="Content-Encoding: gzip\n"),
        FailureKind.TOO_LARGE,
        "larger than the bound of 67,108,864 bytes",
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
}


async def failure_of(asked: Asked) -> Failure:
    with pytest.raises(SourceError) as raised:
        await asked.provider.fetch()
    return raised.value.failure


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("what", ["alerts", "silences"])
async def test_a_hostile_answer_in_either_list(name: str, what: str) -> None:
    reply, expected, words = HOSTILE[name]
    timeout = 1.0 if expected is FailureKind.TIMEOUT else 20.0
    async with asking("alertmanager", manager(**{what: reply}), timeout=timeout) as asked:
        with within(timeout + 1.5):
            failure = await failure_of(asked)
    assert failure.kind is expected and words in failure.message, failure
    assert len(failure.message) < 600 and "\x1b" not in failure.message


async def test_a_status_that_fails_costs_nothing_but_its_words() -> None:
    for status in (
        plain("no", status="500 x"),
        plain("<html>"),
        said([1]),
        said({"uptime": 7, "cluster": "x"}),
    ):
        lists = {"/alerts": ALERTS, "/silences": said([])}
        async with asking("alertmanager", routes({**lists, "/status": status})) as asked:
            answer = await asked.provider.fetch()
        assert seen(answer, "alerts.firing").value == 2.0
        assert all(each.signal != "alerts.uptime_s" for each in answer.observations)


@pytest.mark.parametrize(("wait", "seconds"), [("1", 1.0), ("3600", 300.0), ("soon", None)])
async def test_a_server_that_asks_to_be_left_alone(wait: str, seconds: float | None) -> None:
    """Fault 35."""
    reply = plain("{}", status="429 Too Many Requests", headers=f"Retry-After: {wait}\n")
    async with asking("alertmanager", reply) as asked:
        failure = await failure_of(asked)
    assert (failure.kind, failure.retry_after) == (FailureKind.RATE_LIMITED, seconds)


async def test_an_empty_alert_manager_is_well_and_says_so_by_numbers() -> None:
    async with asking("alertmanager", manager(said([]))) as asked:
        answer = await asked.provider.fetch()
    assert {each.signal: each.value for each in answer.observations} == {
        "alerts.firing": 0.0,
        "alerts.silenced": 0.0,
        "alerts.inhibited": 0.0,
        "alerts.silences": 0.0,
        "alerts.uptime_s": 86_400.0 + 130.0,
    }
    assert {each.judged for each in answer.observations} == {Verdict.PASS} and answer.items == ()


def words_in(value: object) -> Iterator[str]:
    """Every text, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from words_in(each)


async def test_no_order_to_a_terminal_comes_through() -> None:
    alert = {
        "fingerprint": ORDERS,
        "startsAt": ORDERS,
        "generatorURL": f"https://x/{ORDERS}",
        "receivers": [{"name": ORDERS}],
        "status": {"state": ORDERS, "silencedBy": [ORDERS], "inhibitedBy": [ORDERS]},
        "labels": {"alertname": ORDERS, "severity": ORDERS, ORDERS: ORDERS},
        "annotations": {"summary": ORDERS, "runbook_url": ORDERS},
    }
    silence = {
        "id": ORDERS,
        "status": {"state": "active"},
        "createdBy": ORDERS,
        "comment": ORDERS,
        "startsAt": ORDERS,
        "endsAt": ORDERS,
        "matchers": [{"name": ORDERS, "value": ORDERS}, None, 7],
    }
    async with asking("alertmanager", manager(said([alert]), said([silence]))) as asked:
        answer = await asked.provider.fetch()
    text = "".join([*words_in([astuple(item) for item in answer.items]), answer.raw])
    assert len(answer.items) == 2 and "app.quit" in text
    assert not [sign for sign in text if sign in "\x1b\x07\x9b\u202e\ud800"]


async def test_a_token_that_comes_back_is_shown_nowhere() -> None:
    """Promise B10, with a server that repeats what it was sent, when asked and when written to."""

    async def echo(request: Request, writer: asyncio.StreamWriter) -> None:
        token = request.headers["authorization"]
        body = json.dumps([{"fingerprint": "f", "labels": {"alertname": token}, "status": {}}])
        await plain(body, status=status, headers=f"Location: http://x/?token={token}\n")(request, writer)

    for status in ("403 Forbidden", "500 x", "302 Found", "200 OK"):
        async with asking("alertmanager", echo) as asked:
            said_of_it: list[object] = []
            keeper = asked.provider
            assert isinstance(keeper, AlertKeeper)
            wish = Wish(START, "alice", "x", matchers=(Matcher("a", "b"),))
            for question in (
                asked.provider.fetch(),
                keeper.silence(wish),
                keeper.expire("x"),
                keeper.silences(),
            ):
                try:
                    said_of_it.append(await question)
                except SourceError as error:
                    said_of_it.append((error, error.failure, str(error)))
            assert asked.server.requests[0].headers["authorization"] == f"Bearer {CANARY}"
            assert CANARY not in repr(said_of_it), (status, said_of_it)


async def test_a_token_that_is_missing_is_named_and_nothing_is_asked() -> None:
    async with asking("alertmanager", manager(), environ={}) as asked:
        failure = await failure_of(asked)
        assert not asked.server.requests
    assert failure.kind is FailureKind.NOT_CONFIGURED
    assert "the environment variable TOKEN is not set" in failure.message


async def test_what_is_written_is_sent_once_even_where_the_line_breaks() -> None:
    async def breaks(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{")
        await writer.drain()
        writer.transport.abort()

    async with asking("alertmanager", breaks) as asked:
        keeper = asked.provider
        assert isinstance(keeper, AlertKeeper)
        with pytest.raises(SourceError):
            await keeper.silence(Wish(START, "alice", "x", matchers=(Matcher("a", "b"),)))
        assert [request.method for request in asked.server.requests] == ["POST"]


async def test_an_answer_to_writing_that_names_no_silence_is_an_error() -> None:
    async with asking("alertmanager", said({"silenceID": ""})) as asked:
        keeper = asked.provider
        assert isinstance(keeper, AlertKeeper)
        with pytest.raises(SourceError, match="no silenceID"):
            await keeper.silence(Wish(START, "alice", "x", matchers=(Matcher("a", "b"),)))


async def test_what_goes_silent_is_never_called_well() -> None:
    """Promise B6: what was listed stays to be seen, but counts as an error, then as stale."""
    silent = False

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        await (hang if silent else manager())(request, writer)

    clock = HandClock()
    async with asking("alertmanager", reply, time=clock, timeout=0.5) as asked:
        source = Source("am", "alertmanager", "alertmanager", 5.0, 0.5, True, asked.provider)
        store = Store([source], policy(), clock)
        answer = await asked.provider.fetch()
        store.record(Round("am", clock.now(), clock.elapsed(), 1.0, answer))
        silent = True
        clock.move(11)
        store.expire()
        assert {each.verdict for each in store.snapshot().sources[0].readings} == {Verdict.STALE}
        store.record(Round("am", clock.now(), clock.elapsed(), 1.0, failure=await failure_of(asked)))
    state = store.snapshot().sources[0]
    assert (state.phase, state.verdict) == (Phase.FAILED, Verdict.ERROR)
    assert {each.verdict for each in state.readings} == {Verdict.ERROR}
    assert [item.title for item in state.items if isinstance(item, Alert)]


def many(number: int) -> dict[str, Any]:
    severity = "critical" if number == 31_337 else "warning"
    return {
        "fingerprint": f"{number:016x}",
        "startsAt": "2026-11-20T08:54:58.751Z",
        "endsAt": "2026-11-20T09:54:58.751Z",
        "updatedAt": "2026-11-20T08:54:58.751Z",
        "generatorURL": f"http://prometheus.example/graph?g0.expr=up%3D%3D0&n={number}",
        "receivers": [{"name": "team"}],
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
        "labels": {"alertname": "Storm", "severity": severity, "instance": f"host-{number}", "job": "node"},
        "annotations": {"summary": f"host-{number} does not answer", "description": "x" * 120},
    }


@pytest.mark.serial
async def test_fifty_thousand_alerts_are_counted_and_hold_nobody_up() -> None:
    """Fault 39: 25 MB of alerts; the loop stays free while they are read."""
    body = json.dumps([many(number) for number in range(50_000)]).encode()
    late: list[float] = []

    async def lag() -> None:
        """How much this process works before the loop has its turn, whatever else the machine does."""
        while True:
            before = time.process_time()
            await asyncio.sleep(0.005)
            late.append(time.process_time() - before)

    # Served on a thread: what that costs is not ours.
    with served(manager(plain(body))) as server, held_memory():
        settings = AlertmanagerSettings.model_validate({"name": "am", "url": server.url, "timeout": 30})
        asked = AlertmanagerProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader({})))
        watch = asyncio.create_task(lag())
        answer: Answer = await asked.fetch()
        watch.cancel()
        await asked.close()
    alerts = [item for item in answer.items if isinstance(item, Alert)]
    assert len(alerts) == 500 and alerts[0].severity == "critical"
    assert seen(answer, "alerts.firing").value == 50_000.0
    assert "showing 500 of 50,000 alerts" in seen(answer, "alerts.firing").detail
    assert quick(max(late), 0.2)
