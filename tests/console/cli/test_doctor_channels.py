"""What doctor says of channels: whether they are reached and let us in, with nothing sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from console.doctor.channels import channels
from console.doctor.finding import Finding, Grade
from data.config.channel import ChannelSettings, PagerdutyChannel, SlackChannel, StatuspageChannel
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from tests.channels import SECRET
from tests.fakes import HandClock
from tests.servers import Reply, plain, serve


async def look(
    settings: Mapping[str, ChannelSettings], environ: Mapping[str, str] | None = None
) -> dict[str, Finding]:
    configuration = Configuration(Path("config.toml"), channels=settings)
    secrets = SecretReader({"S": SECRET} if environ is None else environ)
    found = await asyncio.to_thread(channels, configuration, secrets, HandClock())
    return {finding.area.removeprefix("channel "): finding for finding in found}


def slack(url: str) -> SlackChannel:
    return SlackChannel(token_env="S", channel="#incidents", api_url=url, timeout=0.5)


async def grade(reply: Reply) -> Finding:
    async with serve(reply) as server:
        return (await look({"slack": slack(server.url)}))["slack"]


async def test_one_that_lets_us_in_is_well() -> None:
    found = await grade(plain('{"ok": true, "user": "ops", "team": "Example"}'))
    assert found.grade is Grade.OK and "ops in Example" in found.words


async def test_one_that_does_not_is_to_be_mended() -> None:
    found = await grade(plain('{"ok": false, "error": "token_revoked"}'))
    assert found.grade is Grade.MEND
    assert found.words.startswith("auth: Slack says: token_revoked")
    assert "make a new token" in found.remedy


async def test_one_that_is_not_there_is_told_and_no_other_waits_for_it() -> None:
    async with serve(plain('{"id": "p", "name": "Example"}')) as server:
        page = StatuspageChannel(page_id="p", token_env="S", api_url=server.url)
        found = await look({"slack": slack("http://127.0.0.1:9"), "statuspage": page})
    assert found["slack"].grade is Grade.MEND and "connection refused" in found["slack"].words
    assert found["statuspage"].grade is Grade.OK


async def test_what_can_only_be_tried_by_sending_is_said() -> None:
    async with serve(plain()) as server:
        pager = PagerdutyChannel(routing_key_env="S", api_url=server.url)
        found = await look({"pagerduty": pager})
        assert server.requests == []
    assert found["pagerduty"].grade is Grade.OK
    assert "first event only" in found["pagerduty"].words


async def test_a_secret_that_is_missing_is_told_by_its_key() -> None:
    found = await look({"slack": slack("http://127.0.0.1:9")}, {})
    assert found["slack"].grade is Grade.MEND
    assert "channel.slack.token_env" in found["slack"].words


async def test_no_secret_comes_out() -> None:
    found = await grade(plain(f"<html>{SECRET}", status="500 No"))
    assert SECRET not in repr(found)


async def test_without_channels_nothing_is_said() -> None:
    assert await look({}) == {}
