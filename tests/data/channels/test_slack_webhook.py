"""Slack by an incoming webhook, against what it is documented to answer."""

from __future__ import annotations

import json

import pytest

from data.channel import NotDelivered
from data.models.failure import FailureKind
from tests.channels import KINDS, SECRET, letter
from tests.servers import plain, serve

WEBHOOK = KINDS["slack-webhook"]


async def test_words_are_posted_as_they_stand() -> None:
    async with serve(plain("ok")) as server:
        receipt = await WEBHOOK.at(server.url).send(letter(body="<!here> & now"), {})
    assert server.requests[0].target == f"/services/T000/B000/{SECRET}"
    sent = json.loads(server.requests[0].body)
    assert sent["text"] == "*Checkout fails*\n&lt;!here&gt; &amp; now"
    assert receipt.reference == "key-1"


@pytest.mark.parametrize(
    ("status", "word", "certain", "final"),
    [
        ("400 Bad Request", "invalid_payload", True, True),
        ("400 Bad Request", "no_text", True, True),
        ("403 Forbidden", "action_prohibited", True, True),
        ("403 Forbidden", "invalid_token", True, True),
        ("404 Not Found", "no_service", True, True),
        ("404 Not Found", "channel_not_found", True, True),
        ("410 Gone", "channel_is_archived", True, True),
        ("500 Internal Server Error", "rollup_error", False, False),
        ("200 OK", "no_service", True, True),
        ("200 OK", "rollup_error", False, False),
    ],
)
async def test_what_its_words_mean(status: str, word: str, certain: bool, final: bool) -> None:
    async with serve(plain(word, status=status)) as server:
        with pytest.raises(NotDelivered, match=word) as caught:
            await WEBHOOK.at(server.url).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (certain, final)


async def test_it_cannot_be_asked_what_it_has() -> None:
    with pytest.raises(NotDelivered, match="does not tell") as caught:
        await WEBHOOK.at("http://127.0.0.1:9").find(letter(), {})
    assert (caught.value.certain, caught.value.final) == (False, True)


async def test_doctor_posts_nothing() -> None:
    async with serve(plain("ok")) as server:
        standing = await WEBHOOK.at(server.url).standing()
        assert server.requests == []
    assert standing.proved is False
    with pytest.raises(NotDelivered) as caught:
        await WEBHOOK.at("http://127.0.0.1:9").send(letter(), {})
    assert caught.value.failure.kind is FailureKind.CONNECT
