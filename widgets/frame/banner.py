"""The first line of every frame: where one is, by which policy, who, and what time it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.reactive import reactive

from widgets.frame.standing import Standing
from widgets.line import Line, Span, fit
from widgets.lines import Lines


class Banner(Lines):
    """Environment and screen on the left, the rest on the right as room allows."""

    COMPONENT_CLASSES = {"tone--fail", "tone--heading", "tone--warn"}
    DEFAULT_CSS = """
    Banner { height: 1; background: $banner-background; color: $banner-text;
      & > .tone--fail { color: $environment-text; background: $environment-production; text-style: bold; }
      & > .tone--heading { color: $environment-text; background: $environment-other; text-style: bold; }
      & > .tone--warn { color: $background; background: $warning; text-style: bold; }
      &:nocolor > .tone--fail, &:nocolor > .tone--heading { text-style: bold reverse; }
      &:nocolor > .tone--warn { text-style: bold reverse; }
    }
    """

    standing: reactive[Standing | None] = reactive(None)
    """Who and where."""
    now: reactive[datetime | None] = reactive(None)
    """The moment shown, to the minute."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def build(self, width: int) -> Sequence[Line]:
        """One line, cut from the right in the order of what can be missed."""
        if self.standing is None:
            return ((),)
        return (banner_line(self.standing, self._title, self.now, width),)


def banner_line(standing: Standing, title: str, now: datetime | None, width: int) -> Line:
    """The banner at a width: nothing that says where one is is ever cut."""
    left: list[Span] = [
        Span(f" {standing.environment.upper()} ", "fail" if standing.production else "heading"),
        Span(" "),
    ]
    for badge in standing.badges:
        left += [Span(f" {badge} ", "warn"), Span(" ")]
    if standing.journal:
        left += [Span(f" {standing.journal} ", "warn" if standing.alarm else "heading"), Span(" ")]
    left.append(Span(title, "strong"))
    used = sum(cell_len(piece.text) for piece in left)
    local = now.astimezone(standing.zone) if now else None
    parts = [
        f"{local:%H:%M}" if local else "",
        f"{local:%a} {local.day} {local:%b}" if local else "",
        standing.who,
        f"policy {standing.policy}" if standing.policy else "",
        str(standing.zone),
    ]
    return (*left, Span(_right(parts, width - used)))


def _right(parts: list[str], room: int) -> str:
    """As many parts as fit, the first ones being the dearest; shown in reading order."""
    kept: list[str] = []
    for part in parts:
        if part and cell_len("   ".join([*kept, part])) + 2 <= room:
            kept.append(part)
    order = [3, 2, 0, 1, 4]
    shown = [parts[at] for at in order if parts[at] in kept]
    return fit("   ".join(shown) + " ", max(0, room), right=True)
