"""``ops-console incident``: declaring one, and commanding it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from console.cli.incidents.incident_after import AFTER
from console.cli.incidents.incident_change import change, desk_of, say
from console.cli.incidents.incident_options import INCIDENT
from console.cli.incidents.incident_people import PEOPLE
from console.cli.incidents.incident_words import WORDS
from console.cli.options import JSON
from console.cli.recording import refuse_read_only
from console.cli.session import Session

if TYPE_CHECKING:
    from data.incidents.proposal import Proposal
    from data.models.entry import Draft
    from data.models.evidence import Evidence
    from data.models.policy import Policy


@click.group()
def incident() -> None:
    """Incidents: what is open, what is due, who does what.

    Without an id the only open one is meant.
    """


for _each in (*PEOPLE, *WORDS, *AFTER):
    incident.add_command(_each)


@incident.command()
@click.option("--severity", default="", metavar="S", help="As the policy names it; else as proposed.")
@click.option("--title", default="", metavar="TEXT", help="What is wrong; else as proposed.")
@click.option("--situation", default="", metavar="S", help="A situation that the policy knows.")
@click.option("--service", "services", multiple=True, metavar="NAME", help="What is affected; several times.")
@click.option("--ladder", default="", metavar="ID", help="Public words as a guide has them: pagerduty-guide.")
@click.option("--commander", default=None, metavar="NAME", help='Who is in command; else you; "" for nobody.')
@JSON
@click.pass_obj
def declare(
    session: Session,
    severity: str,
    title: str,
    situation: str,
    services: tuple[str, ...],
    ladder: str,
    commander: str | None,
    as_json: bool,
) -> None:
    """Open an incident; prints its id once the entry is on disk.

    Without a severity or a title, every source is asked once and both are proposed from what fails.
    """
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    desk, policy, reason = desk_of(session), session.policies().get(session.policy_id), ""
    evidence: tuple[Evidence, ...] = ()
    in_command = session.journal().by if commander is None else commander
    refuse_read_only(desk.session)
    desk.ladder(ladder)
    if not severity or not title:
        proposed = _proposed(session, policy)
        reason, evidence = "" if severity else proposed.reason, proposed.evidence
        severity, title = severity or proposed.severity, title or proposed.title
        situation, services = situation or proposed.situation, services or proposed.services

    def drafts(id: str) -> list[Draft]:
        day = session.journal().today()
        told = partial(intents.declare, id, policy, severity, title, day, situation=situation)
        return told(services=services, reason=reason, ladder=ladder, commander=in_command, evidence=evidence)

    id = desk.declare(drafts)
    if as_json:
        say(desk, desk.incident(id), as_json)
    else:
        session.say(id)


@incident.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not over.")
@JSON
@click.pass_obj
def list_(session: Session, only_open: bool, as_json: bool) -> None:
    """Every incident of the journal, oldest first, with the mean times."""
    desk = desk_of(session)
    found = [each for each in desk.incidents().values() if not (only_open and each.stage.over)]
    if as_json:
        from console.cli.incidents import incident_json  # noqa: PLC0415 - heavy: only when it runs

        session.say_json(incident_json.listing(found, desk.zone))
    else:
        from console.cli.incidents import incident_text  # noqa: PLC0415 - heavy: only when it runs

        session.say("\n".join(incident_text.listing(found, desk.zone)))


@incident.command()
@click.argument("id", default="")
@JSON
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """One incident: its clocks, roles, tasks and timeline."""
    desk = desk_of(session)
    say(desk, desk.incident(id), as_json)


@incident.command()
@click.argument("id", default="")
@JSON
@click.pass_obj
def ack(session: Session, id: str, as_json: bool) -> None:
    """Say that you answer."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, intents.acknowledge)


@incident.command()
@click.argument("text")
@INCIDENT
@JSON
@click.pass_obj
def note(session: Session, text: str, id: str, as_json: bool) -> None:
    """Write a line into the timeline."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.note(found, text))


@incident.command()
@click.argument("severity")
@click.option("--reason", default="", metavar="TEXT", help="Why; asked for.")
@INCIDENT
@JSON
@click.pass_obj
def severity(session: Session, severity: str, reason: str, id: str, as_json: bool) -> None:
    """Change the severity; both histories are kept."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    desk = desk_of(session)
    change(session, id, as_json, lambda it: intents.grade(it, desk.policy(it), severity, reason))


@incident.command()
@click.argument("status")
@INCIDENT
@JSON
@click.pass_obj
def status(session: Session, status: str, id: str, as_json: bool) -> None:
    """How far it has come: investigating, mitigating, monitoring, resolved."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.go_on(found, status))


@incident.command()
@click.argument("id", default="")
@click.option("--note", default="", metavar="TEXT", help="How.")
@JSON
@click.pass_obj
def resolve(session: Session, id: str, note: str, as_json: bool) -> None:
    """Say that the service is well again."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.resolve(found, note))


def _proposed(session: Session, policy: Policy) -> Proposal:
    from console.wiring import ask_once  # noqa: PLC0415 - heavy: the clients of the sources
    from data.incidents.proposal import propose  # noqa: PLC0415

    return propose(ask_once(session), policy)
