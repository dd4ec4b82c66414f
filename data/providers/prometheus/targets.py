"""How many of the things that Prometheus scrapes do not answer it."""

from __future__ import annotations

from data.models.failure import Failure
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.prometheus.parse import Result, Series
from data.providers.prometheus.settings import TARGETS_DOWN
from data.safe import safe

QUERY = (
    'label_replace(count(up), "ops_console", "all", "", "")'
    ' or label_replace(count(up == 0), "ops_console", "down", "", "")'
    " or topk(3, up == 0)"
)


def parse_targets(result: Result) -> Observation:
    """The count of those that are down, with the names of the first."""
    counts = {
        each.labels["ops_console"]: each.value for each in result.series if "ops_console" in each.labels
    }
    every, down = counts.get("all"), counts.get("down") or 0.0
    if not every:
        return _none("no scrape target is known")
    if not down:
        return Observation(TARGETS_DOWN, 0.0, "count", detail=f"all {every:.0f} are up", query="up")
    names = [_name(each) for each in result.series if "ops_console" not in each.labels]
    more = f" and {down - len(names):.0f} more" if down > len(names) else ""
    words = safe(f"{down:.0f} of {every:.0f}: {'; '.join(names)}{more}")
    return Observation(TARGETS_DOWN, down, "count", judged=Verdict.WARN, detail=words, query="up == 0")


def targets_failed(failure: Failure) -> Observation:
    """What is said where that cannot be asked."""
    return Observation(TARGETS_DOWN, None, "count", detail=failure.message, failure=failure, query="up == 0")


def _name(series: Series) -> str:
    return " ".join(series.labels[name] for name in ("job", "instance") if series.labels.get(name))


def _none(words: str) -> Observation:
    return Observation(TARGETS_DOWN, None, "count", detail=words, query="up")
