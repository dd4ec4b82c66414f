"""``ops-console incident`` once the worst is over: handing over, corrections, action items, the end."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from console.cli.incidents.incident_change import change, desk_of, say
from console.cli.incidents.incident_documents import report, review
from console.cli.incidents.incident_life import export_scenario
from console.cli.incidents.incident_options import CLOSED_INCIDENT, INCIDENT
from console.cli.options import JSON
from console.cli.recording import refuse_read_only
from console.cli.session import Session

if TYPE_CHECKING:
    from data.models.entry import Draft
    from data.models.incident import Incident


@click.command()
@click.argument("id", default="")
@click.option("--to", default="", metavar="NAME", help="Who takes over; without it the page is only printed.")
@click.option("--role", default="commander", show_default=True, help="Which role moves.")
@click.option("--confirm", "given", multiple=True, metavar="NAME=VALUE", help="A value, instead of asking.")
@click.option("--format", "form", type=click.Choice(("text", "md")), default="text", show_default=True)
@JSON
@click.pass_obj
def handover(
    session: Session, id: str, to: str, role: str, given: tuple[str, ...], form: str, as_json: bool
) -> None:
    """Print what one who takes over must know; with --to they type three values of it, and the role moves."""
    from console.cli.incidents.handing_over import Handing  # noqa: PLC0415 - heavy: only when it runs

    handing = Handing(desk_of(session), id, role)
    if not to:
        handing.show(form, as_json)
        return
    refuse_read_only(session)
    if not given and not as_json:
        handing.show(form, as_json=False)
    desk = handing.desk
    say(desk, desk.incident(handing.move(to, given)), as_json)


@click.command()
@click.argument("id", default="")
@click.option("--reason", default="", metavar="TEXT", help="Why; asked for.")
@JSON
@click.pass_obj
def reopen(session: Session, id: str, reason: str, as_json: bool) -> None:
    """Say that it was not over after all; without an id, of the one that was resolved last."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, desk_of(session).after(id).id, as_json, lambda found: intents.reopen(found, reason))


@click.command()
@click.argument("id", default="")
@JSON
@click.pass_obj
def close(session: Session, id: str, as_json: bool) -> None:
    """Say that nothing is left to do; without an id, of the one that was resolved last."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, desk_of(session).after(id).id, as_json, intents.close)


@click.command()
@click.argument("clock")
@click.argument("id", default="")
@JSON
@click.pass_obj
def met(session: Session, clock: str, id: str, as_json: bool) -> None:
    """Say that what a clock demands is done: report, review, follow-up, authorities."""
    from data.incidents.after_intents import meet_known  # noqa: PLC0415 - heavy: only when it runs

    desk = desk_of(session)
    wanted = desk.after(id).id
    change(session, wanted, as_json, lambda found: meet_known(found, desk.clocks(found), clock))


@click.command()
@click.argument("entry")
@click.option("--text", default="", metavar="TEXT", help="The words that are to stand there.")
@click.option("--withdraw", default="", metavar="WHY", help="Take it back, and say why.")
@click.option("--began", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]), default=None,
              metavar="TIME", help="Of the declaration: when the trouble began, in your zone.")  # fmt: skip
@INCIDENT
@JSON
@click.pass_obj
def correct(
    session: Session, entry: str, text: str, withdraw: str, began: datetime | None, id: str, as_json: bool
) -> None:
    """Put right what ENTRY says: the new words stand, the first stay readable."""
    from data.errors import UsageError  # noqa: PLC0415 - heavy: only when it runs
    from data.incidents import after_intents as intents  # noqa: PLC0415

    if sum(map(bool, (text, withdraw, began))) != 1:
        raise UsageError("give one of --text, --withdraw and --began")
    desk = desk_of(session)
    wanted = desk.with_entry(entry, id)

    def drafts(found: Incident) -> list[Draft]:
        if text:
            return intents.correct(found, entry, text)
        if withdraw:
            return intents.withdraw(found, entry, withdraw)
        return intents.began(found, entry, began.replace(tzinfo=desk.zone)) if began else []

    change(session, wanted, as_json, drafts)


@click.group()
def action() -> None:
    """Action items: what is to be done so that it does not come back."""


@action.command()
@click.argument("owner")
@click.argument("text")
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DAY", help="The last day for it."
)
@click.option("--area", default="", metavar="A", help="fix, process, monitoring, training, documentation.")
@CLOSED_INCIDENT
@JSON
@click.pass_obj
def add(
    session: Session, owner: str, text: str, due: datetime | None, area: str, id: str, as_json: bool
) -> None:
    """Give OWNER something to do until a day; it comes back in Monday's checklist until it is done."""
    from data.incidents.after_intents import add_action  # noqa: PLC0415 - heavy: only when it runs

    day, wanted = due.date() if due else None, desk_of(session).after(id).id
    change(session, wanted, as_json, lambda found: add_action(found, text, owner, day, area))


@action.command()
@click.argument("number")
@click.option("--note", default="", metavar="TEXT", help="How.")
@click.option("--open", "again", is_flag=True, help="It is not done after all.")
@CLOSED_INCIDENT
@JSON
@click.pass_obj
def done(session: Session, number: str, note: str, again: bool, id: str, as_json: bool) -> None:
    """Say that action item NUMBER is done; INC-…/2 names the incident with it."""
    from data.incidents import after_intents as intents  # noqa: PLC0415 - heavy: only when it runs

    named, slash, number_ = number.rpartition("/")
    wanted = number_ if slash else number

    def drafts(found: Incident) -> list[Draft]:
        if again:
            return intents.reopen_action(found, wanted)
        return intents.finish_action(found, wanted, note)

    change(session, desk_of(session).after(named or id).id, as_json, drafts)


@action.command("list")
@click.option("--all", "every", is_flag=True, help="Those that are done, too.")
@JSON
@click.pass_obj
def list_(session: Session, every: bool, as_json: bool) -> None:
    """The action items of all incidents, the most overdue first."""
    from console.cli.incidents import action_text  # noqa: PLC0415 - heavy: only when it runs
    from data.incidents.actions import actions_of  # noqa: PLC0415

    desk = desk_of(session)
    today = desk.now.astimezone(desk.zone).date()
    found = [each for each in actions_of(desk.incidents().values()) if every or each.action.done is None]
    if as_json:
        session.say_json(action_text.document(found, today, desk.zone))
    else:
        session.say("\n".join(action_text.listing(found, today)))


AFTER = (handover, report, review, reopen, close, met, correct, action, export_scenario)
