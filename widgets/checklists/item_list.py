"""A checklist's items with a cursor; the one under it shows its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.reactive import var

from widgets.checklists.item_row import ItemView, item_details, item_line
from widgets.line import Line, Span, line
from widgets.rows import Row
from widgets.unfolding import UnfoldingList

Section = tuple[str, tuple[ItemView, ...]]


class ItemList(UnfoldingList):
    """Groups of items; `sections` is (heading, items) in the list's order."""

    sections: var[tuple[Section, ...]] = var((), init=False)
    """What is shown."""

    def build(self, width: int) -> Sequence[Row]:
        """Headings and items at a width."""
        rows: list[Row] = []
        titles = [cell_len(view.item.title) for _, views in self.sections for view in views]
        for heading, views in self.sections:
            words = line(Span(f"  {heading}", "heading"))
            lines_above = ((), words) if rows else (words,)
            rows.append(Row(f"group {heading}", lines_above, selectable=False))
            for view in views:
                lines: list[Line] = [item_line(view, width, self._zone, max(titles))]
                if self.unfold and view.item.id == self.cursor:
                    lines += item_details(view, width, self._zone)
                rows.append(Row(view.item.id, tuple(lines)))
        return rows

    @property
    def view(self) -> ItemView | None:
        """The item under the cursor."""
        views = [view for _, group in self.sections for view in group]
        return next((view for view in views if view.item.id == self.cursor), None)

    def watch_sections(self) -> None:
        self.rebuild()
