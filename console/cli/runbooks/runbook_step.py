"""``ops-console runbook step``: saying in a drill's script that a step is done."""

from __future__ import annotations

import click

from console.cli.session import Session
from data.errors import UsageError


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[RUN] STEP")
@click.option("--note", default="", metavar="TEXT", help="What makes it done, where it did not go well.")
@click.option("--skip", default="", metavar="WHY", help="Leave it out.")
@click.option("--abort", default="", metavar="WHY", help="Break the run off here.")
@click.option("--again", is_flag=True, help="Run its command once more.")
@click.option("--by", default="", metavar="NAME", help="Who answers a challenge; else the drill's partner.")
@click.option("--answer", default="", metavar="TEXT", help="What is answered.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="What stands for a gap; several times."
)
@click.pass_obj
def step(
    session: Session,
    words: tuple[str, ...],
    note: str,
    skip: str,
    abort: str,
    again: bool,
    by: str,
    answer: str,
    values: tuple[str, ...],
) -> None:
    """Carry out the next step of a run: only in a drill, where no command is run.

    For scripts (drill run --script), after runbook run ID --execute. Without RUN the only open run is
    meant. The command is recorded as run, what is done by hand as done, and what must hold is looked at
    once; where it does not hold, the same line later looks again, and --note takes it as done. The run
    ends with its last step.
    """
    if not session.drill:
        raise UsageError(
            "steps are confirmed like this in a drill only", "at a terminal: ops-console runbook resume"
        )
    from console.cli.runbooks.runbook_stepping import Given, carry_on  # noqa: PLC0415 - heavy: only when it runs

    if len(words) > 2:
        raise UsageError("give RUN and STEP, or STEP alone", "quote what has blanks in it")
    run, name = words if len(words) == 2 else ("", words[0])
    carry_on(session, run, name, Given(note, skip, abort, again, by, answer, values))
