"""What can be set for repositories at GitHub."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from data.config.base import Duration
from data.web.access import ApiSettings
from data.web.address import HttpUrl

Watched = Literal["runs", "deployments", "vulnerabilities", "scanning"]
RATE_LEFT = "github.rate_left_pct"
FEEDS: dict[Watched, tuple[tuple[str, str], ...]] = {
    "runs": (("ci.runs", "count"), ("ci.failed", "count")),
    "deployments": (("deploy.recent", "count"), ("deploy.failed", "count")),
    "vulnerabilities": (("code.vulnerabilities", "count"),),
    "scanning": (("code.scanning_alerts", "count"),),
}
"""What each part brings, with units."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}")


def _repository(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError('a repository looks like "owner/name"')
    return name


Repository = Annotated[str, AfterValidator(_repository)]


class GithubSettings(ApiSettings):
    """Repositories, and what is asked about each."""

    timeout: Duration = Field(default=15.0, gt=0, le=600)
    """A bound on one whole round, whatever the source does."""
    url: HttpUrl = "https://api.github.com"
    """Where the interface begins; ``https://HOST/api/v3`` for an Enterprise Server."""
    repository: Repository | None = None
    """The repository: ``owner/name``."""
    repositories: tuple[Repository, ...] = Field(default=(), max_length=50)
    """Or several."""
    watch: tuple[Watched, ...] = Field(
        default=("runs", "deployments", "vulnerabilities", "scanning"), min_length=1
    )
    """What is asked about; leave out what the repository has switched off."""
    window: Duration = Field(default=86_400.0, ge=3600, le=30 * 86_400)
    """How far back "today" reaches for runs and deployments."""
    alerts_every: Duration = Field(default=900.0, ge=1)
    """How often alerts about dependencies and code are asked for."""
    rate_warn_pct: float = Field(default=10.0, ge=0, le=100)
    """Fewer calls left of the hour's allowance are a warning."""

    @model_validator(mode="after")
    def _some_repository(self) -> GithubSettings:
        if (self.repository is None) == (not self.repositories):
            raise ValueError("give one of repository and repositories")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """All repositories, each once."""
        return tuple(dict.fromkeys((self.repository,) if self.repository else self.repositories))

    def feeds(self) -> frozenset[str]:
        """What the watched parts bring, and how many calls are left."""
        return frozenset({RATE_LEFT, *(signal for part in self.watch for signal, _ in FEEDS[part])})
