"""The provider on a real Alertmanager."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from data.alerts.acknowledging import acknowledge, losers, winner
from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.alert import Alert, Matcher, Silence, Wish
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.models.verdict import Verdict
from data.provider import AlertKeeper, ProviderContext
from data.providers.alertmanager.client import AlertmanagerProvider
from data.providers.alertmanager.settings import AlertmanagerSettings
from data.timekeeping import SystemTimekeeper
from tests.alertmanager_server import AlertmanagerServer, alertmanager_server


@pytest.fixture
def server() -> Iterator[AlertmanagerServer]:
    with alertmanager_server() as started:
        yield started


@asynccontextmanager
async def provider(
    server: AlertmanagerServer, *, read_only: bool = False, **more: object
) -> AsyncIterator[AlertmanagerProvider]:
    made = AlertmanagerProvider(
        AlertmanagerSettings.model_validate({"name": "am", "url": server.url, **more}),
        ProviderContext(SystemTimekeeper(), SecretReader({}), read_only),
    )
    try:
        yield made
    finally:
        await made.close()


def alerts(answer: Answer) -> dict[str, Alert]:
    return {item.title: item for item in answer.items if isinstance(item, Alert)}


def values(answer: Answer) -> dict[str, float | None]:
    return {each.signal.removeprefix("alerts."): each.value for each in answer.observations}


async def until(asked: AlertmanagerProvider, holds: Callable[[Answer], bool]) -> Answer:
    async with asyncio.timeout(60):
        while not holds(answer := await asked.fetch()):
            await asyncio.sleep(0.05)
        return answer


def in_an_hour() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


async def test_what_fires_what_is_silenced_and_what_is_inhibited(server: AlertmanagerServer) -> None:
    server.fire({"summary": "gone"}, alertname="Down", severity="critical", service="api")
    server.fire(alertname="Slow", severity="warning", service="api")
    server.fire(alertname="Full", severity="warning", host="a")
    server.fire(alertname="Watchdog", severity="none")
    server.silence(alertname="Full", host="a", by="bo", comment="making room")
    async with provider(server, watchdog="Watchdog") as asked:
        answer = await until(
            asked, lambda answer: values(answer)["inhibited"] == 1 and values(answer)["silenced"] == 1
        )
    counts = {name: value for name, value in values(answer).items() if name != "uptime_s"}
    assert counts == {"firing": 1, "silenced": 1, "inhibited": 1, "silences": 1, "watchdog": 1}
    assert set(alerts(answer)) == {"Down", "Slow", "Full"}
    assert answer.observations[0].judged is Verdict.FAIL
    assert "firing: 1 high; Alertmanager 0." in answer.observations[0].detail
    silence = next(item for item in answer.items if isinstance(item, Silence))
    assert (silence.created_by, silence.comment, silence.acknowledges) == ("bo", "making room", "")
    assert alerts(answer)["Full"].silenced_by == (silence.id,)
    assert answer.query == f"{server.url}/api/v2/alerts"


async def test_an_acknowledgement_covers_exactly_the_labels_is_extended_and_ended(
    server: AlertmanagerServer,
) -> None:
    labels = {"alertname": "O\x1bdd \u202e[b]", "severity": "warning"}
    server.fire(**labels)
    async with provider(server) as asked:
        assert isinstance(asked, AlertKeeper)
        alert = next(iter(alerts(await asked.fetch()).values()))
        wish = Wish(in_an_hour(), "alice", "on it", fingerprint=alert.id, acknowledges=True)
        id = await asked.silence(wish)
        answer = await until(asked, lambda answer: values(answer)["silenced"] == 1)
        assert values(answer)["firing"] == 0
        (raw,) = server.in_force()
        assert {each["name"]: each["value"] for each in raw["matchers"]} == labels
        assert raw["comment"] == f"[ack {alert.id}] on it"
        (silence,) = await asked.silences()
        assert (silence.id, silence.acknowledges, silence.comment) == (id, alert.id, "on it")
        assert silence.starts is not None
        assert abs((silence.starts - datetime.now(UTC)).total_seconds()) < 30
        later = in_an_hour() + timedelta(hours=2)
        extended = await asked.extend(id, later)
        (silence,) = await asked.silences()
        assert silence.id == extended and silence.ends is not None
        assert abs((silence.ends - later).total_seconds()) < 1
        await asked.expire(extended)
        await asked.expire(extended)
        assert await asked.silences() == ()
        await until(asked, lambda answer: values(answer)["firing"] == 1)


async def test_a_silence_by_matchers(server: AlertmanagerServer) -> None:
    server.fire(alertname="Slow", service="api-1")
    server.fire(alertname="Slow", service="web")
    async with provider(server) as asked:
        matchers = (Matcher("service", "api-.*", is_regex=True),)
        await asked.silence(Wish(in_an_hour(), "alice", "upgrade", matchers=matchers))
        answer = await until(asked, lambda answer: values(answer)["silenced"] == 1)
    assert values(answer)["firing"] == 1


async def test_a_console_that_only_looks_changes_nothing(server: AlertmanagerServer) -> None:
    id = server.silence(alertname="Slow")
    async with provider(server, read_only=True) as asked:
        wish = Wish(in_an_hour(), "alice", "x", matchers=(Matcher("a", "b"),))
        for writing in (asked.silence(wish), asked.extend(id, in_an_hour()), asked.expire(id)):
            with pytest.raises(SourceError) as caught:
                await writing
            assert caught.value.failure.kind is FailureKind.REFUSED
    assert [each["id"] for each in server.in_force()] == [id]


async def test_what_cannot_be_written_is_said(server: AlertmanagerServer) -> None:
    async with provider(server) as asked:
        await asked.fetch()
        with pytest.raises(SourceError, match="no longer listed"):
            await asked.silence(Wish(in_an_hour(), "alice", "x", fingerprint="beef"))
        with pytest.raises(SourceError, match="400 Bad Request"):
            await asked.silence(
                Wish(datetime(2020, 1, 1, tzinfo=UTC), "a", "x", matchers=(Matcher("a", "b"),))
            )
        with pytest.raises(SourceError, match="404"):
            await asked.extend("00000000-0000-0000-0000-000000000000", in_an_hour())
        gone = server.silence(alertname="Slow")
        await asked.expire(gone)
        with pytest.raises(SourceError, match="over already"):
            await asked.extend(gone, in_an_hour())


async def test_a_restart_loses_no_silence_and_gone_is_a_failure(server: AlertmanagerServer) -> None:
    server.fire(alertname="Down", severity="critical")
    async with provider(server) as asked:
        (alert,) = alerts(await asked.fetch()).values()
        wish = Wish(in_an_hour(), "alice", "on it", fingerprint=alert.id, acknowledges=True)
        id = await asked.silence(wish)
        server.stop()
        with pytest.raises(SourceError) as caught:
            await asked.fetch()
        assert caught.value.failure.kind is FailureKind.CONNECT
        server.start()
        (silence,) = await asked.silences()
        assert (silence.id, silence.created_by, silence.acknowledges) == (id, "alice", alert.id)


async def test_two_providers_acknowledge_at_once_again_and_again(server: AlertmanagerServer) -> None:
    """Of both, one silence remains, the same for both; what ties to the millisecond, upkeep takes back."""
    ties = 0
    async with provider(server) as one, provider(server) as other:
        for turn in range(25):
            server.fire(alertname=f"Down{turn}", severity="critical")
            answers = await asyncio.gather(one.fetch(), other.fetch())
            alert = alerts(answers[0])[f"Down{turn}"]
            outcomes = await asyncio.gather(
                *(
                    acknowledge(each, Wish(in_an_hour(), by, "mine", fingerprint=alert.id))
                    for each, by in ((one, "alice"), (other, "bo"))
                )
            )
            listed = [each for each in await one.silences() if each.acknowledges == alert.id]
            for double in losers(listed, alert.id):
                ties += 1
                await one.expire(double.id)
            (left,) = [each for each in await other.silences() if each.acknowledges == alert.id]
            assert left == winner(listed, alert.id)
            if len(listed) == 1:
                assert {outcome.silence.id for outcome in outcomes} == {left.id}
                assert [outcome.mine for outcome in outcomes].count(True) == 1
    print(f"{ties} of 25 tied to the millisecond")
