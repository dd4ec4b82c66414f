"""Every key of the screen beneath, derived from its bindings: there is no second list."""

from __future__ import annotations

from collections.abc import Iterable

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
    for heading, wanted in _SECTIONS:
        found = [active for active in ours if _section(active.binding) == wanted]
        if found:
            lines += [(), (Span(heading, "heading"),), *_lines_of(found)]
    return lines


_SECTIONS = (("On this screen", "screen"), ("In the list", "rows"), ("Everywhere", "app"))


def _section(binding: Binding) -> str:
    family = str(binding.id).partition(".")[0]
    return {"rows": "rows", "app": "app", "frame": "app"}.get(family, "screen")


def _lines_of(bindings: Iterable[ActiveBinding]) -> list[Line]:
    by_action: dict[str, list[ActiveBinding]] = {}
    for active in bindings:
        by_action.setdefault(active.binding.action, []).append(active)
    lines: list[Line] = []
    for group in by_action.values():
        first = group[0]
        keys = ", ".join(dict.fromkeys(_shown(active.binding) for active in group))
        tip = first.tooltip or first.binding.tooltip
        lines.append(
            (Span("  " + fit(keys, 16), "accent"), Span(fit(first.binding.description, 20)), Span(tip, "dim"))
        )
    return lines


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
