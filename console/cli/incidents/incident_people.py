"""``ops-console incident role, task, escalate, ask, answer``: who does what, and who must be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.incidents.incident_change import change, desk_of
from console.cli.incidents.incident_options import INCIDENT
from console.cli.options import JSON
from console.cli.session import Session

if TYPE_CHECKING:
    from data.models.entry import Draft
    from data.models.incident import Incident


@click.command()
@click.argument("role")
@click.argument("who")
@click.option("--reports-to", default="", metavar="NAME", help="To whom, if not to the commander.")
@INCIDENT
@JSON
@click.pass_obj
def role(session: Session, role: str, who: str, reports_to: str, id: str, as_json: bool) -> None:
    """Give somebody a role: commander, deputy, scribe, communications, expert:NAME.

    Whoever is in command gives it away by a handover alone.
    """
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.assign(found, role, who, reports_to))


@click.command()
@click.argument("owner", default="")
@click.argument("text", default="")
@click.option("--within", type=click.FloatRange(0, 1440), default=0.0, metavar="MIN", help="Minutes for it.")
@click.option("--ack", "taken", default="", metavar="N", help="Its owner has heard of task N.")
@click.option("--done", default="", metavar="N", help="Task N is done.")
@INCIDENT
@JSON
@click.pass_obj
def task(
    session: Session, owner: str, text: str, within: float, taken: str, done: str, id: str, as_json: bool
) -> None:
    """Give one person a task (OWNER TEXT, "look at the disk 20m"), or say what became of one."""
    from data.errors import UsageError  # noqa: PLC0415 - heavy: only when it runs
    from data.incidents import intents  # noqa: PLC0415
    from data.incidents.typed import boxed  # noqa: PLC0415

    if sum(map(bool, (owner or text, taken, done))) != 1:
        raise UsageError("give OWNER and TEXT, or --ack N, or --done N")

    def drafts(found: Incident) -> list[Draft]:
        if taken:
            return intents.take_task(found, taken)
        if done:
            return intents.finish_task(found, done)
        words, box = (text, within * 60) if within else boxed(text)
        return intents.give(found, owner, words, box)

    change(session, id, as_json, drafts)


@click.command()
@click.option("--to", default="", metavar="WHO", help="A role or a name; without it the policy's are shown.")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@INCIDENT
@JSON
@click.pass_obj
def escalate(session: Session, to: str, reason: str, id: str, as_json: bool) -> None:
    """Call somebody in: shows how to reach them, and records that they were called."""
    from console.cli.incidents import words_text  # noqa: PLC0415 - heavy: only when it runs
    from data.incidents import intents  # noqa: PLC0415
    from data.incidents.people import callees, escalation  # noqa: PLC0415

    desk = desk_of(session)
    incident = desk.incident(id)
    roles = [to] if to else escalation(desk.policy(incident), incident.severity, incident.situation)
    people = callees(roles, session.settings().contacts)
    if to:
        incident = desk.change(incident.id, lambda it: intents.escalate(it, to, reason))
    if as_json:
        told = [words_text.callee_json(each) for each in people]
        session.say_json({"schema": 1, "incident": incident.id, "recorded": bool(to), "callees": told})
        return
    head = f"{incident.id}: recorded that {to} was called." if to else "By the policy; --to records a call."
    session.say("\n".join([head, *(words_text.called(people) or ["The policy names nobody."])]))


@click.command()
@click.argument("text")
@INCIDENT
@JSON
@click.pass_obj
def ask(session: Session, text: str, id: str, as_json: bool) -> None:
    """Put a question that somebody must answer."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.ask(found, text))


@click.command()
@click.argument("question")
@click.argument("text")
@INCIDENT
@JSON
@click.pass_obj
def answer(session: Session, question: str, text: str, id: str, as_json: bool) -> None:
    """Answer a question by its number."""
    from data.incidents import intents  # noqa: PLC0415 - heavy: only when it runs

    change(session, id, as_json, lambda found: intents.answer(found, question, text))


PEOPLE = (role, task, escalate, ask, answer)
