"""Supabase's management interface, for one project."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from console.lab.services.web import Page, Request
from console.lab.vendors.reply import reply

PROJECT = "labprojectabcdefghij"
_SERVICES = ("auth", "db", "db_postgres_user", "pooler", "realtime", "rest", "storage", "pg_bouncer")
_WELL = "ACTIVE_HEALTHY"


class Supabase:
    """The project, and the health of its services."""

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path below the interface's beginning; 404 for what there is not."""
        if request.path.endswith(f"/v1/projects/{PROJECT}"):
            return _limited(
                {
                    "id": PROJECT,
                    "ref": PROJECT,
                    "organization_id": "example",
                    "name": "App",
                    "region": "eu-west-2",
                    "status": _WELL,
                    "database": {"host": f"db.{PROJECT}.supabase.co", "postgres_engine": "17"},
                }
            )
        if request.path.endswith(f"/v1/projects/{PROJECT}/health"):
            asked = request.values("services") or _SERVICES
            if unknown := [name for name in asked if name not in _SERVICES]:
                return reply(
                    {"message": f"services: {unknown[0]} is not one of them"}, HTTPStatus.BAD_REQUEST
                )
            return _limited([{"name": name, "healthy": True, "status": _WELL} for name in asked])
        return reply({"message": "Project not found"}, HTTPStatus.NOT_FOUND)

    def refusal(self) -> Page:
        """For a token that is wrong or missing."""
        return reply({"message": "Unauthorized"}, HTTPStatus.UNAUTHORIZED)


def _limited(document: object) -> Page:
    return reply(document, X_RateLimit_Limit="120", X_RateLimit_Remaining="119", X_RateLimit_Reset="42")
