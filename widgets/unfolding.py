"""A list whose row under the cursor shows beneath itself what is known of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from textual.reactive import var

from widgets.rows import RowList


class UnfoldingList(RowList):
    """Built anew when the cursor goes on; `zone` is that of the times in what is unfolded."""

    unfold: var[bool] = var(True, init=False)
    """Whether the row under the cursor is unfolded."""

    def __init__(self, zone: ZoneInfo, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone

    def watch_cursor(self, old: str | None, new: str | None) -> None:
        """Fold the old row, unfold the new one."""
        if self.unfold and old != new:
            self.rebuild()
        super().watch_cursor(old, new)

    def watch_unfold(self) -> None:
        self.rebuild()
