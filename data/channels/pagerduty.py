"""PagerDuty's Events API v2: an incident of ours is one alert there.

One ``POST`` of ``{"routing_key", "event_action", "dedup_key", "payload"}``. The answers that are
documented: 202 ``{"status": "success", "message", "dedup_key"}``, 400 ``{"status": "invalid event",
"message", "errors": […]}``, 429 where there are too many, 5xx where it should be tried again.

Events with the same ``dedup_key`` belong to the same alert, so that none of ours, sent twice, raises
a second one; a trigger of an open alert is written into its log and calls nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from data.channel import NotDelivered, Standing
from data.config.channel import PagerdutyChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell
from data.delivery.errand import Errand
from data.delivery.reach import reach
from data.delivery.secret import secret_of
from data.models.failure import FailureKind
from data.models.letter import Letter, Purpose, Receipt
from data.safe import safe
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer
from data.web.said import document
from data.web.shape import word

NAME = "pagerduty"
_KEPT = "dedup_key"
_LONGEST_KEY = 255
_LONGEST_SUMMARY = 1024
_ACTIONS = {Purpose.ACKNOWLEDGE: "acknowledge", Purpose.RESOLVE: "resolve"}
_SEVERITIES = (
    ("critical", ("p0", "p1", "sev0", "sev1", "critical")),
    ("error", ("p2", "sev2", "high", "major")),
    ("warning", ("p3", "sev3", "medium", "warning", "minor")),
)


class Pagerduty:
    """One integration of a service."""

    idempotent = True

    def __init__(self, settings: PagerdutyChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Trigger, acknowledge or resolve the alert. Raises NotDelivered."""
        key = kept.get(_KEPT) or dedup_key(letter)
        routing = secret_of(self._secrets, self._settings, NAME, "routing_key")
        assert routing is not None, "the settings require one"
        errand = Errand(NAME, self._settings, self._secrets, self._time, hidden=[routing], says=_says)
        event = {"routing_key": routing.get_secret_value(), **event_of(letter, key)}
        answer = await errand.ask("POST", self._settings.api_url, event)
        if document(answer).get("status") != "success":
            raise NotDelivered(
                FailureKind.BAD_ANSWER,
                f"answered {answer.phrase}, but not like PagerDuty: {answer.excerpt}",
                f"check api_url in [channel.{NAME}]",
                certain=False,
            )
        return Receipt(key, word(document(answer), "message"), {_KEPT: key})

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """Events are taken and not shown again: sending once more is the way. Raises NotDelivered."""
        raise cannot_tell("PagerDuty does not tell which events it has")

    async def standing(self) -> Standing:
        """Whether the address is reached; the key is only tried by an event. Raises SourceError."""
        secret_of(self._secrets, self._settings, NAME, "routing_key")
        reached = await reach(self._settings.api_url, self._settings, self._secrets, NAME)
        return Standing(f"{reached}; its key is tried by the first event only", proved=False)

    async def close(self) -> None:
        """There is nothing to close."""


def dedup_key(letter: Letter) -> str:
    """What the alert is called that this letter opens.

    Two consoles may both have an incident of that id: the letter's key keeps them apart.
    """
    key = "/".join(part for part in ("ops-console", letter.incident, letter.key) if part)
    return key if len(key) <= _LONGEST_KEY else f"ops-console/{sha256(key.encode()).hexdigest()}"


def event_of(letter: Letter, key: str) -> dict[str, object]:
    """The event, without its routing key."""
    action = _ACTIONS.get(letter.purpose, "trigger")
    event: dict[str, object] = {"event_action": action, "dedup_key": key}
    if action == "trigger":
        event["client"] = "ops-console"
        event["payload"] = {
            "summary": safe(_summary(letter), _LONGEST_SUMMARY),
            "source": safe(letter.by or "ops-console"),
            "severity": severity_of(letter.severity),
            "timestamp": letter.at.isoformat(timespec="milliseconds"),
            "custom_details": {
                "text": letter.body,
                "incident": letter.incident,
                "severity": letter.severity,
                "letter": letter.key,
            },
        }
    return event


def severity_of(severity: str) -> str:
    """One of PagerDuty's four for the name that a policy has."""
    name = severity.casefold()
    return next((theirs for theirs, ours in _SEVERITIES if name in ours), "info")


def _summary(letter: Letter) -> str:
    told = letter.subject or letter.title or letter.body.partition("\n")[0]
    return told or "no words"


def _says(answer: HttpAnswer) -> str:
    found = document(answer)
    errors = found.get("errors")
    told = [error for error in errors if isinstance(error, str)] if isinstance(errors, list) else []
    return safe("; ".join([word(found, "message"), *told]).strip("; "))
