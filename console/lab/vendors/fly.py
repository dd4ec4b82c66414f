"""Fly's Machines interface, for one app."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply, stamp
from console.lab.vendors.trouble import Trouble

APP = "example-app"
_MACHINES = (("lhr", "started"), ("ams", "started"), ("ams", "stopped"))


class Fly:
    """The app's machines: two that run, and one that sleeps until it is needed."""

    def __init__(self, trouble: Trouble) -> None:
        self._began = trouble.began

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path below the interface's beginning; 404 for what there is not."""
        if not request.path.endswith(f"/v1/apps/{APP}/machines"):
            return reply({"error": "app not found"}, HTTPStatus.NOT_FOUND)
        return reply([self._machine(number, *each) for number, each in enumerate(_MACHINES, 1)])

    def refusal(self) -> Page:
        """For a token that is wrong or missing."""
        return reply({"error": "unauthorized"}, HTTPStatus.UNAUTHORIZED)

    def _machine(self, number: int, region: str, state: str) -> dict[str, Any]:
        check = {"name": "servicecheck-00-http-8080", "status": "passing", "output": "200 OK"}
        changed = stamp(self._began - timedelta(hours=3 * number))
        return {
            "id": f"3d8d9e02b3139{number}",
            "name": f"little-wind-{number}",
            "state": state,
            "region": region,
            "host_status": "ok",
            "image_ref": {"repository": APP, "tag": "deployment-41"},
            "config": {
                "guest": {"cpu_kind": "shared", "cpus": 1, "memory_mb": 256},
                "services": [{"protocol": "tcp", "internal_port": 8080, "autostop": "stop"}],
            },
            "checks": [{**check, "updated_at": changed}] if state == "started" else [],
            "created_at": stamp(self._began - timedelta(days=90)),
            "updated_at": changed,
        }
