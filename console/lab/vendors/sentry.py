"""Sentry's web interface, for one project."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from console.lab.services.web import Page, Request
from console.lab.vendors.reply import address, reply, stamp, whole
from console.lab.vendors.trouble import Trouble

ORGANIZATION, PROJECT = "example", "app"
_HOUR_S = 3_600
# Of each issue: level, words, where, how many events, days since the first of them.
_ISSUES = (
    ("error", "TimeoutError: the payment did not answer", "shop/payment.py in charge", 214, 12.0),
    ("error", "KeyError: 'currency'", "shop/cart.py in total", 61, 6.0),
    ("warning", "A page was rendered twice", "web/page.py in render", 430, 30.0),
    ("info", "A feature is switched off", "web/flags.py in read", 12, 3.0),
    ("error", "ValueError: not a postcode", "shop/address.py in parse", 9, 0.4),
)


class Sentry:
    """Issues and counts an hour."""

    def __init__(self, trouble: Trouble) -> None:
        self._began = trouble.began

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path below the interface's beginning; 404 for what there is not."""
        if request.path.endswith(f"/api/0/organizations/{ORGANIZATION}/issues/"):
            return self._issues(request)
        if request.path.endswith(f"/api/0/projects/{ORGANIZATION}/{PROJECT}/stats/"):
            return _with_limits(reply(_hours(request, now)))
        return reply({"detail": "The requested resource does not exist"}, HTTPStatus.NOT_FOUND)

    def refusal(self) -> Page:
        """For a token that is wrong or missing."""
        return reply({"detail": "Invalid token"}, HTTPStatus.UNAUTHORIZED)

    def _issues(self, request: Request) -> Page:
        rows = [_issue(number, *each, self._began) for number, each in enumerate(_ISSUES, 1)]
        size = max(1, min(whole(request, "limit", 100), 100))
        cursor = request.query.get("cursor", "").split(":")
        first = int(cursor[1]) * size if len(cursor) == 3 and cursor[1].isdigit() else 0
        more = first + size < len(rows)
        following = address(request, {**request.query, "cursor": f"0:{first // size + 1}:0"})
        link = f'<{following}>; rel="next"; results="{str(more).lower()}"; cursor="0:{first // size + 1}:0"'
        return _with_limits(reply(rows[first : first + size], Link=link))


def _with_limits(page: Page) -> Page:
    limits = {"X-Sentry-Rate-Limit-Limit": "40", "X-Sentry-Rate-Limit-Remaining": "39"}
    return Page(page.status, page.body, page.content_type, {**page.headers, **limits})


def _hours(request: Request, now: datetime) -> list[list[int]]:
    """Pairs of an hour and its events: few at night, more by day."""
    until = whole(request, "until", int(now.timestamp()))
    since = max(whole(request, "since", until - 24 * _HOUR_S), until - 90 * 24 * _HOUR_S)
    hours = range(since // _HOUR_S * _HOUR_S, until, _HOUR_S)
    return [[hour, 4 + min(abs(hour // _HOUR_S % 24 - 2), 12)] for hour in hours]


def _issue(
    number: int, level: str, title: str, culprit: str, count: int, days: float, began: datetime
) -> dict[str, Any]:
    kind, _, value = title.partition(": ")
    return {
        "id": str(1_170_820_000 + number),
        "shortId": f"APP-{number}",
        "title": title,
        "culprit": culprit,
        "permalink": f"https://sentry.io/organizations/{ORGANIZATION}/issues/{1_170_820_000 + number}/",
        "level": level,
        "status": "unresolved",
        "substatus": "new" if days < 1 else "ongoing",
        "project": {"id": "2", "name": "App", "slug": PROJECT},
        "metadata": {"type": kind, "value": value or title},
        "assignedTo": None,
        "count": str(count),
        "userCount": count // 3,
        "firstSeen": stamp(began - timedelta(days=days)),
        "lastSeen": stamp(began - timedelta(minutes=7 * number)),
    }
