"""``ops-console drill``: an invented outage on the same screens."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.drills.drill_papers import PAPERS
from console.cli.drills.drill_writing import lint_scenarios, new_scenario
from console.cli.session import Session
from data.errors import UsageError

if TYPE_CHECKING:
    from data.drills.library import Scenarios
    from data.models.scenario import Scenario

_SEEDS = 1000
_FIRST = "database-connections"
"""The one to begin with: what is wrong is seen, and one procedure mends it."""
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


for command in (new_scenario, lint_scenarios, *PAPERS):
    drill.add_command(command)


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
@click.option("--speed", type=_SPEED, default=None, help="Seconds of it to one of yours; by default 1.")
@click.option("--seed", type=int, default=None, help="What chance is made of; by default another each time.")
@click.option(
    "--script",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Let FILE play, without a terminal; without --speed as fast as it goes.",
)
@click.option("--json", "as_json", is_flag=True, help="With --script: print the score as JSON.")
@click.pass_obj
def run_drill(
    session: Session, name: str, speed: float | None, seed: int | None, script: Path | None, as_json: bool
) -> int:
    """Play a scenario: one of the list, or a file of your own (./mine.toml).

    A script has one action a line: MM:SS of the scenario, then a command without the program's name, or
    keys and their names, or type and words. # begins a comment. Steps of a runbook are carried out with
    runbook run ID --execute, then runbook step STEP for each.

    \b
    04:10 incident declare --severity P0 --title "nobody can sign in"
    04:30 runbook run unified-database-connections --execute
    04:40 runbook step status
    05:00 keys 8
    """
    file = Path(name)
    extra = (file,) if file.suffix == ".toml" else ()
    scenarios = _scenarios(session, extra)
    scenario = scenarios.scenarios[-1] if extra else scenarios.get(name)
    if as_json and script is None:
        raise UsageError("--json is for --script", "a drill on the screens shows its score at the end")
    if script is None:
        session.require_terminal()
        return _play(session, scenario, speed or 1.0, seed)
    from console.cli.drills.drill_script import play_script  # noqa: PLC0415 - heavy: only when it runs

    play_script(session, _judged(session, scenario), _seed(seed), speed, script, as_json=as_json)
    return 0


@drill.command("lead")
@click.argument("words", nargs=-1, metavar="[DRILL] [ORDER [WORDS]…]")
@click.option(
    "--scenario",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Where the drill plays a file of your own: that file.",
)
@click.pass_obj
def lead_drill(session: Session, words: tuple[str, ...], file: Path | None) -> int:
    """Lead a drill from a second terminal: see the players and the script, stop time, let things happen.

    DRILL is the name of its folder; without one it is the latest that is being played. Without an
    order a screen opens; with one it is done at once. What is noted is kept for the talk afterwards.

    \b
    pause | go | speed 5
    inject ID                      one of the scenario's own, now
    say "Mira, support" "Down?"    somebody writes to the players
    note "nobody looked at the pool"
    """
    from console.cli.drills.drill_lead import lead  # noqa: PLC0415 - heavy: only when it runs

    return lead(session, words, file)


def _scenarios(session: Session, extra: tuple[Path, ...] = ()) -> Scenarios:
    from data.drills.library import load_scenarios, scenario_files  # noqa: PLC0415 - heavy: only when it runs
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415

    procedures = session.settings().procedures
    named = {file.resolve() for file in extra}
    own = [file for file in scenario_files(procedures) if file.resolve() not in named]
    return load_scenarios(load_runbooks(procedures), session.policies(), (*own, *extra))


def _choose(session: Session, scenarios: Scenarios) -> Scenario | None:
    """Which one is to be played; None where somebody would rather not."""
    found = sorted(scenarios.scenarios, key=lambda each: each.id != _FIRST)
    session.say("Drills: an invented outage on the console's own screens. Nothing is touched.\n")
    for number, each in enumerate(found, 1):
        session.say(f"{number:>3}  {each.title}, {_minutes(each)} min")
    session.say()
    while True:
        words = click.prompt("Which one? A number, or q to leave", default="1").strip()
        if words.casefold() in ("q", "quit"):
            return None
        if not words.isdecimal():
            return scenarios.get(words)
        if 1 <= int(words) <= len(found):
            return found[int(words) - 1]


def _play(session: Session, scenario: Scenario, speed: float, seed: int | None) -> int:
    from console.drill.app import DrillConsole  # noqa: PLC0415 - heavy: textual
    from console.drill.parts import Wanted, drill_parts  # noqa: PLC0415

    made = drill_parts(session, Wanted(_judged(session, scenario), _seed(seed), speed))
    try:
        return DrillConsole(made).launch()
    finally:
        made.parts.journal.close(1.0)


def _judged(session: Session, scenario: Scenario) -> Scenario:
    """By the policy that was asked for, where one was."""
    from console.drill.parts import by_policy  # noqa: PLC0415 - heavy: only when it runs

    asked = session.options.policy
    return by_policy(scenario, session.policies().get(asked)) if asked else scenario


def _seed(seed: int | None) -> int:
    return random.randrange(_SEEDS) if seed is None else seed


def _minutes(scenario: Scenario) -> int:
    return round(scenario.lasts / 60)
