"""``ops-console drill``: an invented outage on the same screens."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.session import Session

if TYPE_CHECKING:
    from data.drills.library import Scenarios
    from data.models.scenario import Scenario

_SEEDS = 1000
_SPEED = click.FloatRange(0.1, 60)


@click.group(invoke_without_command=True)
@click.pass_context
def drill(ctx: click.Context) -> int | None:
    """Drills: live an invented outage on the console's own screens, and see what it was worth.

    Without a command: choose a scenario, and begin. Nothing is asked of any network, no command is
    run, no word is sent, and nothing counts in any report.
    """
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    session.require_terminal()
    scenario = _choose(session, _scenarios(session))
    return 0 if scenario is None else _play(session, scenario, 1.0, None)


@drill.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_scenarios(session: Session, as_json: bool) -> None:
    """The scenarios, with the minutes that they last."""
    found = _scenarios(session).scenarios
    if as_json:
        rows = [{"id": each.id, "title": each.title, "minutes": _minutes(each)} for each in found]
        session.say_json(rows)
        return
    width = max((len(each.id) for each in found), default=0)
    for each in found:
        session.say(f"{each.id:{width}}  {_minutes(each):>3} min  {each.title}")


@drill.command("run")
@click.argument("name", metavar="ID")
@click.option("--speed", type=_SPEED, default=1.0, show_default=True, help="Seconds of it to one of yours.")
@click.option("--seed", type=int, default=None, help="What chance is made of; by default another each time.")
@click.pass_obj
def run_drill(session: Session, name: str, speed: float, seed: int | None) -> int:
    """Play a scenario: one of the list, or a file of your own (./mine.toml)."""
    file = Path(name)
    extra = (file,) if file.suffix == ".toml" else ()
    scenarios = _scenarios(session, extra)
    scenario = scenarios.scenarios[-1] if extra else scenarios.get(name)
    session.require_terminal()
    return _play(session, scenario, speed, seed)


def _scenarios(session: Session, extra: tuple[Path, ...] = ()) -> Scenarios:
    from data.drills.library import load_scenarios  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415

    return load_scenarios(load_runbooks(session.settings().procedures), session.policies(), extra)


def _choose(session: Session, scenarios: Scenarios) -> Scenario | None:
    """Which one is to be played; None where somebody would rather not."""
    found = scenarios.scenarios
    session.say("Drills: an invented outage on the console's own screens. Nothing here touches anything.\n")
    for number, each in enumerate(found, 1):
        session.say(f"{number:>3}  {each.title}, {_minutes(each)} min")
    words = click.prompt("\nWhich one? A number, or q to leave", default="1", show_default=True, err=False)
    if words.strip().casefold() in ("q", "quit"):
        return None
    if words.strip().isdecimal() and 1 <= int(words) <= len(found):
        return found[int(words) - 1]
    return scenarios.get(words.strip())


def _play(session: Session, scenario: Scenario, speed: float, seed: int | None) -> int:
    from console.drill.app import DrillConsole  # noqa: PLC0415 - heavy: textual
    from console.drill.parts import Wanted, by_policy, drill_parts  # noqa: PLC0415

    if session.options.policy:
        scenario = by_policy(scenario, session.policies().get(session.options.policy))
    seed = random.randrange(_SEEDS) if seed is None else seed
    made = drill_parts(session, Wanted(scenario, seed, speed))
    try:
        return DrillConsole(made).launch()
    finally:
        made.parts.journal.close(1.0)


def _minutes(scenario: Scenario) -> int:
    return round(scenario.lasts / 60)
