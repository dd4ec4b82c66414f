"""How old the samples behind a value are.

An instant query answers with the time at which it was asked, whatever the age of what it found:
up to five minutes for a plain selector, up to the whole window for one like rate(x[1h]), which
goes on giving numbers long after x has stopped. The times of the samples themselves are had by
asking timestamp() of each plain selector, and where a series has stopped, the newest of them
within the window that the value was reckoned from. (timestamp() of any other expression, and of
last_over_time(), is just the time of asking.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.models.labels import Labels, labels_from
from data.providers.prometheus.parse import Result
from data.providers.prometheus.promql import Selector

Times = Mapping[Labels, float]
_TAG = "ops_console"
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """The newest samples of one selector, by label; `past` are those found only in its window."""

    selector: Selector
    now: Times
    past: Times


@dataclass(frozen=True, slots=True)
class Newest:
    """The time of the newest sample behind a series; `stopped` where no later one is to be expected."""

    time: float
    stopped: bool


def newest_now(selectors: Sequence[Selector], labels: Sequence[str]) -> str:
    """The query for the newest samples of the series that are still there."""
    return _each(f"max{_by(labels)}(timestamp({selector.text}))" for selector in selectors)


def newest_in_window(selectors: Sequence[Selector], labels: Sequence[str]) -> str:
    """The query for the newest samples of the series that were there within the selectors' windows.

    Looking back goes in steps; a series so short that it fell between two of them is taken to
    have ended when the window begins.
    """
    return _each(_last_in_window(selector, _by(labels)) for selector in selectors)


def there_lately(promql: str, labels: Sequence[str]) -> str:
    """The query for when each series of an expression was last there, within an hour."""
    # The expression may end in a comment.
    return f"max{_by(labels)}(max_over_time(timestamp(\n{promql}\n)[1h:15s]))"


def times(result: Result, labels: Sequence[str], count: int) -> list[Times]:
    """The sample times in the answer to one of the first two, for each of its `count` selectors."""
    found: dict[str, dict[Labels, float]] = {str(position): {} for position in range(count)}
    for each in result.series:
        of_selector = found.get(each.labels.get(_TAG, ""))
        if of_selector is not None and each.value is not None:
            of_selector[group(each.labels, labels)] = each.value
    return list(found.values())


def group(labels: Mapping[str, str], names: Sequence[str]) -> Labels:
    """Those of the named labels that a series has."""
    return labels_from({name: labels[name] for name in names if labels.get(name)})


def has_stopped(selectors: Sequence[Found], series: Sequence[Labels]) -> bool:
    """Whether some series has no recent sample of a metric whose past it may be reckoned from."""
    windowed = [found for found in _by_metric(selectors) if any(each.selector.window for each in found)]
    return any(_fitting([each.now for each in found], one) is None for found in windowed for one in series)


def newest(selectors: Sequence[Found], series: Labels) -> Newest | None:
    """The newest sample behind one series; None where nothing is known of it.

    Of several metrics the one that is longest without a sample counts; of several selectors on
    one metric the newest, since a value of a label that no longer occurs is nothing amiss.
    """
    known = [_newest(found, series) for found in _by_metric(selectors)]
    return min((each for each in known if each is not None), key=lambda each: each.time, default=None)


def _newest(found: Sequence[Found], series: Labels) -> Newest | None:
    now = _fitting([each.now for each in found], series)
    if now is not None:
        return Newest(now, stopped=False)
    past = _fitting([each.past for each in found], series)
    if past is not None:
        return Newest(past, stopped=True)
    # Labels that the expression made up itself: any sample of the metric will have to do.
    any_label = max((time for each in found for time in each.now.values()), default=None)
    return None if any_label is None else Newest(any_label, stopped=False)


def _fitting(parts: Sequence[Times], series: Labels) -> float | None:
    """The newest among the groups that do not contradict the series' labels."""
    return max(
        (time for part in parts for labels, time in part.items() if set(labels) <= set(series)), default=None
    )


def _by_metric(selectors: Sequence[Found]) -> list[list[Found]]:
    metrics: dict[str, list[Found]] = {}
    for found in selectors:
        metrics.setdefault(found.selector.metric, []).append(found)
    return list(metrics.values())


def _each(queries: Iterable[str]) -> str:
    """Several queries as one, their answers told apart by a label."""
    return " or ".join(
        f'label_replace({query}, "{_TAG}", "{position}", "", "")' for position, query in enumerate(queries)
    )


def _last_in_window(selector: Selector, by: str) -> str:
    window = max(int(selector.window * 1000), 1)
    steps = f"[{window}ms:{max(window // _STEPS, 1000)}ms]"
    seen = f"max{by}(max_over_time(timestamp({selector.text}){steps}))"
    begin = f"0 * max{by}(count_over_time({selector.text}[{window}ms])) + time() - {selector.window:g}"
    return f"({seen} or {begin})"


def _by(labels: Sequence[str]) -> str:
    return f" by ({', '.join(labels)}) " if labels else ""
