"""Servers that are slow, broken, guarded or not Prometheus at all."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.prometheus.client import PrometheusProvider
from data.providers.prometheus.settings import PrometheusSettings
from data.timekeeping import SystemTimekeeper
from tests.own_time import within
from tests.servers import Reply, Request, drip, hang, plain, raw, serve

_CANARY = "canary-9f2c-0a1b"
_ONE = json.dumps({"data": {"resultType": "vector", "result": [{"metric": {}, "value": [1, "1"]}]}})


@asynccontextmanager
async def provider(
    url: str, *promql: str, environ: dict[str, str] | None = None, **more: object
) -> AsyncIterator[PrometheusProvider]:
    queries = [
        {"signal": f"query.{place}", "promql": each, "max_age": 0} for place, each in enumerate(promql)
    ]
    settings = {"name": "prom", "url": url, "timeout": 1, "query": queries, **more}
    context = ProviderContext(SystemTimekeeper(), SecretReader(environ or {}))
    made = PrometheusProvider(PrometheusSettings.model_validate(settings), context)
    try:
        yield made
    finally:
        await made.close()


async def refused(reply: Reply, timeout: float = 20.0) -> Failure:
    async with serve(reply) as server, provider(server.url, "up", timeout=timeout) as asked:
        with within(timeout + 0.5), pytest.raises(SourceError) as raised:
            await asked.fetch()
    return raised.value.failure


def by_query(**replies: Reply) -> Reply:
    """Answers by the query's first word; everything else with one."""

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        asked = parse_qs(urlsplit(request.target).query)["query"][0]
        await replies.get(asked.split("(")[0], plain(_ONE))(request, writer)

    return reply


def seen(answer: Answer, signal: str) -> Observation:
    return next(each for each in answer.observations if each.signal == signal)


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (hang, FailureKind.TIMEOUT, "timed out after 0.9 s while waiting for the answer"),
        (drip, FailureKind.TIMEOUT, "timed out after 0.9 s while reading the answer"),
        (plain("<html>Sign in</html>"), FailureKind.BAD_ANSWER, "not JSON: <html>Sign in</html>"),
        (plain(status="204 No Content"), FailureKind.BAD_ANSWER, "not JSON: an empty answer"),
        (plain("[]"), FailureKind.BAD_ANSWER, "not an answer of Prometheus"),
        (plain("[" * 100_000), FailureKind.BAD_ANSWER, "not JSON"),
        (plain(b" " * 5_000_000), FailureKind.TOO_LARGE, "larger than the bound"),
        (
            plain(gzip.compress(bytes(50_000_000)), headers="Content-Encoding: gzip\n"),
            FailureKind.TOO_LARGE,
            "larger than the bound",
        ),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000), FailureKind.BAD_ANSWER, "not proper HTTP"),
        (plain(status="401 Unauthorized"), FailureKind.AUTH, "answered 401 Unauthorized"),
        (plain(status="403 Forbidden"), FailureKind.RIGHTS, "answered 403 Forbidden"),
        (plain("Service Unavailable", status="503 x"), FailureKind.CONNECT, "not ready: answered 503"),
        (
            plain(status="302 Found", headers="Location: http://169.254.169.254/\n"),
            FailureKind.BAD_ANSWER,
            "moved to",
        ),
    ],
)
async def test_where_the_server_is_the_trouble(reply: Reply, kind: FailureKind, words: str) -> None:
    """Faults 25 to 30."""
    failure = await refused(reply, 1.0 if kind is FailureKind.TIMEOUT else 20.0)
    assert failure.kind is kind
    assert words in failure.message
    assert len(failure.message) < 500


async def test_a_server_that_asks_to_be_left_alone() -> None:
    failure = await refused(plain(status="429 Too Many Requests", headers="Retry-After: 30\n"))
    assert (failure.kind, failure.retry_after) == (FailureKind.RATE_LIMITED, 30.0)


async def test_one_query_that_takes_too_long_hides_no_other() -> None:
    async with serve(by_query(slow=hang)) as server, provider(server.url, "slow()", "quick") as asked:
        with within(1.5):
            answer = await asked.fetch()
    slow = seen(answer, "query.0").failure
    assert slow is not None and slow.kind is FailureKind.TIMEOUT
    assert seen(answer, "query.1").value == 1.0


@pytest.mark.parametrize(
    ("status", "kind_said", "text", "kind"),
    [
        ("400 Bad Request", "bad_data", "parse error", FailureKind.REFUSED),
        (
            "422 Unprocessable",
            "execution",
            "query processing would load too many samples",
            FailureKind.TOO_LARGE,
        ),
        ("422 Unprocessable", "execution", "found duplicate series", FailureKind.BAD_ANSWER),
        ("503 Unavailable", "timeout", "query timed out in expression evaluation", FailureKind.TIMEOUT),
        ("500 Internal", "internal", "\x1b[2J oh", FailureKind.BAD_ANSWER),
    ],
)
async def test_one_query_that_is_refused_hides_no_other(
    status: str, kind_said: str, text: str, kind: FailureKind
) -> None:
    body = json.dumps({"status": "error", "errorType": kind_said, "error": text})
    replies = by_query(wrong=plain(body, status=status))
    async with serve(replies) as server, provider(server.url, "wrong()", "right") as asked:
        answer = await asked.fetch()
    wrong = seen(answer, "query.0").failure
    assert wrong is not None and wrong.kind is kind
    assert wrong.message.startswith(f"Prometheus says {kind_said}: ") and "\x1b" not in wrong.message
    assert seen(answer, "query.1").value == 1.0


async def test_the_targets_may_be_refused_too() -> None:
    body = json.dumps({"status": "error", "errorType": "bad_data", "error": "no such function"})
    replies = by_query(label_replace=plain(body, status="400 Bad Request"))
    async with serve(replies) as server, provider(server.url, "right") as asked:
        answer = await asked.fetch()
    assert seen(answer, "prometheus.targets_down").failure is not None
    assert seen(answer, "query.0").value == 1.0


async def test_the_token_goes_along_and_comes_back_nowhere(tmp_path: Path) -> None:
    """Promise B10, with a server that repeats what it was sent."""

    async def echo(request: Request, writer: asyncio.StreamWriter) -> None:
        said = request.headers["authorization"] + request.headers["x-scope"]
        body = json.dumps({"status": "error", "errorType": "bad_data", "error": said})
        await plain(body, status="400 Bad Request")(request, writer)

    token = tmp_path / "token"
    token.write_text(f"{_CANARY}\n")
    token.chmod(0o600)
    headers = {"header_env": {"X-Scope": "SCOPE"}, "token_file": str(token)}
    async with (
        serve(echo) as server,
        provider(server.url, "up", environ={"SCOPE": f"s-{_CANARY}"}, **headers) as asked,
    ):
        answer = await asked.fetch()
        assert server.requests[0].headers["authorization"] == f"Bearer {_CANARY}"
        assert server.requests[0].headers["x-scope"] == f"s-{_CANARY}"
        token.write_text("changed-token")
        await asked.fetch()
        assert server.requests[-1].headers["authorization"] == "Bearer changed-token"
    assert _CANARY not in repr(answer)


async def test_a_token_that_is_missing_is_named() -> None:
    async with provider("http://127.0.0.1:1", token_env="PROM_TOKEN") as asked:
        with pytest.raises(SourceError, match="the environment variable PROM_TOKEN is not set"):
            await asked.fetch()


async def test_a_path_before_the_interface_is_kept() -> None:
    async with serve(plain(_ONE)) as server, provider(f"{server.url}/prometheus/") as asked:
        await asked.fetch()
        assert server.requests[0].target.startswith("/prometheus/api/v1/query?")
        assert "timeout=900ms" in server.requests[0].target


async def test_a_cancelled_round_leaves_nothing_behind() -> None:
    async with (
        serve(by_query(slow=hang)) as server,
        provider(server.url, "slow()", "slow()", timeout=30) as asked,
    ):
        round_ = asyncio.ensure_future(asked.fetch())
        async with asyncio.timeout(30):
            while len(server.requests) < 3:
                await asyncio.sleep(0.01)
        round_.cancel()
        with within(0.25):
            await asyncio.wait({round_})
        assert round_.cancelled()
        await asyncio.sleep(0)
        ours = {asyncio.current_task()}
        assert not [task for task in asyncio.all_tasks() - ours if "ask" in repr(task.get_coro())]
