"""``ops-console alert``: what fires, and answering it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import click

from console.cli.agreeing import agree
from console.cli.options import JSON
from console.cli.recording import refuse_read_only
from console.cli.session import Session
from data.errors import UsageError

if TYPE_CHECKING:
    from data.alerts.desk import Desk
    from data.alerts.writing import Done, Place

    Placed = Callable[[str], Place]

_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with it.")
_YES = click.option("--yes", is_flag=True, help="Do not ask; without it the default is no.")
_FOR = click.option("--for", "lasts", required=True, metavar="TIME", help="How long: 45m, 2h, 1d.")
_UNKNOWN = 3


@click.group()
def alert() -> None:
    """Alerts of the alert managers, and this console's own verdicts."""


@alert.command("list")
@JSON
@click.pass_obj
def list_(session: Session, as_json: bool) -> int:
    """What fires or deviates, what waits first; 3 where an alert manager cannot be asked."""
    from console.cli.alerts import alert_json, alert_text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.alerts.alert_desk import AlertDesk  # noqa: PLC0415 - heavy: the clients of the sources

    async def same(desk: Desk, _place: Placed) -> Desk:
        return desk

    desk = AlertDesk(session).run((), same)
    if as_json:
        session.say_json(alert_json.listing(desk))
    else:
        session.say("\n".join(alert_text.listing(desk)))
    return _UNKNOWN if any(trouble.blind for trouble in desk.troubles) else 0


@alert.command()
@click.option("--days", default=7, show_default=True, help="How far back.")
@JSON
@click.pass_obj
def history(session: Session, days: int, as_json: bool) -> None:
    """What was done about alerts, from the journal."""
    from console.cli.alerts import alert_json, alert_text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.alerts.alert_desk import AlertDesk  # noqa: PLC0415 - heavy: only when it runs

    acts = AlertDesk(session).acts(days)
    if as_json:
        session.say_json(alert_json.history(acts))
    else:
        session.say("\n".join(alert_text.history(acts, session.zone)))


@alert.command()
@click.argument("name")
@_REASON
@_YES
@click.pass_obj
def ack(session: Session, name: str, reason: str, yes: bool) -> None:
    """Take an alert on: by its key, its fingerprint or the beginning of that, or its name."""
    from console.cli.alerts.alert_desk import case_named  # noqa: PLC0415 - heavy: only when it runs
    from data.alerts import drafts, writing  # noqa: PLC0415

    async def work(desk: Desk, place: Placed) -> Done:
        case = case_named(desk, name)
        if case.answered is not None:
            return writing.Done(f"{case.answered.by} has it already: {case.answered.reason}", None)
        if case.own:
            return writing.Done(f"{case.title} is yours", drafts.acknowledged(case, reason, ""))
        where = place(case.sources[0])
        agree(yes, f"Acknowledge {case.title} by a silence in {where.who}'s name at {where.target}?")
        return await writing.take_on(where, case, reason)

    _change(session, name, work)


@alert.command()
@click.argument("name", required=False)
@click.option("--match", "matchers", multiple=True, metavar="MATCHER", help='Instead: service=~"api-.*"')
@click.option("--source", metavar="NAME", help="With --match, where there are several alert managers.")
@_FOR
@_REASON
@_YES
@click.pass_obj
def silence(
    session: Session,
    name: str | None,
    matchers: tuple[str, ...],
    source: str | None,
    lasts: str,
    reason: str,
    yes: bool,
) -> None:
    """Silence an alert, or whatever matches, for a time."""
    from console.cli.alerts.alert_desk import AlertDesk, case_named  # noqa: PLC0415 - heavy: only when it runs
    from data.alerts import writing  # noqa: PLC0415
    from data.alerts.lasting import matcher, wanted  # noqa: PLC0415

    if bool(name) == bool(matchers):
        raise UsageError("name an alert, or give --match, but not both")
    until = session.time.now() + wanted(lasts)
    parsed = tuple(matcher(each) for each in matchers)

    async def work(desk: Desk, place: Placed) -> Done:
        if name:
            case = case_named(desk, name)
            if case.own:
                raise UsageError("a verdict of this console is acknowledged, not silenced")
            where = place(case.sources[0])
            agree(yes, f"Silence {case.title} until {until:%Y-%m-%d %H:%M %Z} at {where.target}?")
            return await writing.make_silent(where, case, until, reason)
        where = place(source or _only(desk.asked))
        what = " ".join(map(str, parsed))
        agree(yes, f"Silence {what} until {until:%Y-%m-%d %H:%M %Z} at {where.target}?")
        return await writing.make_silent_by(where, parsed, until, reason)

    _change(session, name or AlertDesk(session).managers()[0], work)


@alert.command()
@click.argument("name")
@_YES
@click.pass_obj
def extend(session: Session, name: str, yes: bool) -> None:
    """Have a silence last as long again: by its id, or by the alert that it covers."""
    from console.cli.alerts.alert_desk import kept_named  # noqa: PLC0415 - heavy: only when it runs
    from data.alerts import writing  # noqa: PLC0415
    from data.alerts.lasting import extended_end  # noqa: PLC0415

    async def work(desk: Desk, place: Placed) -> Done:
        kept = kept_named(desk, name)
        where, until = place(kept.source), extended_end(kept.silence, desk.now)
        agree(yes, f"Extend {kept.silence.title} until {until:%Y-%m-%d %H:%M %Z} at {where.target}?")
        return await writing.lengthen(where, kept, until)

    _change(session, name, work)


@alert.command()
@click.argument("name")
@_YES
@click.pass_obj
def expire(session: Session, name: str, yes: bool) -> None:
    """End a silence or an acknowledgement: by its id, or by the alert that it covers."""
    from console.cli.alerts.alert_desk import case_named, kept_named  # noqa: PLC0415 - heavy: only when it runs
    from data.alerts import drafts, writing  # noqa: PLC0415

    async def work(desk: Desk, place: Placed) -> Done:
        if name.startswith("own/"):
            case = case_named(desk, name)
            return writing.Done(f"{case.title} waits again", drafts.unacknowledged(case, ""))
        kept = kept_named(desk, name)
        where = place(kept.source)
        agree(yes, f"End the silence of {kept.silence.title} at {where.target}?")
        held = [desk.case(key) for key in kept.covers] if kept.silence.acknowledges else []
        if held and held[0] is not None:
            return await writing.give_back(where, held[0])
        return await writing.finish(where, kept)

    _change(session, name, work)


def _change(session: Session, name: str, work: Callable[[Desk, Placed], Awaitable[Done]]) -> None:
    from console.cli.alerts.alert_desk import AlertDesk  # noqa: PLC0415 - heavy: the clients of the sources

    desk = AlertDesk(session)
    refuse_read_only(desk.session)
    done = desk.run(desk.sources_for(name), work)
    desk.record(done)
    session.say(done.words)


def _only(names: tuple[str, ...]) -> str:
    if len(names) != 1:
        raise UsageError("there are several alert managers", f"name one with --source: {', '.join(names)}")
    return names[0]
