"""A run's steps under their phases, with a cursor; the one under it is unfolded."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.reactive import var

from widgets.line import Span, line
from widgets.rows import Row
from widgets.runbooks.step_row import StepView, step_details, step_line
from widgets.unfolding import UnfoldingList

Stretch = tuple[str, str, tuple[StepView, ...]]
"""A phase: its title, its minutes, its steps."""


class StepList(UnfoldingList):
    """The key of a row is the step's id."""

    stretches: var[tuple[Stretch, ...]] = var((), init=False)
    """What is shown."""

    def build(self, width: int) -> Sequence[Row]:
        """Headings and steps at a width."""
        rows: list[Row] = []
        titles = [cell_len(view.title) for view in self._views]
        for number, (title, minutes, views) in enumerate(self.stretches):
            words = line(Span(f"  {title}", "heading"), Span(f"   {minutes}" if minutes else "", "dim"))
            rows.append(Row(f"phase {number}", ((), words) if rows else (words,), selectable=False))
            for view in views:
                lines = [step_line(view, width, self._zone, max(titles, default=46))]
                if self.unfold and view.id == self.cursor:
                    lines += step_details(view, width, self._zone)
                rows.append(Row(view.id, tuple(lines)))
        return rows

    @property
    def view(self) -> StepView | None:
        """The step under the cursor."""
        return next((view for view in self._views if view.id == self.cursor), None)

    @property
    def _views(self) -> list[StepView]:
        return [view for _, _, views in self.stretches for view in views]

    def watch_stretches(self) -> None:
        self.rebuild()
