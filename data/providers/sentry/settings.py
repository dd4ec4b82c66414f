"""What can be set for projects at Sentry."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from data.config.base import Duration
from data.web.access import ApiSettings
from data.web.address import HttpUrl

ISSUES, NEW, PER_HOUR = "errors.issues", "errors.new_issues", "errors.per_hour"
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise ValueError('the slug from its address: small letters, digits and hyphens, like "my-app"')
    return name


Slug = Annotated[str, AfterValidator(_slug)]


class SentrySettings(ApiSettings):
    """An organization's projects and their unresolved issues."""

    url: HttpUrl = "https://sentry.io"
    """Where it is: a region's host, or an installation of one's own."""
    organization: Slug
    """The organization's slug."""
    project: Slug | None = None
    """The project's slug."""
    projects: tuple[Slug, ...] = Field(default=(), max_length=50)
    """Or several."""
    environment: str | None = Field(default=None, max_length=64)
    """Only issues seen in this environment."""
    period: Duration = Field(default=14 * 86_400.0, ge=3600, le=90 * 86_400)
    """Only issues seen within this time."""
    new_within: Duration = Field(default=86_400.0, ge=3600, le=30 * 86_400)
    """An issue first seen within this time is new."""
    issues_every: Duration = Field(default=120.0, ge=1)
    """How often the issues are listed."""

    @model_validator(mode="after")
    def _some_project(self) -> SentrySettings:
        if (self.project is None) == (not self.projects):
            raise ValueError("give one of project and projects")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """All projects, each once."""
        return tuple(dict.fromkeys((self.project,) if self.project else self.projects))

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({ISSUES, NEW, PER_HOUR})
