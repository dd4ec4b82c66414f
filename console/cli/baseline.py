"""``ops-console baseline``: what is usual, learned from what the sources remember."""

from __future__ import annotations

import click

from console.cli.options import JSON
from console.cli.session import Session
from data.errors import UsageError


@click.group()
def baseline() -> None:
    """What is usual for each signal at each hour of the week."""


@baseline.command()
@JSON
@click.pass_obj
def update(session: Session, as_json: bool) -> int:
    """Learn it anew from every source that remembers: four weeks, hour by hour."""
    from console.cli import baseline_text  # noqa: PLC0415 - only when it runs
    from console.learning import learn  # noqa: PLC0415 - heavy: providers

    if session.read_only:
        raise UsageError("nothing is learned: this console is read-only")
    learned = learn(session)
    if as_json:
        session.say_json(baseline_text.learned_json(learned))
    else:
        session.say("\n".join(baseline_text.learned_lines(learned)))
    return 1 if learned.problem or (learned.sources and all(each.error for each in learned.sources)) else 0


@baseline.command()
@click.argument("signal", required=False)
@JSON
@click.pass_obj
def show(session: Session, signal: str | None, as_json: bool) -> None:
    """What is usual at this hour, of one SIGNAL or of all."""
    from console.cli import baseline_text  # noqa: PLC0415 - only when it runs
    from data.baselines.file import file_in, load  # noqa: PLC0415
    from data.config.places import state_dir  # noqa: PLC0415

    file = file_in(state_dir(session.environ), session.settings().console.environment)
    book = load(file, session.zone)
    rows = baseline_text.usual_rows(book, session.time.now(), signal)
    if as_json:
        session.say_json(baseline_text.usual_json(book, rows))
    else:
        session.say("\n".join(baseline_text.usual_lines(rows)))
