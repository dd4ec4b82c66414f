"""Any address that takes JSON by ``POST``.

The document::

    {"schema": 1, "key": "…", "purpose": "open | acknowledge | update | resolve",
     "incident": "…", "title": "…", "severity": "P1", "stage": "investigating | mitigating | …",
     "audience": "internal | public", "subject": "…", "body": "…", "words": "…",
     "by": "…", "at": "2026-11-20T09:00:04.000+00:00", "drill": false}

``key`` is the same however often a letter is tried, and ``words`` the same in all letters of one
update. The key is also sent as ``Idempotency-Key``. Every 2xx answer is a receipt.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import SecretStr

from data.channel import Standing
from data.config.channel import WebhookChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell
from data.delivery.errand import Errand
from data.delivery.reach import reach
from data.delivery.secret import address_secrets, secret_of
from data.models.letter import Letter, Receipt
from data.timekeeping import Timekeeper

NAME = "webhook"
SCHEMA = 1


class Webhook:
    """One address; whether it knows a letter again is for the configuration to say."""

    def __init__(self, settings: WebhookChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self.idempotent = settings.idempotent
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Post the document. Raises NotDelivered."""
        url, token = self._url(), secret_of(self._secrets, self._settings, NAME, "token")
        bearer = {"Authorization": SecretStr(f"Bearer {token.get_secret_value()}")} if token else {}
        hidden = address_secrets(url) if self._settings.url is None else ()
        errand = Errand(NAME, self._settings, self._secrets, self._time, headers=bearer, hidden=hidden)
        headers = {"Idempotency-Key": letter.key}
        answer = await errand.ask("POST", url.get_secret_value(), document_of(letter), headers=headers)
        return Receipt(letter.key, f"answered {answer.phrase}")

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """A webhook is only told, never asked. Raises NotDelivered."""
        raise cannot_tell("a webhook cannot be asked what it has")

    async def standing(self) -> Standing:
        """Whether the address is reached; nothing is asked of it. Raises SourceError."""
        secret_of(self._secrets, self._settings, NAME, "token")
        reached = await reach(self._url().get_secret_value(), self._settings, self._secrets, NAME)
        return Standing(f"{reached}; whether it takes letters is only known by sending one", proved=False)

    async def close(self) -> None:
        """There is nothing to close."""

    def _url(self) -> SecretStr:
        named = secret_of(self._secrets, self._settings, NAME, "url")
        return named or SecretStr(self._settings.url or "")


def document_of(letter: Letter) -> dict[str, object]:
    """What is sent."""
    return {
        "schema": SCHEMA,
        "key": letter.key,
        "purpose": letter.purpose.value,
        "incident": letter.incident,
        "title": letter.title,
        "severity": letter.severity,
        "stage": letter.stage.value,
        "audience": letter.audience.value,
        "subject": letter.subject,
        "body": letter.body,
        "words": letter.words,
        "by": letter.by,
        "at": letter.at.isoformat(timespec="milliseconds"),
        "drill": letter.drill,
    }
