"""The part of the policy format about habits: what recurs, when things may be changed, how fresh it is."""

from __future__ import annotations

from datetime import date

from data.models.practice import Figure, Review, Routine, Window
from data.policies.reader import TableReader, read_origin


def read_routine(table: TableReader, policy: str) -> Routine:
    """One ``[[routine]]``."""
    period = table.duration("period")
    if not period:
        table.refuse("period", 'must be a duration such as "1d"')
    return Routine(
        id=table.text("id"),
        title=table.text("title"),
        every=table.text("every"),
        period=period,
        origin=read_origin(table, policy),
        slot=table.text("slot", ""),
        at=table.text("at", ""),
        zone=table.text("zone", ""),
        keep=table.text("keep", ""),
        place=table.text("place", ""),
        details=table.texts("details"),
    )


def read_window(table: TableReader, policy: str) -> Window:
    """One ``[[window]]``."""
    return Window(
        environment=table.text("environment"),
        when=table.text("when", ""),
        zone=table.text("zone", ""),
        frequency=table.text("frequency", ""),
        notice=table.text("notice", ""),
        origin=read_origin(table, policy),
        activities=table.texts("activities"),
        approval=table.texts("approval"),
    )


def read_figure(table: TableReader, policy: str) -> Figure:
    """One ``[[figure]]``."""
    return Figure(table.text("subject"), table.text("figure"), read_origin(table, policy))


def read_review(table: TableReader) -> Review:
    """The ``[review]`` table."""
    due = table.text("due", "")
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        table.refuse("due", 'must be a day such as "2025-04-30"')
    return Review(
        updated=table.text("updated", ""),
        every=table.text("every", ""),
        next=table.text("next", ""),
        due=day,
        owner=table.text("owner", ""),
        note=table.text("note", ""),
    )
