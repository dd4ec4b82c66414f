"""Slack by an incoming webhook: it takes words for one channel, and tells nothing.

The answer to a message is ``ok`` with 200. Refusals are a word with a status: ``invalid_payload``,
``user_not_found`` and ``no_text`` with 400, ``action_prohibited`` and ``invalid_token`` with 403,
``channel_not_found``, ``no_service`` and ``no_team`` with 404, ``channel_is_archived`` with 410,
``rollup_error`` with 500; too many messages are 429 with ``Retry-After``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import SecretStr

from data.channel import NotDelivered, Standing
from data.channels.slack.refusals import Refused
from data.channels.slack.text import message
from data.config.channel import SlackChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell
from data.delivery.errand import Errand
from data.delivery.reach import reach
from data.delivery.secret import address_secrets, secret_of
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer

NAME = "slack"
_WORD = re.compile(r"[a-z][a-z_]{2,60}")


class SlackWebhook:
    """One webhook, and so one channel of a workspace."""

    idempotent = False

    def __init__(self, settings: SlackChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Post it. Raises NotDelivered."""
        url = self._url()
        errand = Errand(
            NAME, self._settings, self._secrets, self._time, hidden=address_secrets(url), says=_word
        )
        answer = await errand.ask("POST", url.get_secret_value(), message(letter))
        if answer.text.strip() != "ok":
            raise _not_ok(answer)
        return Receipt(letter.key, "posted by the webhook")

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """A webhook is only told, never asked. Raises NotDelivered."""
        raise cannot_tell("Slack's webhook does not tell what it has posted")

    async def standing(self) -> Standing:
        """Whether Slack is reached; the webhook itself is only tried by a message. Raises SourceError."""
        reached = await reach(self._url().get_secret_value(), self._settings, self._secrets, NAME)
        return Standing(f"Slack: {reached}; the webhook is tried by the first message only", proved=False)

    async def close(self) -> None:
        """There is nothing to close."""

    def _url(self) -> SecretStr:
        url = secret_of(self._secrets, self._settings, NAME, "webhook_url")
        assert url is not None, "the settings require one"
        return url


def _word(answer: HttpAnswer) -> str:
    text = answer.text.strip()
    return text if _WORD.fullmatch(text) else ""


def _not_ok(answer: HttpAnswer) -> NotDelivered:
    """A 200 that is not ``ok``: a word of Slack's, or something else that stands in between."""
    if _word(answer):
        return Refused(_word(answer))
    words = f"answered {answer.phrase}, but not like Slack: {answer.excerpt}"
    return NotDelivered(FailureKind.BAD_ANSWER, words, "check the webhook's address", certain=False)
