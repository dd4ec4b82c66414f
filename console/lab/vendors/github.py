"""GitHub's REST interface, for one repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from console.lab.services.web import Page, Request
from console.lab.vendors.github_rows import (
    REPOSITORY,
    RUNS,
    Row,
    deployment_row,
    run_row,
    scanning,
    status_row,
    vulnerabilities,
)
from console.lab.vendors.reply import part_of, reply, unless_known
from console.lab.vendors.trouble import Trouble

_LIMIT = 5_000
"""Calls an hour."""
_HOUR_S = 3_600
_RUNS_EVERY = timedelta(minutes=80)
_DEPLOYMENTS_EVERY, _DEPLOYMENTS = timedelta(hours=7), 30
_NO_DOCS = "https://docs.github.com/rest"


class Github:
    """Answers what the repository's screens show; counts calls as GitHub does."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble
        self._hour = 0
        self._used = 0
        self._lists: dict[str, Callable[[Request], object]] = {
            "actions/runs": self._runs,
            "deployments": lambda request: [deployment_row(*each) for each in self._deployments()],
            "dependabot/alerts": lambda request: vulnerabilities(self._trouble.began),
            "code-scanning/alerts": lambda request: scanning(self._trouble.began),
        }

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path below the interface's beginning; 404 for what there is not."""
        page = unless_known(request, self._page(request))
        return Page(page.status, page.body, page.content_type, {**page.headers, **self._limits(page, now)})

    def refusal(self) -> Page:
        """For a token that is wrong or missing."""
        return reply({"message": "Bad credentials", "documentation_url": _NO_DOCS, "status": "401"}, 401)

    def _page(self, request: Request) -> Page:
        _, _, what = request.path.partition(f"/repos/{REPOSITORY}/")
        if what.startswith("deployments/") and what.endswith("/statuses"):
            return self._statuses(what.split("/")[1])
        if what not in self._lists:
            return _missing()
        document = self._lists[what](request)
        if isinstance(document, dict):
            rows, following = part_of(document["workflow_runs"], request)
            document = {**document, "workflow_runs": rows}
        else:
            assert isinstance(document, list)
            document, following = part_of(document, request)
        return reply(document, HTTPStatus.OK, **({"Link": f'<{following}>; rel="next"'} if following else {}))

    def _limits(self, page: Page, now: datetime) -> dict[str, str]:
        hour = int(now.timestamp() // _HOUR_S)
        if hour != self._hour:
            self._hour, self._used = hour, 0
        # What has not changed costs nothing.
        self._used += page.status != HTTPStatus.NOT_MODIFIED
        return {
            "X-RateLimit-Limit": str(_LIMIT),
            "X-RateLimit-Remaining": str(max(0, _LIMIT - self._used)),
            "X-RateLimit-Used": str(self._used),
            "X-RateLimit-Reset": str((hour + 1) * _HOUR_S),
            "X-RateLimit-Resource": "core",
        }

    def _runs(self, request: Request) -> Row:
        since = request.query.get("created", "").removeprefix(">=")
        runs = [run_row(n, self._trouble.began - n * _RUNS_EVERY, "success") for n in range(1, RUNS + 1)]
        if failed := self._trouble.deploy_failed_at:
            runs.insert(0, run_row(0, failed, "failure"))
        recent = [run for run in runs if run["created_at"] >= since]
        return {"total_count": len(recent), "workflow_runs": recent}

    def _deployments(self) -> list[tuple[int, datetime, str]]:
        """Number, time and state of each, newest first."""
        began = self._trouble.began - timedelta(hours=1)
        found = [(_DEPLOYMENTS - n, began - n * _DEPLOYMENTS_EVERY, "success") for n in range(_DEPLOYMENTS)]
        if failed := self._trouble.deploy_failed_at:
            found.insert(0, (_DEPLOYMENTS + 1, failed, "failure"))
        return found

    def _statuses(self, id: str) -> Page:
        for number, at, state in self._deployments():
            if str(900 + number) == id:
                words = "" if state == "success" else "the health check did not pass"
                return reply([status_row(2, state, words, at, id), status_row(1, "in_progress", "", at, id)])
        return _missing()


def _missing() -> Page:
    return reply({"message": "Not Found", "documentation_url": _NO_DOCS, "status": "404"}, 404)
