"""What can be set for an AWS account."""

from __future__ import annotations

from pydantic import Field, field_validator, model_validator

from data.config.base import Duration, Line, LocalPath, SourceSettings
from data.config.nearest import did_you_mean
from data.providers.aws.table import NAMES, chosen
from data.web.address import HttpUrl

_COST_S = 6 * 3600.0


class AwsSettings(SourceSettings):
    """An account in a region, and which of its services to ask; each service has a pace of its own."""

    every: Duration = Field(default=60.0, ge=0.5)
    """How often to look which services are due."""
    timeout: Duration = Field(default=30.0, gt=0, le=600)
    """A bound on one round with one service."""
    profile: Line = ""
    """A profile of AWS' own configuration; else the ordinary chain of credentials is followed."""
    credentials_file: LocalPath | None = None
    """Where the profile's keys are, in place of ``~/.aws/credentials``."""
    region: Line = ""
    """Where the services are; else what the profile or the environment says."""
    endpoint_url: HttpUrl | None = None
    """Where every service is asked in place of AWS' own addresses: for tests and the lab."""
    services: tuple[Line, ...] = ()
    """Their names; all of them by default, and then nothing is said of what the account does not have."""
    pace: dict[str, Duration] = {}
    """How often to ask a service, where its own pace does not fit: { cloudwatch = "1m" }."""

    @field_validator("services")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            _check(name)
        return tuple(dict.fromkeys(names))

    @field_validator("pace")
    @classmethod
    def _paced(cls, pace: dict[str, float]) -> dict[str, float]:
        for name, seconds in pace.items():
            _check(name)
            if seconds < 1:
                raise ValueError("a pace is at least 1s")
        return pace

    @model_validator(mode="after")
    def _affordable(self) -> AwsSettings:
        """At AWS' own address, each look at the costs is on the bill."""
        if self.endpoint_url is None and self.pace.get("cost", _COST_S) < _COST_S:
            raise ValueError("Cost Explorer takes $0.01 a request: a pace of cost is at least 6h")
        return self

    def feeds(self) -> frozenset[str]:
        """The signals of the services that are asked."""
        return frozenset(signal for service in chosen(self.services) for signal in service.feeds)


def _check(name: str) -> None:
    if name not in NAMES:
        hint = did_you_mean(name, NAMES) or f"known are {', '.join(sorted(NAMES))}"
        raise ValueError(f'there is no service "{name}": {hint}')
