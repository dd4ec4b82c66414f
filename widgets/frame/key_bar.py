"""The keys of the screen in one line that can be clicked, as its bindings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.reactive import reactive
from textual.screen import Screen

from widgets.line import Line, Span
from widgets.lines import Lines

_GAP = 1
_ALL_KEYS = "app.keys"
_EVERYWHERE = ("app", "frame")
"""The families of keys that every screen has, as their ids begin."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key, how it is written, and what it does."""

    key: str
    display: str
    does: str
    enabled: bool = True
    dear: bool = False
    """Whether it stays where others find no room: the key that tells all others."""

    @property
    def width(self) -> int:
        """How many cells it takes, with the gap behind it."""
        return cell_len(f"{self.display} {self.does}") + _GAP


class KeyBar(Lines):
    """One widget in place of Textual's footer, which is one a key and dear to lay out at the start."""

    COMPONENT_CLASSES = {"tone--accent"}
    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1;
      & > .tone--accent { color: $accent; text-style: bold; }
    }
    """

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    """What is shown."""

    def build(self, width: int) -> Sequence[Line]:
        """The line of keys and what they do."""
        pieces: list[Span] = []
        for hint in fitting(self.hints, width):
            key, does = Span(hint.display, "accent"), Span(f" {hint.does}")
            pieces += [key, does] if hint.enabled else [key._replace(tone="dim"), does._replace(tone="dim")]
            pieces.append(Span(" " * _GAP))
        return (tuple(pieces[:-1]),)

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        at = 1
        for hint in fitting(self.hints, self.size.width):
            if at <= event.x < at + hint.width - _GAP and hint.enabled:
                self.app.simulate_key(hint.key)
            at += hint.width

    def _follow(self, screen: Screen[object]) -> None:
        shown: dict[str, KeyHint] = {}
        for _, binding, enabled, _ in sorted(screen.active_bindings.values(), key=self._rank):
            if binding.show and binding.action not in shown:
                display = self.app.get_key_display(binding)
                dear = binding.action == _ALL_KEYS
                shown[binding.action] = KeyHint(binding.key, display, binding.description, enabled, dear)
        self.hints = tuple(shown.values())

    def _rank(self, active: ActiveBinding) -> tuple[bool, bool, bool]:
        """First what steers a special console, then what is done here, what everywhere, and all keys last."""
        everywhere = str(active.binding.id).partition(".")[0] in _EVERYWHERE
        return active.node is not self.app, everywhere, active.binding.action == _ALL_KEYS


def fitting(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """Those that fit whole, the first ones first; one that tells all others always stays."""
    kept = list(hints)
    while sum(hint.width for hint in kept) - _GAP > width:
        at = next((at for at in range(len(kept) - 1, -1, -1) if not kept[at].dear), None)
        if at is None:
            break
        del kept[at]
    return kept
