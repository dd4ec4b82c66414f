"""The stand-ins that get words, written to by the console's own channels as the lab configures them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest

from console.lab.ports import Ports
from console.lab.recipients.mood import LIMITED_S
from console.lab.recipients.recipients import KINDS, RECEIVED, Recipients
from data.channel import NotDelivered
from data.channels.table import RealChannel, make_channels
from data.config.channel import CHANNELS
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.models.incident import Stage
from data.models.letter import Purpose
from data.providers.statuspage.parse import parse_summary
from tests.channels import letter
from tests.fakes import HandClock


class Lab:
    """Recipients, and the channels that lead to them."""

    def __init__(self, folder: Path) -> None:
        self.ports = Ports()
        self.clock = HandClock()
        self.recipients = Recipients(folder, self.ports, self.clock)
        for file, secret in self.recipients.secrets.items():
            file.touch(0o600)
            file.write_text(secret)
        tables = self.recipients.channels()
        settings = {
            name: CHANNELS[name].model_validate(table, context={"folder": folder})
            for name, table in tables.items()
        }
        self.settings = MappingProxyType(settings)
        configuration = Configuration(folder / "config.toml", channels=self.settings)
        self.channels = make_channels(configuration, SecretReader({}), self.clock)

    def got(self, kind: str) -> list[dict[str, Any]]:
        return self.recipients.received[kind]


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    made = Lab(tmp_path)
    await made.recipients.start()
    yield made
    await made.recipients.stop()
    made.ports.close()


async def _tell(channel: RealChannel, clock: HandClock, *purposes: Purpose) -> Mapping[str, str]:
    kept: dict[str, str] = {}
    for purpose in purposes:
        stage = Stage.RESOLVED if purpose is Purpose.RESOLVE else Stage.INVESTIGATING
        words = letter(purpose, key=f"k-{purpose}", stage=stage, at=clock.now())
        kept |= (await channel.send(words, kept)).kept
    return kept


ALL = (Purpose.OPEN, Purpose.UPDATE, Purpose.RESOLVE)


def test_there_is_one_for_every_channel() -> None:
    assert set(KINDS) == set(CHANNELS)


@pytest.mark.parametrize("kind", KINDS)
async def test_words_come_in_order_and_once(lab: Lab, kind: str) -> None:
    await _tell(lab.channels[kind], lab.clock, *ALL)
    assert len(lab.got(kind)) == (6 if kind == "slack" else 3)


async def test_slack_has_a_channel_for_the_incident(lab: Lab) -> None:
    await _tell(lab.channels["slack"], lab.clock, Purpose.OPEN)
    assert [each["channel"] for each in lab.got("slack")] == ["#incidents", "#inc-2026-11-20-1"]


async def test_the_public_reads_what_was_written(lab: Lab) -> None:
    """In the shape in which the console reads vendors' pages."""
    address = f"{lab.recipients.url('statuspage')}/api/v2/summary.json"
    async with httpx.AsyncClient(trust_env=False) as client:
        await _tell(lab.channels["statuspage"], lab.clock, Purpose.OPEN)
        found = parse_summary((await client.get(address)).json(), "ours", ())
        values = {each.signal: each.value for each in found.observations}
        assert (values["vendor.incidents"], values["vendor.components_down"]) == (1.0, 1.0)
        assert "Checkout fails" in str(found.items)
        await _tell(lab.channels["statuspage"], lab.clock, Purpose.RESOLVE)
    assert lab.got("statuspage")[0]["body"] == "We are looking into it."


async def test_a_resolved_incident_leaves_the_page(lab: Lab) -> None:
    await _tell(lab.channels["statuspage"], lab.clock, *ALL)
    async with httpx.AsyncClient(trust_env=False) as client:
        told = (await client.get(f"{lab.recipients.url('statuspage')}/api/v2/summary.json")).json()
    assert told["status"]["indicator"] == "none" and told["incidents"] == []
    assert [each["status"] for each in lab.got("statuspage")] == [
        "investigating",
        "investigating",
        "resolved",
    ]


async def test_the_pager_knows_one_alert(lab: Lab) -> None:
    await _tell(lab.channels["pagerduty"], lab.clock, Purpose.OPEN, Purpose.ACKNOWLEDGE, Purpose.RESOLVE)
    events = lab.got("pagerduty")
    assert len({event["dedup_key"] for event in events}) == 1
    assert [event["alert"] for event in events] == ["triggered", "acknowledged", "resolved"]
    assert "routing_key" not in str(events)


@pytest.mark.parametrize("kind", KINDS)
async def test_one_that_is_down_refuses_and_forgets_nothing(lab: Lab, kind: str) -> None:
    await _tell(lab.channels[kind], lab.clock, Purpose.OPEN)
    before = len(lab.got(kind))
    await lab.recipients.down(kind, True)
    with pytest.raises(NotDelivered, match="connection refused") as caught:
        await lab.channels[kind].send(letter(key="while-down"), {})
    assert caught.value.certain and not caught.value.final
    await lab.recipients.down(kind, False)
    assert len(lab.got(kind)) == before
    await lab.channels[kind].send(letter(key="while-down"), {})


@pytest.mark.parametrize("kind", KINDS)
async def test_one_that_is_asked_too_often_says_so(lab: Lab, kind: str) -> None:
    lab.recipients.mood.limited = True
    with pytest.raises(NotDelivered) as caught:
        await lab.channels[kind].send(letter(), {})
    assert caught.value.certain and not caught.value.final
    assert kind == "email" or caught.value.failure.retry_after == LIMITED_S
    assert lab.got(kind) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_receipt_that_is_lost_leaves_a_letter_in_doubt(lab: Lab, kind: str) -> None:
    lab.recipients.mood.forgetful = True
    words = letter(Purpose.OPEN, at=lab.clock.now())
    with pytest.raises(NotDelivered) as caught:
        await lab.channels[kind].send(words, {})
    assert caught.value.certain is False
    assert len(lab.got(kind)) == 1, "it came"
    lab.recipients.mood.forgetful = False
    if kind in ("slack", "statuspage"):
        assert await lab.channels[kind].find(words, {}) is not None
        assert await lab.channels[kind].find(letter(key="never sent", at=lab.clock.now()), {}) is None
    elif lab.channels[kind].idempotent:
        await lab.channels[kind].send(words, {})
        assert kind == "pagerduty" or len(lab.got(kind)) == 1
    else:
        with pytest.raises(NotDelivered, match="does not tell"):
            await lab.channels[kind].find(words, {})


@pytest.mark.parametrize("kind", KINDS)
async def test_without_the_right_secret_nothing_is_taken(lab: Lab, kind: str) -> None:
    for file in lab.recipients.secrets:
        file.write_text("0" * 32)
    with pytest.raises(NotDelivered) as caught:
        await lab.channels[kind].send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, True)
    assert lab.got(kind) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_doctor_finds_each_of_them_well(lab: Lab, kind: str) -> None:
    assert (await lab.channels[kind].standing()).words
    assert lab.got(kind) == []


async def test_everybody_may_see_what_has_come(lab: Lab) -> None:
    await _tell(lab.channels["webhook"], lab.clock, Purpose.OPEN)
    async with httpx.AsyncClient(trust_env=False) as client:
        told = (await client.get(f"{lab.recipients.url('webhook')}{RECEIVED}")).json()
    assert [each["key"] for each in told] == ["k-open"]


@pytest.mark.parametrize("path", ["/", "/api/chat.postMessage", "/v1/pages/x", "/v2/enqueue", "/letters"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "email"])
async def test_nonsense_does_not_hurt(lab: Lab, kind: str, path: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{lab.recipients.url(kind)}{path}", content=b"\xff[[{")
    assert answer.status_code < 500
    assert lab.got(kind) == []
