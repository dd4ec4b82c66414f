"""What can be set for a Prometheus source."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from data.config.base import Duration, Line, Settings
from data.config.token import HeaderSettings
from data.providers.prometheus.promql import selectors
from data.web.address import HttpUrl

TARGETS_DOWN = "prometheus.targets_down"
ERROR_RATIO = "slo.error_ratio"
REQUESTS = "slo.requests"
OBJECTIVE = "slo.objective_pct"
BURN_RATE = "slo.burn_rate"
_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


def _label_names(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not _LABEL.fullmatch(name):
            raise ValueError("a label's name is made of letters, digits and underscores")
    return tuple(dict.fromkeys(names))


class PrometheusQuery(Settings):
    """An instant query: one series, or one for each combination of `labels`."""

    signal: Line = Field(min_length=1, max_length=120)
    """The signal that the answer feeds."""
    promql: str = Field(min_length=1, max_length=6000)
    unit: Line = ""
    labels: Annotated[tuple[str, ...], AfterValidator(_label_names)] = ()
    """The labels that tell the series apart."""
    max_age: Duration | None = Field(default=None, ge=0)
    """How old the newest sample behind a value may be; given here, also after its series has stopped."""


def _selector(text: str) -> str:
    found = selectors(text)
    if len(found) != 1 or found[0].text != text.strip() or found[0].window:
        raise ValueError('a metric is wanted, as in http_requests_total{code=~"5.."}; rate and sum are added')
    return text.strip()


class PrometheusSlo(Settings):
    """A service level objective: of all requests, how many may fail."""

    name: Line = Field(min_length=1, max_length=80)
    """What it is about: a service, a way through it."""
    errors: Annotated[str, AfterValidator(_selector)] = Field(max_length=1000)
    """The counter of what went wrong, with its labels."""
    total: Annotated[str, AfterValidator(_selector)] = Field(max_length=1000)
    """The counter of all requests."""
    objective: float | None = Field(default=None, gt=0, lt=100)
    """The percentage that should succeed; by default the availability that the policy demands."""
    window: Duration = Field(default=30 * 86_400.0, ge=7 * 86_400.0, le=90 * 86_400.0)
    """Over how long the budget of errors is reckoned."""


def _named_apart(objectives: tuple[PrometheusSlo, ...]) -> tuple[PrometheusSlo, ...]:
    names = [each.name for each in objectives]
    if len(set(names)) != len(names):
        raise ValueError("two objectives have one name")
    return objectives


class PrometheusSettings(HeaderSettings):
    """A Prometheus server, or whatever speaks its query interface, and what to ask it."""

    url: HttpUrl
    """Where its interface begins: what stands before ``/api/v1``."""
    max_age: Duration = Field(default=180.0, ge=0)
    """How old the newest sample behind a value may be: three scrapes of a minute; 0 is any age."""
    max_series: int = Field(default=200, ge=1, le=1000)
    """As many series of one query are kept; that there are more is said."""
    query: tuple[PrometheusQuery, ...] = ()
    slo: Annotated[tuple[PrometheusSlo, ...], AfterValidator(_named_apart)] = Field(default=(), max_length=50)

    def age_limit(self, query: PrometheusQuery) -> float:
        """The age in seconds that a query's samples may have; 0 is any."""
        return self.max_age if query.max_age is None else query.max_age

    def feeds(self) -> frozenset[str]:
        """The team's own signals, how many targets are down, and what its objectives come to."""
        objectives = {ERROR_RATIO, REQUESTS} if self.slo else set()
        if any(each.objective is not None for each in self.slo):
            objectives |= {OBJECTIVE, BURN_RATE}
        return frozenset({TARGETS_DOWN, *(query.signal for query in self.query), *objectives})
