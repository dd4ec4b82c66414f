"""A plot in its place: its words above it, the picture under them, a cursor that reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.reactive import reactive

from widgets.charts.chart import GUTTER, Chart
from widgets.charts.chart_words import chart_words, cursor_words
from widgets.line import Line, Span
from widgets.lines import Lines

Draw = Callable[[Chart, int, int, float | None], list[Line]]

_NAMED = 100
"""Cells from which on there is room for the name, which the list shows anyway."""
_STEPS = 60
"""A plot is crossed by its cursor in so many steps."""


class ChartView(Lines):
    """Shows `chart`; where there is none it shows `content`, wrapped by whoever gave it.

    What draws is heavy: it is fetched in a thread when there is first something to draw.
    """

    DEFAULT_CSS = "ChartView { height: 8; }"

    chart: reactive[Chart | None] = reactive(None)
    """What is drawn."""
    cursor: reactive[float | None] = reactive(None)
    """The moment that is read (monotonic seconds)."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._fetching = False
        self._drawn: tuple[object, Sequence[Line]] = (None, ())

    def build(self, width: int) -> Sequence[Line]:
        """Words and picture, made anew only when something about them is another."""
        if self.chart is None:
            return self.content
        wanted = (self.chart, self.cursor, width, self.size.height, self._draw is None)
        if self._drawn[0] != wanted:
            self._drawn = wanted, self._make(self.chart, width)
        return self._drawn[1]

    def move(self, step: int) -> None:
        """Move the cursor by so many steps; the first time it stands at the newest point."""
        chart = self.chart
        if chart is None:
            return
        if self.cursor is None:
            self.cursor = chart.series.times[-1]
            return
        length = (chart.end - chart.start) / _STEPS
        self.cursor = max(chart.start, min(chart.end, self.cursor + step * length))

    def on_click(self, event: events.Click) -> None:
        """Read the moment that was clicked on."""
        chart, room = self.chart, self.size.width - GUTTER - 1
        if chart is not None and room > 0:
            share = max(0.0, min(1.0, (event.x - GUTTER - 1) / room))
            self.cursor = chart.start + share * (chart.end - chart.start)

    def watch_chart(self, chart: Chart | None) -> None:
        """Fetch what draws when it is first needed."""
        if chart is not None and self._draw is None and not self._fetching:
            self._fetching = True
            self.run_worker(self._fetch, thread=True, exit_on_error=False, group="plot")

    def _fetch(self) -> None:
        from widgets.charts.chart_drawing import chart_lines  # noqa: PLC0415 - heavy: only when first needed

        self.app.call_from_thread(self._fetched, chart_lines)

    def _fetched(self, draw: Draw) -> None:
        self._draw = draw
        self.refresh()

    def _make(self, chart: Chart, width: int) -> Sequence[Line]:
        named = width >= _NAMED
        words = (
            chart_words(chart, named=named)
            if self.cursor is None
            else cursor_words(chart, self.cursor, named=named)
        )
        if self._draw is None:
            return (words, (Span("drawing…", "dim"),))
        return (words, *self._draw(chart, width, self.size.height - 1, self.cursor))
