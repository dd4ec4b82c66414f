"""Statuspage's own interface, version 1, with ``Authorization: OAuth TOKEN``.

- ``POST /pages/ID/incidents`` → 201 with the incident: ``id``, ``shortlink``, ``metadata``
- ``PATCH /pages/ID/incidents/ID`` → 200 with the same
- ``GET /pages/ID/incidents`` and ``GET /pages/ID/incidents/ID``
- ``GET /pages/ID``: its ``name``

Refusals are ``{"error": "…"}`` or ``{"error": ["…"]}`` with 400, 401, 403, 404 or 422; too many calls
are 420 or 429.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pydantic import SecretStr

from data.channel import NotDelivered, Standing
from data.channels.statuspage.incident import bears, incident_of, status_of
from data.config.channel import StatuspageChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell, looked_for, looking
from data.delivery.errand import Errand
from data.delivery.secret import secret_of
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt
from data.safe import safe
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer
from data.web.said import document
from data.web.shape import listing, word

NAME = "statuspage"
_KEPT = "incident"
_NEWEST = 25


class Statuspage:
    """One page."""

    idempotent = False

    def __init__(self, settings: StatuspageChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Make the incident, or add to it. Raises NotDelivered."""
        there = kept.get(_KEPT, "")
        sent = incident_of(letter, self._settings.components, new=not there)
        method, path = ("PATCH", f"/incidents/{quote(there, safe='')}") if there else ("POST", "/incidents")
        answer = await self._errand().ask(method, self._address(path), sent)
        found = document(answer)
        id = word(found, "id", 80)
        if not id:
            raise NotDelivered(
                FailureKind.BAD_ANSWER,
                f"answered {answer.phrase}, but not like Statuspage: {answer.excerpt}",
                f"check api_url in [channel.{NAME}]",
                certain=False,
            )
        return _receipt(found, status_of(letter))

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """Look for the key in the metadata. Raises NotDelivered, uncertain."""
        with looking():
            there, errand = kept.get(_KEPT, ""), self._errand()
            found = await looked_for(lambda: self._found(errand, letter, there), self._settings)
        return _receipt(found, "was there already") if found is not None else None

    async def standing(self) -> Standing:
        """The page's name, as its token is shown it. Raises SourceError."""
        answer = await self._errand().ask("GET", self._address(""))
        name = word(document(answer), "name", 80)
        if not name:
            raise SourceError(FailureKind.BAD_ANSWER, f"not an answer of Statuspage: {answer.excerpt}")
        return Standing(f'the page "{name}" is shown to the token')

    async def close(self) -> None:
        """There is nothing to close."""

    def _errand(self) -> Errand:
        token = secret_of(self._secrets, self._settings, NAME, "token")
        assert token is not None, "the settings require one"
        bearer = {"Authorization": SecretStr(f"OAuth {token.get_secret_value()}")}
        return Errand(NAME, self._settings, self._secrets, self._time, headers=bearer, says=_says)

    def _address(self, path: str) -> str:
        page = quote(self._settings.page_id, safe="")
        return f"{self._settings.api_url.rstrip('/')}/pages/{page}{path}"

    async def _found(self, errand: Errand, letter: Letter, id: str) -> Mapping[str, Any] | None:
        if id:
            answer = await errand.ask("GET", self._address(f"/incidents/{quote(id, safe='')}"))
            rows = [document(answer)]
            known = bool(word(rows[0], "id"))
        else:
            answer = await errand.ask(
                "GET", self._address("/incidents"), params={"limit": str(_NEWEST), "per_page": str(_NEWEST)}
            )
            rows, known = _rows(answer)
        if not known:
            raise cannot_tell(f"not an answer of Statuspage: {answer.excerpt}")
        return next((row for row in rows if bears(row, letter)), None)


def _rows(answer: HttpAnswer) -> tuple[list[Mapping[str, Any]], bool]:
    try:
        return listing(answer.json(), "Statuspage"), True
    except SourceError:
        return [], False


def _receipt(found: Mapping[str, Any], words: str) -> Receipt:
    id = word(found, "id", 80)
    return Receipt(id, words, {_KEPT: id})


def _says(answer: HttpAnswer) -> str:
    error = document(answer).get("error")
    told = error if isinstance(error, list) else [error]
    return safe("; ".join(line for line in told if isinstance(line, str)), 300)
