"""A webhook: the document that it is promised, and when two letters are one."""

from __future__ import annotations

import json

import pytest

from data.channels.webhook import document_of
from data.config.channel import WebhookChannel
from tests.channels import SECRET, channel, letter
from tests.servers import plain, serve

DOCUMENT = {
    "schema": 1,
    "key": "key-1",
    "purpose": "update",
    "incident": "INC-2026-11-20-1",
    "title": "Checkout fails",
    "severity": "P0",
    "stage": "investigating",
    "audience": "internal",
    "subject": "Checkout fails",
    "body": "We are looking into it.",
    "words": "w-1",
    "by": "ada",
    "at": "2026-11-20T09:00:04.000+00:00",
    "drill": False,
}


def test_the_document_is_the_one_that_was_promised() -> None:
    assert document_of(letter(words="w-1")) == DOCUMENT


async def test_it_is_posted_with_its_key_and_the_token() -> None:
    async with serve(plain(status="202 Accepted")) as server:
        hook = channel("webhook", WebhookChannel(url=f"{server.url}/x?y=1", token_env="S"))
        receipt = await hook.send(letter(words="w-1"), {})
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/x?y=1")
    assert request.headers["idempotency-key"] == "key-1"
    assert request.headers["authorization"] == f"Bearer {SECRET}"
    assert json.loads(request.body) == DOCUMENT
    assert receipt.words == "answered 202 Accepted"


@pytest.mark.parametrize("idempotent", [True, False])
def test_whether_two_are_one_is_for_the_configuration_to_say(idempotent: bool) -> None:
    hook = channel("webhook", WebhookChannel(url="http://127.0.0.1:9", idempotent=idempotent))
    assert hook.idempotent is idempotent


async def test_doctor_asks_nothing_of_it() -> None:
    async with serve(plain()) as server:
        standing = await channel("webhook", WebhookChannel(url=server.url)).standing()
        assert server.requests == []
    assert not standing.proved
