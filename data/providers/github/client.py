"""Asks GitHub's REST interface (or that of an Enterprise Server), version 2022-11-28.

For each repository, under ``/repos/{owner}/{name}``:

- ``/actions/runs?per_page=100&created=>={hour}``: ``total_count`` and ``workflow_runs[]``, of each
  ``id name display_title head_branch event status conclusion run_number run_attempt actor.login
  created_at run_started_at html_url``
- ``/deployments?per_page=100``: of each ``id sha ref environment description creator.login
  created_at``; then ``/deployments/{id}/statuses?per_page=10``: of the newest by ``created_at``
  its ``state description log_url target_url updated_at``
- ``/dependabot/alerts?state=open&per_page=100``: of each ``number state html_url created_at
  dependency.package.{name,ecosystem} dependency.manifest_path
  security_advisory.{summary,severity,cve_id,ghsa_id}
  security_vulnerability.{severity,vulnerable_version_range,first_patched_version.identifier}``
- ``/code-scanning/alerts?state=open&per_page=100``: of each ``number state html_url created_at
  rule.{id,name,description,severity,security_severity_level} tool.name most_recent_instance.{ref,
  message.text,location.{path,start_line}}``

Pages follow the ``Link`` header; ``ETag`` and ``If-None-Match`` spare the allowance, which the headers
``X-RateLimit-Limit``, ``-Remaining``, ``-Reset`` and ``-Resource`` tell. Errors are
``{"message", "documentation_url"}``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.github.allowance import Allowance
from data.providers.github.errors import refusal
from data.providers.github.questions import Questions
from data.providers.github.settings import FEEDS, GithubSettings, Watched
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_ALERTS: frozenset[Watched] = frozenset({"vulnerabilities", "scanning"})


class GithubProvider:
    """Several repositories with one token; each part of each at its own pace."""

    def __init__(self, settings: GithubSettings, context: ProviderContext) -> None:
        self._allowance = Allowance(settings.rate_warn_pct)
        api = JsonApi(
            settings,
            context.time,
            context.secrets,
            headers=_HEADERS,
            refusal=refusal,
            note=self._allowance.note,
        )
        parts = [part for name in settings.names for part in _parts(settings, name, context)]
        where = f"{mask_url(settings.url)} about {', '.join(settings.names)}"
        self._parts = Parts(api, parts, settings.every, where, self._allowance.slower)

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where every part fails for the same reason."""
        answer = await self._parts.round()
        return replace(answer, observations=(*answer.observations, *self._allowance.observations()))

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()


def _parts(settings: GithubSettings, name: str, context: ProviderContext) -> list[Part]:
    questions = Questions(name, settings.window, context.time)
    asks: dict[Watched, Callable[[Talk], Awaitable[Found]]] = {
        "runs": questions.runs,
        "deployments": questions.deployments,
        "vulnerabilities": questions.vulnerabilities,
        "scanning": questions.scanning,
    }
    return [
        Part(
            f"{watched} of {name}",
            settings.alerts_every if watched in _ALERTS else settings.every,
            FEEDS[watched],
            asks[watched],
            questions.labels,
        )
        for watched in dict.fromkeys(settings.watch)
    ]
