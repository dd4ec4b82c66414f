"""``ops-console policy``: the numbers, the documents they come from, and how those differ."""

from __future__ import annotations

import click

from console.cli.options import JSON
from console.cli.session import Session
from data.errors import UsageError


@click.group()
def policy() -> None:
    """The policies: every number with the document and section it comes from."""


@policy.command("list")
@JSON
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every policy that can be chosen; the one in use is marked."""
    from console.cli.policies import policy_json, policy_text  # noqa: PLC0415 - only when it runs

    book, today = session.policies(), session.time.now().date()
    if as_json:
        session.say_json(policy_json.listing(book, session.policy_id, today))
    else:
        session.say("\n".join(policy_text.listing(book, session.policy_id)))


@policy.command()
@click.argument("id")
@JSON
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """Everything that one policy says."""
    from console.cli.policies import policy_json, policy_text  # noqa: PLC0415 - only when it runs

    book, today = session.policies(), session.time.now().date()
    chosen = book.get(id)
    if as_json:
        session.say_json(policy_json.shown(book, chosen, today))
    else:
        session.say("\n".join(policy_text.shown(chosen, today)))


@policy.command()
@click.argument("a")
@click.argument("b")
@click.option("--signal", metavar="GLOB", help="Only the numbers of signals with such a name.")
@JSON
@click.pass_obj
def diff(session: Session, a: str, b: str, signal: str | None, as_json: bool) -> None:
    """What two policies do not say alike."""
    from console.cli.policies import policy_json, policy_text  # noqa: PLC0415 - only when it runs
    from data.policies.comparing import differences  # noqa: PLC0415

    book = session.policies()
    one, other = book.get(a), book.get(b)
    found = differences(one, other, signal)
    if as_json:
        session.say_json(policy_json.diffed(book, one, other, found))
    else:
        session.say("\n".join(policy_text.diffed(one, other, found)))


@policy.command()
@click.argument("signal")
@click.option("--value", metavar="X", help='What each policy would say of this, such as "1.5" or "2.4 s".')
@JSON
@click.pass_obj
def explain(session: Session, signal: str, value: str | None, as_json: bool) -> None:
    """What every policy says of a signal, and of a value where one is given."""
    from console.cli.policies import policy_json, policy_text  # noqa: PLC0415 - only when it runs
    from data.policies.comparing import explain as opinions_on  # noqa: PLC0415
    from data.policies.subject import subject_of  # noqa: PLC0415

    book = session.policies()
    subject = subject_of(signal, book)
    number = None if value is None else _number(value, subject.unit)
    opinions = opinions_on(book, subject.name, number, subject.unit)
    if as_json:
        session.say_json(policy_json.explained(book, subject, number, opinions))
    else:
        session.say("\n".join(policy_text.explained(subject, number, opinions)))


@policy.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@JSON
@click.pass_obj
def lint(session: Session, ids: tuple[str, ...], as_json: bool) -> int:
    """What is odd about policies, all of them unless some are named; exit code 65 where anything is."""
    from data.catalogue import catalogue  # noqa: PLC0415 - only when it runs
    from data.errors import BadDataError  # noqa: PLC0415
    from data.policies.lint import lint as oddities  # noqa: PLC0415

    book = session.policies()
    chosen = [book.get(id) for id in ids] or book.policies
    found = [(policy.id, line) for policy in chosen for line in oddities(policy, catalogue())]
    if as_json:
        session.say_json({"schema": 1, "oddities": [{"policy": id, "message": line} for id, line in found]})
    else:
        session.say("\n".join(f"{id}: {line}" for id, line in found) or "Nothing is odd.")
    return BadDataError.exit_code if found else 0


def _number(text: str, unit: str) -> float:
    from data.quantity import parse_quantity  # noqa: PLC0415 - only when it runs

    number = parse_quantity(text, unit)
    if number is None:
        raise UsageError(
            f"--value {text} is not a number in {unit or 'plain units'}", "write it like 80 or 0.5"
        )
    return number
