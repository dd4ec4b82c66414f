"""One signal of an incident: what it was, what it is, and its way with the declaration marked in it."""

from __future__ import annotations

from data.incidents.affected import Affected
from data.models.series import Series
from data.models.verdict import Verdict
from data.quantity import format_value
from widgets.boards.board_trend import trend_of
from widgets.line import Line, Span, fit, line, wrap
from widgets.sign import TONE_OF, quiet, sign

_MARK = "┊"
_BEFORE = 1 / 4
"""The share of the cells that stands before the declaration."""
_SHARES = (15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 21_600.0, 86_400.0)
_VALUE = 16
_NAME = 44


def signal_line(signal: Affected, width: int, elapsed: float) -> Line:
    """Sign, name, then and now, and the trend; why there is no value where there is none."""
    cells = max(12, min(32, width // 3))
    name = min(_NAME, max(10, width - 3 - _VALUE - 1 - cells))
    tone = TONE_OF[signal.verdict]
    title = " · ".join(part for part in (signal.source, signal.title) if part)
    start = line(sign(signal.verdict), Span(" "), Span(fit(title, name), quiet(signal.verdict)), Span(" "))
    if signal.value is None:
        return (*start, Span(signal.words, tone))
    before, after = marked_trend(signal, elapsed, cells)
    return (
        *start,
        Span(fit(change_words(signal), _VALUE) + " ", "plain" if signal.verdict is Verdict.PASS else tone),
        Span(before, "dim"),
        Span(_MARK, "accent"),
        Span(after, "dim" if signal.verdict is Verdict.PASS else tone),
    )


def marked_trend(signal: Affected, elapsed: float, cells: int) -> tuple[str, str]:
    """The trend before and after the declaration; both stand still until a new share of time begins."""
    earlier = int(cells * _BEFORE)
    later = cells - earlier - 1
    share = next((each for each in _SHARES if elapsed < each * later), _SHARES[-1])
    points = [(at, value) for at, value in signal.points if at < share * later]
    series = Series(tuple(at for at, _ in points), tuple(value for _, value in points))
    drawn = trend_of(series, -earlier * share, later * share, None, earlier + later)
    return drawn[:earlier], drawn[earlier:]


def change_words(signal: Affected) -> str:
    """``81 → 97 %``: at the declaration, and now."""
    now = format_value(signal.value, signal.unit)
    if signal.before is None or signal.before == signal.value:
        return now
    before = format_value(signal.before, signal.unit)
    unit = now.rpartition(" ")[2]
    same = " " in now and before.endswith(f" {unit}")
    return f"{before.removesuffix(f' {unit}') if same else before} → {now}"


def signal_details(signal: Affected, width: int) -> list[Line]:
    """What it is held against, in whole sentences."""
    limit = signal.limit
    told = [signal.words, f"{limit.policy} § {limit.section}" if limit is not None else ""]
    if signal.value is not None and signal.before is not None:
        told.append(f"at the declaration {format_value(signal.before, signal.unit)}")
    return [each for words in told if words for each in wrap(words, width, "dim", 4)]
