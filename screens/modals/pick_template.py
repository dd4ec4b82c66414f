"""Which text to begin with: what is due first, then all templates, then words of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from data.messages.beginning import key_of
from data.models.message import Template
from widgets.line import Line, Span, fit, line
from widgets.lines import Lines
from widgets.rows import Row, RowList


class TemplateList(RowList):
    """One template a row."""

    def __init__(self, templates: Sequence[Template], why: Mapping[str, str]) -> None:
        super().__init__()
        self._templates = templates
        self._why = why

    def build(self, width: int) -> Sequence[Row]:
        """What each is for, and where it comes from."""
        return [Row(key_of(each), (self._line(each, width),)) for each in self._templates]

    def _line(self, template: Template, width: int) -> Line:
        why = self._why.get(template.id, "") if template.id else ""
        source = template.document or template.origin
        room = max(20, width - 42)
        return line(
            Span(fit(template.audience.value, 9), "accent" if why else "plain"),
            Span(fit(template.moment.value if template.id else "", 11), "dim"),
            Span(fit(template.title, room), "strong" if why else "plain"),
            Span(f" {fit(why or source, 20)}", "warn" if why else "dim"),
        )


class PickTemplate(ModalScreen[Template | None]):
    """A list; enter takes one, escape leaves the text as it is."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape,q", "leave", "Back", id="pick.leave")]

    def __init__(self, templates: Sequence[Template], why: Mapping[str, str]) -> None:
        """`why` tells, by a template's id, why it is due."""
        super().__init__()
        self._templates = {key_of(each): each for each in templates}
        self._why = why

    def compose(self) -> ComposeResult:
        """The list under its keys."""
        with Vertical(classes="dialog wide tall"):
            yield Lines(
                (line(Span("Begin with", "strong"), Span("   enter takes it, esc goes back", "dim")),)
            )
            yield TemplateList(list(self._templates.values()), self._why)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """This one."""
        event.stop()
        self.dismiss(self._templates.get(event.key or ""))

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss(None)
