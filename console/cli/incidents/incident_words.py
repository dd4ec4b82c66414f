"""``ops-console incident update, pager, templates``: the words that go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from console.cli.incidents.incident_options import INCIDENT
from console.cli.options import JSON
from console.cli.pairs import pairs
from console.cli.recording import refuse_read_only
from console.cli.session import Session
from data.errors import UsageError

if TYPE_CHECKING:
    from console.cli.incidents.words_desk import WordsDesk
    from data.messages.writing_desk import WritingDesk
    from data.models.message import Message

_YES = click.option("--yes", is_flag=True, help="Do not ask; wanted where there is no terminal.")
_AUDIENCE = click.option(
    "--audience", default="", type=click.Choice(["", "internal", "public"]), metavar="[internal|public]"
)
_WAIT = click.option(
    "--wait", type=click.FloatRange(0, 3600), default=15.0, show_default=True, metavar="S",
    help="Try to send for so many seconds; with 0 it stays in the outbox.",
)  # fmt: skip


class Said(TypedDict):
    """What an update is made of, as the options of its command have it."""

    text: str
    audience: str
    template: str
    places: tuple[str, ...]
    subject: str
    names: tuple[str, ...]
    to: tuple[str, ...]


@click.command()
@click.argument("text", default="")
@_AUDIENCE
@click.option("--template", default="", metavar="ID", help="One of: incident templates.")
@click.option(
    "--set", "places", multiple=True, metavar="PLACE=VALUE", help="What fills a place; several times."
)
@click.option("--subject", default="", metavar="TEXT", help="Instead of the template's.")
@click.option("--channel", "names", multiple=True, metavar="NAME", help="Only there; several times.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="Of an e-mail, instead of the configured ones.")
@click.option("--by-hand", is_flag=True, help="It was said already, outside: record that.")
@click.option("--dry-run", is_flag=True, help="Show the words and what hinders them; nothing is done.")
@_YES
@_WAIT
@INCIDENT
@JSON
@click.pass_obj
def update(
    session: Session,
    by_hand: bool,
    dry_run: bool,
    yes: bool,
    wait: float,
    id: str,
    as_json: bool,
    **said: Unpack[Said],
) -> None:
    """Say how it stands: TEXT, a template, or what is due next.

    Shows the words whole and asks; they go into the outbox, and from there as soon as they can.
    """
    from console.cli.incidents.saying import Saying  # noqa: PLC0415 - heavy: only when it runs

    if said["text"] and said["template"]:
        raise UsageError("give TEXT or --template", "--set fills the places of a template")
    desk = _desk(session)
    if not dry_run:
        refuse_read_only(session)
    incident = desk.incident(id)
    writing = desk.writing(incident)
    message, chosen = _written(desk, writing, said)
    saying = Saying(desk, incident, message, as_json)
    if by_hand:
        saying.record(dry_run=dry_run)
        return
    hindrances = writing.hindrances(message, chosen, said["to"])
    if dry_run:
        saying.show(hindrances, chosen)
        return
    if hindrances:
        raise UsageError(
            f"these words do not go: {'; '.join(hindrances)}",
            "--dry-run shows them whole, --set PLACE=VALUE fills a {place}",
        )
    letters = writing.letters(message, session.time.now(), chosen, to=said["to"])
    saying.post(letters, wait, agreed=yes)


@click.command()
@click.argument("purpose", type=click.Choice(["open", "acknowledge", "resolve"]))
@click.option("--channel", "names", multiple=True, default=["pagerduty"], show_default=True, metavar="NAME")
@_YES
@_WAIT
@INCIDENT
@JSON
@click.pass_obj
def pager(
    session: Session, purpose: str, names: tuple[str, ...], yes: bool, wait: float, id: str, as_json: bool
) -> None:
    """Open, acknowledge or resolve the incident where it has a counterpart: at PagerDuty."""
    from console.cli.incidents.saying import Saying  # noqa: PLC0415 - heavy: only when it runs
    from data.messages.letters import KNOWS_INCIDENTS  # noqa: PLC0415
    from data.models.letter import Purpose  # noqa: PLC0415

    if foreign := [name for name in names if name not in KNOWS_INCIDENTS]:
        raise UsageError(f"{foreign[0]} has no incidents", f"there are {', '.join(KNOWS_INCIDENTS)}")
    desk = _desk(session)
    refuse_read_only(session)
    incident = desk.incident(id)
    writing, now = desk.writing(incident), session.time.now()
    message = writing.signal(Purpose(purpose), now)
    letters = writing.letters(message, now, names, purpose=Purpose(purpose))
    Saying(desk, incident, message, as_json).post(letters, wait, agreed=yes)


@click.command()
@click.argument("id", default="")
@_AUDIENCE
@JSON
@click.pass_obj
def templates(session: Session, id: str, audience: str, as_json: bool) -> None:
    """The texts that words can begin as, or one of them whole."""
    from console.cli.incidents import words_text  # noqa: PLC0415 - heavy: only when it runs
    from data.messages.shelf import load_templates  # noqa: PLC0415

    shelf = load_templates(session.settings().procedures)
    found = [shelf.get(id)] if id else [each for each in shelf.all if audience in ("", each.audience.value)]
    if as_json:
        session.say_json({"schema": 1, "templates": [words_text.template_json(each) for each in found]})
    else:
        session.say("\n".join(words_text.whole(found[0]) if id else words_text.listing(found)))


WORDS = (update, pager, templates)


def _desk(session: Session) -> WordsDesk:
    from console.cli.incidents.words_desk import WordsDesk  # noqa: PLC0415 - heavy: only when it runs

    return WordsDesk(session)


def _written(desk: WordsDesk, writing: WritingDesk, said: Said) -> tuple[Message, tuple[str, ...]]:
    """The message as it would go, and to which channels."""
    from console.cli.incidents.words_desk import chosen_template  # noqa: PLC0415 - heavy: only when it runs

    begun = chosen_template(writing, said["template"], said["text"], said["audience"])
    message = writing.message(begun, desk.session.time.now(), _given(said["places"]))
    if said["subject"].strip():
        message = replace(message, subject=said["subject"].strip())
    return message, said["names"] or writing.suiting(message.audience, begun)


def _given(places: tuple[str, ...]) -> dict[str, str]:
    given = pairs(places, "PLACE=VALUE", "as in --set impact='sign-in fails'")
    return {place.strip("{}"): value for place, value in given}
