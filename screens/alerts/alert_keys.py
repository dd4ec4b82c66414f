"""What both screens about alerts have in common: the keys, and the desk they look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.binding import Binding

from data.alerts.desk import Desk
from data.alerts.exporting import desk_csv
from data.alerts.memory import Memory
from data.models.policy import Policy
from screens.frame import FrameScreen
from screens.messages import AlertAsked, Export
from widgets.alerts.alert_detail import case_lines, silence_lines
from widgets.frame.standing import Standing
from widgets.line import Line, Span

Look = Callable[[], tuple[Desk, Memory]]
"""The desk as it is at this moment, and what has been seen of it."""


class AlertKeys(FrameScreen):
    """Passes on what is to be done about the alert that `subject` names."""

    BINDINGS = [
        Binding("a", "alert('acknowledge')", "Ack", id="alerts.ack", tooltip="Take it on, or give it back"),
        Binding("s", "alert('silence')", "Silence", id="alerts.silence", tooltip="Silence it for a time"),
        Binding("e", "alert('extend')", "Extend", id="alerts.extend", tooltip="Have its silence end later"),
        Binding("x", "alert('end')", "End", id="alerts.end", tooltip="End its silence or acknowledgement"),
        Binding("r", "alert('runbook')", "Runbook", id="alerts.runbook", tooltip="Open what answers it"),
        Binding("C", "table", "CSV", show=False, id="alerts.csv", tooltip="Write the desk as CSV"),
        Binding("X", "picture", "Picture", show=False, id="alerts.svg", tooltip="Write this screen as SVG"),
    ]

    def __init__(self, standing: Standing, look: Look, policies: Sequence[Policy]) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.look = look
        self.policies = tuple(policies)

    def action_alert(self, act: str) -> None:
        """Ask for it."""
        if self.subject():
            self.post_message(AlertAsked(act, self.subject()))

    def action_table(self) -> None:
        """The desk, for a person to take away."""
        desk, _ = self.look()
        self.post_message(Export(_file(desk, "csv"), desk_csv(desk)))

    def action_picture(self) -> None:
        """This screen as a picture."""
        from screens.picture import picture_of  # noqa: PLC0415 - only when first asked for

        self.post_message(Export(_file(self.look()[0], "svg"), picture_of(self)))


def block(desk: Desk, key: str, policies: Sequence[Policy], width: int) -> tuple[Line, ...]:
    """The alert or silence of a key whole; a word where it is there no longer."""
    case, kept = desk.case(key), desk.kept(key)
    if case is not None:
        return tuple(case_lines(case, desk, policies, width))
    if kept is not None:
        return tuple(silence_lines(kept, desk, width))
    return ((Span("This is over: it is no longer listed.", "dim"),),) if key else ()


def _file(desk: Desk, ending: str) -> str:
    return f"alerts-{desk.now.astimezone(desk.zone):%Y%m%d-%H%M%S}.{ending}"
