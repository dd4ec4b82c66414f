"""The public status pages of two vendors, in the shape of Atlassian's Statuspage."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply, stamp, unless_known
from console.lab.vendors.trouble import Trouble

VENDORS = {
    "cloudflare": ("Cloudflare", ("CDN and cache", "Authoritative DNS", "Workers", "Dashboard")),
    "github": ("GitHub", ("Git Operations", "Actions", "API Requests", "Pages")),
}
"""Their names and components."""
UNLUCKY = "cloudflare"
"""The one that is down where one is."""
_DOWN = 2


class Statuspages:
    """Answers ``/<vendor>/api/v2/summary.json``, to anybody."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def answer(self, request: Request, now: datetime) -> Page:
        """The summary of a vendor; 404 for one that is not known."""
        for vendor in VENDORS:
            if request.path.endswith(f"/{vendor}/api/v2/summary.json"):
                return unless_known(request, reply(self._summary(vendor)))
        return reply({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _summary(self, vendor: str) -> dict[str, Any]:
        since = self._trouble.down_since if vendor == UNLUCKY else None
        name, components = VENDORS[vendor]
        changed = since or self._trouble.began - timedelta(days=4)
        down = components[:_DOWN] if since else ()
        says = ("major", "Partial System Outage") if since else ("none", "All Systems Operational")
        return {
            "page": {"id": vendor, "name": name, "url": f"https://status.example/{vendor}"},
            "status": {"indicator": says[0], "description": says[1]},
            "components": [
                {
                    "id": f"{vendor}{number:08}",
                    "name": component,
                    "status": "major_outage" if component in down else "operational",
                    "description": None,
                    "group": False,
                    "group_id": None,
                    "position": number,
                    "updated_at": stamp(changed),
                }
                for number, component in enumerate(components, 1)
            ],
            "incidents": [_incident(vendor, down, since)] if since else [],
            "scheduled_maintenances": [],
        }


def _incident(vendor: str, down: tuple[str, ...], since: datetime) -> dict[str, Any]:
    return {
        "id": "lab0incident",
        "name": "Requests fail in Europe",
        "status": "investigating",
        "impact": "major",
        "created_at": stamp(since),
        "started_at": stamp(since),
        "updated_at": stamp(since),
        "shortlink": f"https://status.example/{vendor}/incidents/lab0incident",
        "components": [{"name": component} for component in down],
        "incident_updates": [
            {"body": "We are looking into requests that fail.", "created_at": stamp(since)},
        ],
    }
