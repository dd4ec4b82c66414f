"""Every key of the screen beneath, derived from its bindings: there is no second list."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from widgets.line import Line, Span, fit
from widgets.lines import Lines


class Keys(ModalScreen[None]):
    """The bindings that were active when `?` was pressed."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape,question_mark,q,enter", "close", "Close", id="keys.close")]

    def __init__(self, active: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._active = list(active)

    def compose(self) -> ComposeResult:
        """One scrolling list."""
        with VerticalScroll(classes="dialog wide"):
            yield Lines(key_lines(self._active))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss()


def key_lines(bindings: Iterable[ActiveBinding]) -> list[Line]:
    """The screen's own keys first, then those of the list in it, then those that work everywhere.

    Textual's own scrolling and copying keys carry no id of ours and are left out.
    """
    ours = [
        active for active in bindings if active.enabled and active.binding.id and active.binding.description
    ]
    lines: list[Line] = [(Span("Keys here", "strong"), Span("   esc closes", "dim"))]
    sections = {
        heading: _rows([active for active in ours if _section(active.binding) == wanted])
        for heading, wanted in _SECTIONS
    }
    every = [row for rows in sections.values() for row in rows]
    keys, does = (max((cell_len(row[at]) for row in every), default=0) + _GAP for at in (0, 1))
    for heading, rows in sections.items():
        if rows:
            lines += [(), (Span(heading, "heading"),)]
            lines += [
                (Span("  " + fit(row[0], keys), "accent"), Span(fit(row[1], does)), Span(row[2], "dim"))
                for row in rows
            ]
    return lines


_GAP = 2
_SECTIONS = (("On this screen", "screen"), ("In the list", "rows"), ("Everywhere", "app"))


def _section(binding: Binding) -> str:
    family = str(binding.id).partition(".")[0]
    return {"rows": "rows", "app": "app", "frame": "app"}.get(family, "screen")


def _rows(bindings: Iterable[ActiveBinding]) -> list[tuple[str, str, str]]:
    """Keys, what they do, and more about it; a row an action."""
    by_action: dict[str, list[ActiveBinding]] = {}
    for active in bindings:
        by_action.setdefault(active.binding.action, []).append(active)
    rows: list[tuple[str, str, str]] = []
    for group in by_action.values():
        first = group[0]
        keys = ", ".join(dict.fromkeys(_shown(active.binding) for active in group))
        tip = first.tooltip or first.binding.tooltip
        rows.append((keys, first.binding.description, tip))
    return rows


_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "enter": "enter",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
}

_ARROWS = ("←", "→", "←→")


def _shown(binding: Binding) -> str:
    """A key by its name, arrows in words: beside others a sign could be taken for a key of its own."""
    named = _NAMES.get(binding.key, binding.key.replace("ctrl+", "^"))
    return named if binding.key_display in (None, *_ARROWS) else str(binding.key_display)
