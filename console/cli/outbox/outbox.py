"""``ops-console outbox``: words that wait to leave, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.recording import refuse_read_only
from console.cli.session import Session

if TYPE_CHECKING:
    from console.cli.outbox.outbox_desk import Desk
    from data.models.entry import Draft
    from data.models.outbox import Posted

_LEFT, _STUCK = 1, 2


@click.group()
def outbox() -> None:
    """Words on their way out: what waits, what was sent, what needs you.

    KEY is a letter's key, or as much of it as only it has.
    """


@outbox.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that were sent or taken back as well.")
@JSON
@click.pass_obj
def list_(session: Session, everything: bool, as_json: bool) -> None:
    """What waits, oldest first, and why."""
    from console.cli.outbox import outbox_json, outbox_text  # noqa: PLC0415 - heavy: only when it runs

    desk = _desk(session)
    letters = desk.outbox.letters if everything else desk.outbox.open
    if as_json:
        session.say_json(outbox_json.listing(letters, desk.now, desk.zone))
    else:
        host = session.journal().host
        session.say("\n".join(outbox_text.listing(letters, desk.now, desk.zone, host)))


@outbox.command()
@click.argument("key")
@JSON
@click.pass_obj
def show(session: Session, key: str, as_json: bool) -> None:
    """One letter whole, with every attempt."""
    desk = _desk(session)
    _say(desk, desk.letter(key), as_json)


@outbox.command()
@click.option(
    "--wait", type=click.FloatRange(0, 3600), default=15.0, show_default=True, metavar="S",
    help="Go on trying for so many seconds.",
)  # fmt: skip
@JSON
@click.pass_obj
def send(session: Session, wait: float, as_json: bool) -> int:
    """Send what waits now; exit 0 when nothing is left, 1 when some still waits, 2 when some needs you."""
    from console.cli.outbox import outbox_json, outbox_text  # noqa: PLC0415 - heavy: only when it runs
    from console.cli.outbox.outbox_sending import send_waiting  # noqa: PLC0415 - heavy: the channels' clients

    refuse_read_only(session)
    desk = _desk(session)
    left = send_waiting(session, wait, partial(session.say_beside, as_json=as_json))
    if as_json:
        session.say_json(outbox_json.listing(left.open, desk.now, desk.zone))
    else:
        host = session.journal().host
        session.say("\n".join(outbox_text.listing(left.open, desk.now, desk.zone, host)))
    return _STUCK if left.stuck else _LEFT if left.open else 0


@outbox.command()
@click.argument("key")
@click.option("--reason", default="", metavar="TEXT", help="Why; wanted where it is in doubt.")
@JSON
@click.pass_obj
def retry(session: Session, key: str, reason: str, as_json: bool) -> None:
    """Have a letter sent that was refused, or that surely did not come; from this machine."""
    from data.outbox import writing  # noqa: PLC0415 - heavy: only when it runs

    _change(session, key, as_json, lambda posted: writing.retried(posted, reason))


@outbox.command()
@click.argument("key")
@click.option("--reason", default="", metavar="TEXT", help="Why; asked for.")
@JSON
@click.pass_obj
def drop(session: Session, key: str, reason: str, as_json: bool) -> None:
    """Take a letter back: it is not sent, and those behind it go on."""
    from data.outbox import writing  # noqa: PLC0415 - heavy: only when it runs

    _change(session, key, as_json, lambda posted: writing.dropped(posted, reason))


@outbox.command()
@click.argument("key")
@click.option("--reason", default="", metavar="TEXT", help="Where it was seen; asked for.")
@JSON
@click.pass_obj
def arrived(session: Session, key: str, reason: str, as_json: bool) -> None:
    """Say that a letter which is in doubt did come: you have seen it there."""
    from data.outbox import writing  # noqa: PLC0415 - heavy: only when it runs

    _change(session, key, as_json, lambda posted: writing.arrived(posted, reason))


@outbox.command()
@JSON
@click.pass_obj
def ledger(session: Session, as_json: bool) -> None:
    """Every attempt to send anything, and how it ended."""
    from console.cli.outbox import outbox_json, outbox_text  # noqa: PLC0415 - heavy: only when it runs
    from data.outbox import telling  # noqa: PLC0415

    desk = _desk(session)
    if as_json:
        session.say_json(outbox_json.ledger(telling.ledger(desk.outbox), desk.zone))
    else:
        session.say("\n".join(outbox_text.ledger(telling.ledger(desk.outbox), desk.zone)))


def _desk(session: Session) -> Desk:
    from console.cli.outbox.outbox_desk import Desk  # noqa: PLC0415 - heavy: only when it runs

    return Desk(session)


def _change(session: Session, key: str, as_json: bool, drafts: Callable[[Posted], list[Draft]]) -> None:
    desk = _desk(session)
    _say(desk, desk.change(key, drafts), as_json, short=True)


def _say(desk: Desk, posted: Posted, as_json: bool, *, short: bool = False) -> None:
    from console.cli.outbox import outbox_json, outbox_text  # noqa: PLC0415 - heavy: only when it runs

    if as_json:
        desk.session.say_json(outbox_json.shown(posted, desk.now, desk.zone))
    elif short:
        host = desk.session.journal().host
        desk.session.say("\n".join(outbox_text.listing([posted], desk.now, desk.zone, host)))
    else:
        desk.session.say("\n".join(outbox_text.shown(posted, desk.now, desk.zone)))
