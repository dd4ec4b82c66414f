"""Our own status page: written through its interface, and read by everybody at its public address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from console.lab.recipients.mailbag import Mailbag
from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply, stamp

PAGE = "labpage00000"
COMPONENTS = {"labcomponent": "Website and API"}
_NAME = "The lab's services"
_STATUSES = ("investigating", "identified", "monitoring", "resolved")
_SUMMARY = "/api/v2/summary.json"


class OwnPage:
    """Answers below ``/v1``, to its token, and with the public summary, to anybody."""

    def __init__(self, token: str, bag: Mailbag) -> None:
        self._token = token
        self._bag = bag
        self._incidents: dict[str, dict[str, Any]] = {}
        self._components = dict.fromkeys(COMPONENTS, "operational")

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path."""
        if request.path == _SUMMARY:
            return reply(self._summary(now))
        if request.headers.get("authorization") != f"OAuth {self._token}":
            return reply({"error": "Could not authenticate"}, HTTPStatus.UNAUTHORIZED)
        base = f"/v1/pages/{PAGE}"
        if not request.path.startswith(base):
            return _not_found()
        match request.method, request.path.removeprefix(base).strip("/").split("/"):
            case "GET", [""]:
                return reply({"id": PAGE, "name": _NAME})
            case "GET", ["incidents"]:
                return reply(list(reversed(self._incidents.values())))
            case "POST", ["incidents"]:
                return self._make(request.document, now)
            case "GET", ["incidents", id] if id in self._incidents:
                return reply(self._incidents[id])
            case "PATCH", ["incidents", id] if id in self._incidents:
                return self._change(self._incidents[id], request.document, now)
        return _not_found()

    def _make(self, document: Mapping[str, Any], now: datetime) -> Page:
        if not _given(document).get("name"):
            return reply({"error": ["Name can't be blank"]}, HTTPStatus.UNPROCESSABLE_ENTITY)
        id = f"labincident{len(self._incidents) + 1:02}"
        incident = {
            "id": id,
            "name": _given(document)["name"],
            "impact": "major",
            "created_at": stamp(now),
            "started_at": stamp(now),
            "shortlink": f"https://status.example/{id}",
            "metadata": {},
            "incident_updates": [],
        }
        page = self._change(incident, document, now, HTTPStatus.CREATED)
        if page.status == HTTPStatus.CREATED:
            self._incidents[id] = incident
        return page

    def _change(
        self, incident: dict[str, Any], document: Mapping[str, Any], now: datetime, well: int = HTTPStatus.OK
    ) -> Page:
        given = _given(document)
        status = given.get("status", incident.get("status"))
        if status not in _STATUSES:
            return reply({"error": ["Status is not included in the list"]}, HTTPStatus.UNPROCESSABLE_ENTITY)
        update = {"status": status, "body": str(given.get("body", "")), "created_at": stamp(now)}
        incident |= {"status": status, "updated_at": stamp(now)}
        incident["incident_updates"].insert(0, update)
        incident["metadata"] |= given.get("metadata") or {}
        for id, state in (given.get("components") or {}).items():
            if id in self._components:
                self._components[id] = state
        self._bag.keep(now, {"incident": incident["id"], "name": incident["name"], **update})
        return reply(incident, well)

    def _summary(self, now: datetime) -> dict[str, Any]:
        """What the public reads, in the shape in which vendors' pages are read as well."""
        open_ = [each for each in self._incidents.values() if each["status"] != "resolved"]
        says = ("major", "Partial System Outage") if open_ else ("none", "All Systems Operational")
        components = [
            {
                "id": id,
                "name": COMPONENTS[id],
                "status": state,
                "description": None,
                "group": False,
                "updated_at": stamp(now),
            }
            for id, state in self._components.items()
        ]
        return {
            "page": {"id": PAGE, "name": _NAME, "url": "https://status.example"},
            "status": {"indicator": says[0], "description": says[1]},
            "components": components,
            "incidents": [{**each, "components": []} for each in reversed(open_)],
            "scheduled_maintenances": [],
        }


def _given(document: Mapping[str, Any]) -> dict[str, Any]:
    found = document.get("incident")
    return found if isinstance(found, dict) else {}


def _not_found() -> Page:
    return reply({"error": "Not found"}, HTTPStatus.NOT_FOUND)
