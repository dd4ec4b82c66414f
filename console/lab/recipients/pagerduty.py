"""PagerDuty's Events API: alerts that are triggered, acknowledged and resolved by their key."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from console.lab.recipients.mailbag import Mailbag
from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply

_ACTIONS = {"trigger": "triggered", "acknowledge": "acknowledged", "resolve": "resolved"}


class Pagerduty:
    """Answers at ``/v2/enqueue``; `alerts` holds what has become of each."""

    def __init__(self, key: str, bag: Mailbag) -> None:
        self._key = key
        self._bag = bag
        self.alerts: dict[str, str] = {}

    def answer(self, request: Request, now: datetime) -> Page:
        """Whether an event is taken."""
        if request.path != "/v2/enqueue" or request.method != "POST":
            return reply({"status": "Not Found"}, HTTPStatus.NOT_FOUND)
        event = request.document
        wrong = self._wrong(event)
        if wrong:
            refusal = {"status": "invalid event", "message": "Event object is invalid", "errors": wrong}
            return reply(refusal, HTTPStatus.BAD_REQUEST)
        key, action = str(event["dedup_key"]), event["event_action"]
        if action == "trigger" or self.alerts.get(key) not in (None, "resolved"):
            self.alerts[key] = _ACTIONS[action]
        shown = {name: value for name, value in event.items() if name != "routing_key"}
        self._bag.keep(now, {**shown, "alert": self.alerts.get(key, "unknown")})
        told = {"status": "success", "message": "Event processed", "dedup_key": key}
        return reply(told, HTTPStatus.ACCEPTED)

    def _wrong(self, event: dict[str, Any]) -> list[str]:
        wrong = []
        if event.get("routing_key") != self._key:
            wrong.append("'routing_key' is not one of ours")
        if event.get("event_action") not in _ACTIONS:
            wrong.append("'event_action' is not one of trigger, acknowledge, resolve")
        if not event.get("dedup_key"):
            wrong.append("'dedup_key' is missing")
        payload = event.get("payload")
        if event.get("event_action") == "trigger" and not (
            isinstance(payload, dict) and payload.get("summary")
        ):
            wrong.append("'payload.summary' is missing or blank")
        return wrong
