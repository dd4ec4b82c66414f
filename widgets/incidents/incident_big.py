"""An incident for those who look on from across the room: few things, large and calm."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.reactive import var

from data.incidents.affected import Affected
from data.incidents.room import Room
from data.models.incident import Audience
from widgets.big_text import big_text, big_width
from widgets.countdown import lasting
from widgets.incidents.incident_clock import clock_line, open_and_settled
from widgets.incidents.incident_event import event_line
from widgets.incidents.incident_head import CHIPS, lasted
from widgets.incidents.incident_signal import signal_line
from widgets.line import Line, Span, Tone, clip, fit, line, width_of, wrap
from widgets.lines import Lines

_LARGE = (150, 44)
"""Columns and rows from which everything large is twice as large."""
_SIGNALS = 3


class BigIncident(Lines):
    """Fills its space: what matters most is on top, the timeline takes what is left."""

    DEFAULT_CSS = "BigIncident { height: 1fr; padding: 0 2; }"

    room: var[Room | None] = var(None, init=False)
    """What is shown."""

    def build(self, width: int) -> Sequence[Line]:
        """As many lines as there are rows."""
        return self.content

    def watch_room(self) -> None:
        """Draw it anew."""
        self.fill()

    def on_resize(self) -> None:
        """Fill the new space."""
        self.fill()

    def fill(self) -> None:
        """Lay the lines out for the space there is."""
        width, height = self.content_size
        if self.room is not None and width and height:
            self.content = tuple(big_lines(self.room, width, height))


def big_lines(room: Room, width: int, height: int) -> list[Line]:
    """Everything in so much space."""
    large = width >= _LARGE[0] and height >= _LARGE[1]
    blocks = [
        _head(room, width, 2 if large else 1),
        _clocks(room, 4 if large else 2),
        _people(room, width),
        [signal_line(each, width, room.elapsed) for each in worst(room)],
    ]
    gaps = len(blocks) if sum(map(len, blocks)) + len(blocks) < height else 1
    lines: list[Line] = []
    for at, block in enumerate(blocks):
        lines += [*([()] if lines and block and at <= gaps else []), *block]
    left = height - len(lines) - 1
    events = room.incident.timeline[-max(0, left) :] if left > 0 else ()
    today = room.now.astimezone(room.zone).date()
    return [*lines, (), *(event_line(each, room.zone, today=today) for each in reversed(events))][:height]


def worst(room: Room) -> list[Affected]:
    """The three signals that are worst, in an order that lasts."""
    once = {(each.source, each.words): each for each in reversed(room.signals)}
    kept = [each for each in room.signals if once[each.source, each.words] is each]
    return sorted(kept, key=lambda each: -each.verdict.rank)[:_SIGNALS]


def _head(room: Room, width: int, scale: int) -> list[Line]:
    incident, named = room.incident, room.severity
    rank = named.rank if named else len(CHIPS)
    tone: Tone = "pass" if incident.stage.over else CHIPS[min(rank, len(CHIPS) - 1)]
    clock = hours(lasted(room))
    severity = incident.severity if big_width(f"{incident.severity}  {clock}", scale) <= width else ""
    left = big_text(severity, tone, scale)
    right = big_text(clock, "strong", scale)
    gap = max(2, width - big_width(severity, scale) - big_width(clock, scale))
    rows = [(*a, Span(" " * gap), *b) for a, b in zip_longest(left or [()] * len(right), right, fillvalue=())]
    stage: Tone = "pass" if incident.stage.over else "accent"
    ago = "" if incident.stage.over else f", {lasting(room.elapsed)} ago"
    since = f"declared {incident.start.at.astimezone(room.zone):%H:%M %a}{ago}"
    words = f"{named.id} {named.name}" if named else incident.severity or "no severity"
    state = line(Span(words, tone), Span("   "), Span(incident.stage.value.upper(), stage))
    under = (*state, Span(fit(since, max(0, width - width_of(state)), right=True), "dim"))
    title = incident.title or "its declaration is lost"
    return [(), *rows, (), under, *wrap(title, width, "strong")[:2]]


def hours(seconds: float) -> str:
    """Hours and minutes: ``0:42``."""
    whole = int(max(0.0, seconds)) // 60
    return f"{whole // 60}:{whole % 60:02}"


def _clocks(room: Room, most: int) -> list[Line]:
    waiting, _ = open_and_settled(room)
    if not waiting:
        return [line(Span("✓", "pass"), Span(" nothing is due", "dim"))]
    lines = [clock_line(each, room) for each in waiting[:most]]
    more = len(waiting) - most
    return [*lines, *([line(Span(f"  {more} more run", "dim"))] if more > 0 else [])]


def _people(room: Room, width: int) -> list[Line]:
    roles = [role for role in room.incident.roles.values() if role.who]
    who = "   ".join(f"{role.name} {role.who}" for role in roles) or "nobody has a role"
    lines: list[Line] = [clip(line(Span(who, "plain" if roles else "warn")), width)]
    public = [each for each in room.incident.updates if each.audience is Audience.PUBLIC]
    if public:
        since = lasting(room.incident.steady(room.now, room.host) - public[-1].stamp.steady)
        lines += wrap(f"Told customers {since} ago: {public[-1].text}", width)[:2]
    else:
        lines.append(line(Span("Customers have not been told anything.", "dim")))
    return lines
