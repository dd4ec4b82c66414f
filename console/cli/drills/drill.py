"""``ops-console drill``: an invented outage on the same screens."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.drills.drill_choosing import choose, minutes_of
from console.cli.drills.drill_dealing import MOST_SEED, blind_choice, deal_drill, named, scenarios_for
from console.cli.drills.drill_papers import PAPERS
from console.cli.drills.drill_resume import left_lines, resume, resume_drill
from console.cli.drills.drill_writing import lint_scenarios, new_scenario
from console.cli.options import JSON
from console.cli.session import Session
from console.cli.speed import SPEED
from data.errors import UsageError

if TYPE_CHECKING:
    from console.drill.parts import Wanted
    from data.drills.scenarios.library import Scenarios
    from data.models.scenario import Scenario

_SEEDS = 1000


@click.group(invoke_without_command=True)
@click.pass_context
def drill(ctx: click.Context) -> int | None:
    """Drills: live an invented outage on the console's own screens, and see what it was worth.

    Without a command: choose a scenario, and begin. Nothing is asked of any network, no command is
    run, no word is sent, and nothing counts in any report. A drill can be left at any moment, with q
    or without: nothing is lost, and resume goes on with it.
    """
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    session.require_terminal()
    from console.cli.drills.drill_desk import Desk  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.folders import DrillFolder  # noqa: PLC0415

    scenarios = scenarios_for(session, "")
    chosen = choose(session, scenarios)
    if isinstance(chosen, DrillFolder):
        return resume(Desk(session), chosen)
    return 0 if chosen is None else _play(session, _wanted(session, scenarios, chosen))


for _each in (resume_drill, deal_drill, new_scenario, lint_scenarios, *PAPERS):
    drill.add_command(_each)


@drill.command("list")
@JSON
@click.pass_obj
def list_scenarios(session: Session, as_json: bool) -> None:
    """The scenarios, with the minutes that they last, and the drills that were left half-way."""
    found = scenarios_for(session, "").scenarios
    if as_json:
        rows = [{"id": each.id, "title": each.title, "minutes": minutes_of(each)} for each in found]
        session.say_json(rows)
        return
    width = max((len(each.id) for each in found), default=0)
    for each in found:
        session.say(f"{each.id:{width}}  {minutes_of(each):>3} min  {each.title}")
    for line in left_lines(session):
        session.say(line)


@drill.command("run")
@click.argument("name", metavar="[ID]", default="")
@click.option(
    "--blind", is_flag=True, help="You are not told which: the one that was dealt (drill deal), or any."
)
@click.option("--speed", type=SPEED, default=None, help="Seconds of it to one of yours; by default 1.")
@click.option(
    "--seed",
    type=click.IntRange(-MOST_SEED, MOST_SEED),
    default=None,
    help="What chance is made of; by default another each time.",
)
@click.option(
    "--script",
    type=click.Path(path_type=Path, readable=False),
    default=None,
    metavar="FILE",
    help="Let FILE play, without a terminal; without --speed as fast as it goes.",
)
@click.option("--json", "as_json", is_flag=True, help="With --script: print the score as JSON.")
@click.pass_obj
def run_drill(
    session: Session,
    name: str,
    blind: bool,
    speed: float | None,
    seed: int | None,
    script: Path | None,
    as_json: bool,
) -> int:
    """Play a scenario: one of the list, or a file of your own (./mine.toml).

    A script has one action a line: MM:SS of the scenario, then a command without the program's name, or
    keys and their names, or type and words. # begins a comment. Steps of a runbook are carried out with
    runbook run ID --execute, then runbook step STEP for each. A drill that a script plays cannot be led.

    \b
    04:10 incident declare --severity P0 --title "nobody can sign in"
    04:30 runbook run unified-database-connections --execute
    04:40 runbook step status
    05:00 keys 8
    """
    _check(name, blind=blind, script=script, as_json=as_json)
    if blind:
        session.require_terminal()
        name, seed = blind_choice(session, seed)
    scenarios = scenarios_for(session, name)
    scenario, _ = named(scenarios, name)
    if script is None:
        session.require_terminal()
    wanted = replace(_wanted(session, scenarios, scenario, speed or 1.0, seed), blind=blind)
    if script is None:
        return _play(session, wanted)
    from console.cli.drills.drill_script import play_script  # noqa: PLC0415 - heavy: only when it runs

    play_script(session, wanted, speed, script, as_json=as_json)
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
    answer 1 "Cy, releases" "4.2"  somebody answers their question 1
    note "nobody looked at the pool"
    """
    from console.cli.drills.drill_lead import lead  # noqa: PLC0415 - heavy: only when it runs

    return lead(session, words, file)


def _check(name: str, *, blind: bool, script: Path | None, as_json: bool) -> None:
    """Whether these go together. Raises UsageError."""
    if blind == bool(name):
        raise UsageError("name a scenario, or play --blind", "ops-console drill list")
    if blind and script is not None:
        raise UsageError("a script plays a scenario that is named", "leave --blind away")
    if as_json and script is None:
        raise UsageError("--json is for --script", "a drill on the screens shows its score at the end")


def _play(session: Session, wanted: Wanted) -> int:
    from console.drill.app import play  # noqa: PLC0415 - heavy: textual
    from console.drill.parts import drill_parts  # noqa: PLC0415

    return play(drill_parts(session, wanted))


def _wanted(
    session: Session, scenarios: Scenarios, scenario: Scenario, speed: float = 1.0, seed: int | None = None
) -> Wanted:
    """By the policy that was asked for, where one was."""
    from console.drill.parts import Wanted  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.scenarios.grading import by_policy  # noqa: PLC0415

    asked, text = session.options.policy, scenarios.text(scenario.id)
    judged = by_policy(scenario, asked, session.policies()) if asked else scenario
    return Wanted(judged, random.randrange(_SEEDS) if seed is None else seed, speed, text)
