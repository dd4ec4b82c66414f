"""Vercel's REST interface, for one project."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply, whole
from console.lab.vendors.trouble import Trouble

PROJECT = "app"
_EVERY, _DEPLOYMENTS = timedelta(hours=5), 40


class Vercel:
    """The project's deployments."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path below the interface's beginning; 404 for what there is not."""
        if not request.path.endswith("/v6/deployments") or request.query.get("projectId") != PROJECT:
            return _error("not_found", "The requested resource was not found", HTTPStatus.NOT_FOUND)
        since, until = whole(request, "since", 0), whole(request, "until", 10**15)
        size = max(1, min(whole(request, "limit", 20), 100))
        rows = [row for row in self._rows() if since <= row["created"] < until]
        shown = rows[:size]
        following = shown[-1]["created"] if len(rows) > size else None
        pages = {"count": len(shown), "next": following, "prev": None}
        hour = int(now.timestamp() // 3_600)
        limits = {"limit": "600", "remaining": "598", "reset": str((hour + 1) * 3_600)}
        page = reply({"deployments": shown, "pagination": pages})
        headers = {f"X-RateLimit-{name.title()}": value for name, value in limits.items()}
        return Page(page.status, page.body, page.content_type, headers)

    def refusal(self) -> Page:
        """For a token that is wrong or missing."""
        return _error("forbidden", "Not authorized", HTTPStatus.FORBIDDEN, invalidToken=True)

    def _rows(self) -> list[dict[str, Any]]:
        began = self._trouble.began - timedelta(minutes=40)
        rows = [_row(_DEPLOYMENTS - n, began - n * _EVERY, "READY") for n in range(_DEPLOYMENTS)]
        if failed := self._trouble.deploy_failed_at:
            rows.insert(0, _row(_DEPLOYMENTS + 1, failed, "ERROR"))
        return rows


def _error(code: str, message: str, status: int, **more: object) -> Page:
    return reply({"error": {"code": code, "message": message, **more}}, status)


def _row(number: int, at: datetime, state: str) -> dict[str, Any]:
    created = int(at.timestamp() * 1_000)
    target = "production" if state != "READY" or number % 3 == 1 else None
    row: dict[str, Any] = {
        "uid": f"dpl_{number:08}",
        "name": PROJECT,
        "url": f"{PROJECT}-{number}-example.vercel.app",
        "created": created,
        "createdAt": created,
        "source": "git",
        "state": state,
        "readyState": state,
        "target": target,
        "creator": {"uid": "u1", "username": "grace", "email": "grace@example.com"},
        "meta": {
            "githubCommitRef": "main" if target else f"feature-{number}",
            "githubCommitSha": f"{number:040x}",
            "githubCommitMessage": f"Change number {number}",
        },
    }
    if state == "ERROR":
        row |= {"errorCode": "BUILD_FAILED", "errorMessage": 'Command "npm run build" exited with 1'}
    return row
