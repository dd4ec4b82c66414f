"""The line under the banner while something is changed on purpose; no line at all otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.reactive import reactive

from data.models.snapshot import Snapshot
from widgets.frame.standing import Standing
from widgets.line import Line, Span
from widgets.lines import Lines
from widgets.moment import end_time

if TYPE_CHECKING:
    from data.models.maintenance import Opening


class MaintenanceBar(Lines):
    """Shows which window is open, until when, and what it covers."""

    DEFAULT_CSS = """
    MaintenanceBar { padding: 0 1; background: $banner-background; color: $banner-text; }
    """

    snapshot: reactive[Snapshot | None] = reactive(None)
    """Knows the open windows, and the sources that they cover."""
    standing: reactive[Standing | None] = reactive(None)
    """Knows the zone of the times."""

    def watch_snapshot(self) -> None:
        """A window opens or closes, or a source in it changes."""
        self._tell()

    def watch_standing(self) -> None:
        self._tell()

    def _tell(self) -> None:
        if self.snapshot is not None and self.standing is not None:
            self.content = tuple(maintenance_lines(self.snapshot, self.standing.zone))


def maintenance_lines(snapshot: Snapshot, zone: ZoneInfo) -> Sequence[Line]:
    """One line for all windows that are open, the first to close in front."""
    if not snapshot.openings:
        return ()
    first, *others = snapshot.openings
    pieces = [Span("MAINTENANCE ", "accent"), *_told(first, snapshot, zone)]
    if others:
        pieces.append(Span(f"   and {', '.join(each.maintenance.name for each in others)}", "dim"))
    return (tuple(pieces),)


def _told(opening: Opening, snapshot: Snapshot, zone: ZoneInfo) -> tuple[Span, ...]:
    window = opening.maintenance
    covered = [each for each in snapshot.sources if window.covers(each.name, each.group)]
    until = end_time(opening.span.end, snapshot.at, zone)
    what = {0: "covers no source", 1: f"covers {covered[0].name}" if covered else ""}.get(
        len(covered), f"covers {len(covered)} sources"
    )
    silence = ", alarms silenced" if covered and window.silence else ""
    note = f"   {window.note}" if window.note else ""
    return Span(window.name, "strong"), Span(f" until {until} · {what}{silence}"), Span(note, "dim")
