"""Fills a template from an incident; what nobody knows stays visible as ``{impact}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from data.messages.places import values_of
from data.models.incident import Incident
from data.models.message import PLACE, Message, Template
from data.models.policy import Policy
from data.models.practice import Ladder
from data.models.timer import Timer

_DROPPED = str.maketrans("", "", "\ufe0e\ufe0f")


def filled(
    template: Template,
    incident: Incident,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    *,
    ladder: Ladder | None = None,
    timers: Iterable[Timer] = (),
    given: Mapping[str, str] | None = None,
) -> Message:
    """The text of a template for an incident at a moment; `given` goes before what is known of it.

    Nothing is filled twice: braces in a value stay as they are. `ladder` is the one that was
    chosen, `timers` are the incident's clocks.
    """
    known = values_of(incident, policy, template.audience, now, zone, ladder, timers)
    known |= {place: value.strip() for place, value in (given or {}).items() if value.strip()}
    lines = {place: " ".join(value.split()) for place, value in known.items()}
    return Message(
        template.audience,
        PLACE.sub(lambda place: lines.get(place[1], place[0]), template.subject),
        tidy(PLACE.sub(lambda place: known.get(place[1], place[0]), template.body)),
        template.id,
        template.moment,
    )


def tidy(text: str) -> str:
    """The text with plain line ends, tabs as spaces, and nothing at the ends of lines or of the whole."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).translate(_DROPPED)
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip("\n")
