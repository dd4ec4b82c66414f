"""A board as rows: each panel's heading, what is the matter with it, its facts, and what is folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from data.models.board import Board, Fact, Panel, Shape
from data.models.snapshot import Phase
from data.quantity import known
from widgets.boards.board_columns import Columns, Numbers
from widgets.boards.board_order import matches, ordered, risen
from widgets.boards.board_panel import counts, message_lines, sleeping_line, title_of
from widgets.boards.board_row import Setting, began, fact_line
from widgets.line import Line, Span, width_of, wrap
from widgets.rows import Row

PANEL, MORE = "panel:", "more:"
"""What the keys of rows begin with that are no facts: a panel's message, and what is folded away."""
_INDENT = 2
_AT_MOST = 500
"""No panel is longer than this, opened or not: nobody reads on, and keys must be answered."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a person wants to see a board.

    `held` keeps the order in which the facts of each panel stand; `opened` are the panels of
    which everything is shown, of the others only `most` facts.
    """

    order: str = "worst first"
    words: tuple[str, ...] = ()
    most: int = 8
    opened: frozenset[str] = frozenset()
    held: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A panel with the facts that the filter leaves; `order` are the keys of all, as they stand."""

    panel: Panel
    facts: tuple[Fact, ...]
    order: tuple[str, ...]
    rising: frozenset[str]

    @property
    def hidden(self) -> int:
        """How many facts the filter hides."""
        return len(self.order) - len(self.facts)


def sections(board: Board, arranged: Arrangement) -> list[Section]:
    """The panels of a board with their facts in order."""
    found = []
    for panel in board.panels:
        held = arranged.held.get(panel.id, ())
        facts = ordered(panel.facts, arranged.order, held)
        rising = risen(panel.facts, arranged.order, held) if held else frozenset()
        left = tuple(fact for fact in facts if matches(fact, arranged.words))
        found.append(Section(panel, left, tuple(fact.key for fact in facts), rising))
    return found


def rows_of(
    found: Sequence[Section], arranged: Arrangement, setting: Setting, width: int, names: tuple[str, str]
) -> list[Row]:
    """The rows at a width; `names` are those of the columns that compare and that show the trend."""
    asleep = [each for each in found if each.panel.phase is Phase.NOT_CONFIGURED and not each.panel.facts]
    shown = [each for each in found if each not in asleep and (each.facts or not arranged.words)]
    numbers = {each.panel.id: Numbers.of(each.facts[: _most(each, arranged)]) for each in shown}
    room = max((each.room for each in numbers.values()), default=0)
    change, since = _columns(shown, setting)
    rows: list[Row] = []
    titled = False
    for each in shown:
        fitted = replace(numbers[each.panel.id], room=room)
        columns = Columns.at(width, fitted, change=change, since=since)
        first = not titled and bool(each.facts) and each.panel.shape is Shape.LINES
        titled = titled or first
        rows.append(_heading(each, columns, names if first else None, blank=bool(rows)))
        rows += _body(each, arranged, columns, setting)
    return [*rows, *_asleep(asleep, arranged, width, blank=bool(rows))]


def _asleep(found: Sequence[Section], arranged: Arrangement, width: int, *, blank: bool) -> Iterator[Row]:
    """What is not configured, at the end and in one line each until it is opened."""
    if not found or arranged.words:
        return
    title: Line = (Span("Not configured", "heading"), Span("   enter shows the lines for it", "dim"))
    yield Row("title:", ((), title) if blank else (title,), selectable=False)
    for each in found:
        opened = each.panel.id in arranged.opened
        lines = message_lines(each.panel, width, opened=True) if opened else ()
        yield Row(PANEL + each.panel.id, (sleeping_line(each.panel), *lines))


def _columns(shown: Sequence[Section], setting: Setting) -> tuple[bool, bool]:
    """Whether any line has something to say of what it was before, and of since when."""
    lines = [fact for each in shown if each.panel.shape is Shape.LINES for fact in each.facts]
    change = setting.comparing and any(fact.compared for fact in lines)
    return change, any(began(fact) for fact in lines)


def _heading(each: Section, columns: Columns, names: tuple[str, str] | None, *, blank: bool) -> Row:
    counted = counts(each.panel)
    title = title_of(each.panel, counted)
    notes: list[Line] = []
    room = columns.width if names is None else columns.name + 1
    if width_of(title) > room:
        title = title_of(each.panel, counted, noted=False)
        notes = wrap(each.panel.note, columns.width, "dim", _INDENT)
    if width_of(title) > room:
        title = title_of(each.panel, "", noted=False)
        notes = [(Span(" " * _INDENT + counted, "dim"),), *notes]
    if names is not None:
        title = columns.heading(title, width_of(title), *names)
    lines = (title, *notes)
    return Row(f"title:{each.panel.id}", ((), *lines) if blank else lines, selectable=False)


def _body(each: Section, arranged: Arrangement, columns: Columns, setting: Setting) -> Iterator[Row]:
    panel, opened = each.panel, each.panel.id in arranged.opened
    if (panel.phase is not Phase.FRESH or not panel.facts) and not arranged.words:
        message = message_lines(panel, columns.width, opened)
        if message:
            yield Row(PANEL + panel.id, message)
    most = _most(each, arranged)
    values = [abs(fact.value) for fact in each.facts if fact.value is not None and known(fact.value)]
    greatest = max(values, default=0.0)
    for fact in each.facts[:most]:
        line = fact_line(fact, panel.shape, columns, setting, greatest, fact.key in each.rising)
        yield Row(fact.key, (line,))
    if more := _more(each, most, opened):
        yield Row(MORE + panel.id, ((Span(f"  {more}", "dim"),),))


def _most(each: Section, arranged: Arrangement) -> int:
    """As many facts are shown; one more than that is not worth a line that says so."""
    if each.panel.id in arranged.opened or len(each.facts) <= arranged.most + 1:
        return min(len(each.facts), _AT_MOST)
    return arranged.most


def _more(each: Section, most: int, opened: bool) -> str:
    """How much is not shown, and why."""
    folded = len(each.facts) - most
    total = each.panel.total or 0
    unlisted = max(0, total - len(each.panel.facts))
    does = "a filter finds them" if opened else "enter shows them"
    parts = [f"{folded:,} more, {does}" if folded else ""]
    if unlisted:
        parts.append(f"{unlisted:,} further ones are not listed here")
    if opened and len(each.facts) > 1:
        parts.append("enter shows fewer")
    return "; ".join(part for part in parts if part)
