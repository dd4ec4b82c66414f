"""The state of an incident in one line, who does what in another, and what must be heard now."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from data.incidents.deputy import LONG_S, Call, CallKind, direct_reports
from data.incidents.intents import ROLES
from data.incidents.room import Room
from data.models.incident import COMMANDER, Stage
from widgets.countdown import boxes, lasting
from widgets.line import Line, Span, Tone, clip, fit, line, width_of, wrap
from widgets.lines import Lines

CHIPS: tuple[Tone, ...] = ("fail", "warn", "heading")
"""How the gravest severities are painted, by rank; every other as the last."""


class IncidentHead(Lines):
    """One line, in which the severity stands on its own colour."""

    COMPONENT_CLASSES = {"tone--fail", "tone--heading", "tone--warn"}
    DEFAULT_CSS = """
    IncidentHead { height: 1; padding: 0 1; background: $banner-background;
      & > .tone--fail { color: $environment-text; background: $environment-production; text-style: bold; }
      & > .tone--warn { color: $background; background: $warning; text-style: bold; }
      & > .tone--heading { color: $environment-text; background: $environment-other; text-style: bold; }
      &:nocolor > .tone--fail, &:nocolor > .tone--warn { text-style: bold reverse; }
      &:nocolor > .tone--heading { text-style: bold reverse; }
    }
    """


def head_line(room: Room, width: int) -> Line:
    """``P0 CRITICAL  title  MITIGATING  42 min``: the title gives way, nothing else does."""
    incident = room.incident
    chip = severity_chip(room)
    stage: Tone = "pass" if incident.stage.over else "strong"
    end = line(Span(incident.stage.value.upper(), stage), Span("  "), Span(lasting(lasted(room)), "strong"))
    start = line(chip, *([Span(" "), Span(" DRILL ", "heading")] if incident.drill else []), Span("  "))
    rooms = width - width_of(start) - width_of(end) - 2
    title = incident.title or "its declaration is lost"
    return (*start, Span(fit(title, max(4, rooms)), "strong"), Span("  "), *end)


def lasted(room: Room) -> float:
    """Seconds from the declaration to the end, or until now."""
    over, began = room.incident.resolved, room.incident.start
    return over.steady - began.steady if over is not None else room.elapsed


def severity_chip(room: Room) -> Span:
    """The severity in its policy's own words; a lost one is asked for."""
    named = room.severity
    words = f" {named.id} {named.name.upper()} " if named else f" {room.incident.severity or 'NO SEVERITY'} "
    rank = named.rank if named else len(CHIPS)
    return Span(words, CHIPS[min(rank, len(CHIPS) - 1)])


def roles_line(room: Room, width: int) -> Line:
    """Who has which role, what nobody has, and how many work on it."""
    incident = room.incident
    pieces: list[Span] = [Span(incident.id, "dim")]
    for name in ROLES[:-1]:
        held = incident.roles.get(name)
        who = held.who if held and held.who else ""
        tone: Tone = "plain" if who else "fail" if name == COMMANDER else "dim"
        pieces += [Span(f"   {_BRIEF.get(name, name)} ", "dim"), Span(who or "—", tone)]
    experts = [role for name, role in incident.roles.items() if name.startswith("expert") and role.who]
    if experts:
        pieces += [Span("   experts ", "dim"), Span(", ".join(role.who for role in experts))]
    count = people_words(room)
    free = width - width_of(pieces)
    if free >= cell_len(count) + 3:
        pieces.append(Span(fit(count, free, right=True), "dim"))
    return clip(tuple(pieces), width)


def people_words(room: Room) -> str:
    """``3 people, 4 tasks (1 over)``."""
    incident = room.incident
    people = len(direct_reports(incident)) + bool(incident.commander)
    tasks = [task for task in incident.tasks if task.done is None]
    over = sum(left <= 0 for _, left in boxes(room))
    words = (
        f"{people} {'person' if people == 1 else 'people'}, {len(tasks)} task{'' if len(tasks) == 1 else 's'}"
    )
    return f"{words} ({over} over)" if over else words


def calls_shown(room: Room) -> list[Call]:
    """What the deputy says that stands nowhere else in sight: clocks have lines of their own."""
    clocks = tuple(timer.name for timer in room.clocks)
    calls = [call for call in room.calls if not call.words.startswith(clocks)]
    return [call for call in calls if call.kind is not CallKind.LONG]


def call_lines(room: Room, width: int, most: int) -> list[Line]:
    """So many of them, the most urgent first; the last line says how many more there are."""
    calls = calls_shown(room)
    if not calls:
        return [] if room.calls else [line(Span("  nothing is overdue, unowned or unanswered", "dim"))]
    lines = []
    for at, call in enumerate(calls[:most], 1):
        more = f"  {len(calls) - at} more" if at == most and len(calls) > at else ""
        words = fit(call.words, width - 2 - len(more)).rstrip() if more else call.words
        lines.append(line(Span(f"! {words}", call_tone(call)), Span(more, "dim")))
    return lines


def call_tone(call: Call) -> Tone:
    """What is overdue is louder than what is open."""
    return (
        "fail"
        if call.kind is CallKind.OVERDUE
        else "warn"
        if call.kind is not CallKind.UNANSWERED
        else "plain"
    )


def warning_lines(room: Room, width: int, *, keys: bool = True) -> list[Line]:
    """What was missed while nobody looked, times in doubt, and whatever else is out of the ordinary.

    Without `keys` it is told to somebody who cannot press any.
    """
    told: list[Line] = []
    if room.missed:
        names = ", ".join(timer.name for timer in room.missed)
        told += wrap(f"Missed while nobody looked: {names}.", width, "fail")
    if room.doubt:
        told += wrap(f"Times are in doubt: {room.doubt}.", width, "warn")
    if room.incident.stage is Stage.RESOLVED and keys:
        told += wrap(_RESOLVED, width, "pass")
    if room.others:
        ids = ", ".join(f"{each.severity} {each.id}" for each in room.others)
        told += wrap(f"Also open: {ids}{' (esc lists them)' if keys else ''}.", width, "warn")
    if room.long and keys:
        told += wrap(f"{_tired(room)} {_LONG}", width, "warn")
    return told


def _tired(room: Room) -> str:
    """How long it lasts, and how long one person has led."""
    words = f"A long incident, {lasting(room.elapsed)}"
    held = room.incident.commander
    if held is None or not held.who:
        return f"{words}."
    led = room.incident.steady(room.now, room.host) - held.stamp.steady
    return f"{words}, {held.who} in command for {lasting(led)}." if led >= LONG_S else f"{words}."


_LONG = "Hand over before you tire (h); say when the next words come (u)."
_RESOLVED = "Resolved: /report is next, then /close; /reopen why where it was not over."
_BRIEF = {"communications": "comms"}


def told_lines(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """So many of them, the last one saying how many are left out."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], line(Span(f"{len(lines) - most + 1} more lines, in a taller window", "dim")))
