"""``ops-console report``: a day, a week, a month or an incident in writing."""

from __future__ import annotations

from datetime import date

import click

from console.cli.incidents.incident_documents import FORM, JSON_FORM, say
from console.cli.session import Session
from data.errors import UsageError

_DAY = click.option(
    "--date", "day", metavar="DAY", help="A day of it, like 2026-11-20; today where none is given."
)


@click.group()
def report() -> None:
    """What there is to say about a day, a week, a month, or an incident."""


@report.command()
@_DAY
@FORM
@JSON_FORM
@click.pass_obj
def daily(session: Session, day: str | None, form: str, as_json: bool) -> None:
    """The state of the service, the business, security and the machines, and the day's lists."""
    _write(session, "daily", day, as_json or form == "json")


@report.command()
@_DAY
@FORM
@JSON_FORM
@click.pass_obj
def weekly(session: Session, day: str | None, form: str, as_json: bool) -> None:
    """Service levels, trends, lists, incidents and cost of the week from Monday on."""
    _write(session, "weekly", day, as_json or form == "json")


@report.command()
@_DAY
@FORM
@JSON_FORM
@click.pass_obj
def monthly(session: Session, day: str | None, form: str, as_json: bool) -> None:
    """The same of a month."""
    _write(session, "monthly", day, as_json or form == "json")


@report.command()
@click.argument("id", default="")
@click.option("--review", "whole", is_flag=True, help="The review: with the questions, and what is usual.")
@FORM
@JSON_FORM
@click.pass_obj
def incident(session: Session, id: str, whole: bool, form: str, as_json: bool) -> None:
    """One incident: its times, clocks, words, signals and timeline, with what proves each line."""
    say(session, id, "review" if whole else "report", as_json=as_json or form == "json")


def _write(session: Session, span: str, day: str | None, as_json: bool) -> None:
    from console.reporting import gather  # noqa: PLC0415 - heavy: the clients of the sources
    from data.reports.daily import daily_report  # noqa: PLC0415 - heavy: boards and policies
    from data.reports.document import daily_document, periodic_document  # noqa: PLC0415
    from data.reports.markdown import daily_markdown, periodic_markdown  # noqa: PLC0415
    from data.reports.period import Span, period_of  # noqa: PLC0415
    from data.reports.periodic import periodic_report  # noqa: PLC0415

    zone = session.zone
    period = period_of(Span(span), _day(day, session.time.now().astimezone(zone).date()))
    ground = gather(session, period)
    if period.span is Span.DAILY:
        one = daily_report(ground, period.first)
        said = daily_document(one, zone) if as_json else daily_markdown(one, zone)
    else:
        many = periodic_report(ground, period)
        said = periodic_document(many, zone) if as_json else periodic_markdown(many, zone)
    if isinstance(said, str):
        session.say(said.rstrip("\n"))
    else:
        session.say_json(said)


def _day(said: str | None, today: date) -> date:
    """The day that is meant. Raises UsageError for none, and for one that is still to come."""
    if said is None:
        return today
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise UsageError(f'"{said}" is not a day', f"write it like {today.isoformat()}") from None
    if day > today:
        raise UsageError(f"{day.isoformat()} is still to come", f"today is {today.isoformat()}")
    return day
