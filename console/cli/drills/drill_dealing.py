"""``drill deal``, and what a blind drill plays: its players are not told which scenario it is."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.drills.drill_choosing import numbered, of_number
from console.cli.session import Session
from data.errors import UsageError

if TYPE_CHECKING:
    from data.drills.scenarios.library import Scenarios
    from data.models.scenario import Scenario


MOST_SEED = 2**63 - 1
"""What an entry of the journal can hold."""


@click.command("deal")
@click.argument("name", metavar="ID")
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=None, help="What chance is made of.")
@click.pass_obj
def deal_drill(session: Session, name: str, seed: int | None) -> None:
    """Choose, for others, what the next blind drill plays: a scenario, or a file of your own (./mine.toml).

    They begin it with drill run --blind. Until its end neither their screens nor the name of its folder
    nor what is typed on their side say which it is; drill lead in your own terminal does.
    """
    from data.config.places import state_dir  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.dealing import Dealt, deal  # noqa: PLC0415
    from data.drills.plays.folders import drills_dir  # noqa: PLC0415
    from data.errors import ConfigError  # noqa: PLC0415

    scenario, file = named(scenarios_for(session, name), name)
    root = drills_dir(state_dir(session.environ))
    try:
        deal(root, Dealt(scenario.id, str(file.resolve()) if file else "", -1 if seed is None else seed))
    except OSError as error:
        words = f"nothing can be dealt: {error.strerror or error}"
        raise ConfigError(words, file=root, remedy="set XDG_STATE_HOME to a folder of yours") from error
    session.say(f"The next blind drill plays {scenario.id}. Its players begin: ops-console drill run --blind")


def blind_choice(session: Session, seed: int | None) -> tuple[str, int | None]:
    """What a blind drill plays, as it would be named, and its seed: what was dealt, else any scenario."""
    from data.config.places import state_dir  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.plays.dealing import take_dealt  # noqa: PLC0415
    from data.drills.plays.folders import drills_dir  # noqa: PLC0415

    dealt = take_dealt(drills_dir(state_dir(session.environ)))
    if dealt is None:
        return random.choice(scenarios_for(session, "").scenarios).id, seed
    if seed is None and dealt.seed >= 0:
        seed = dealt.seed
    return dealt.file or dealt.scenario, seed


def scenarios_for(session: Session, name: str) -> Scenarios:
    """All scenarios, with the one in the file of that name, where it is a file's. Raises OpsError."""
    from console.cli.drills.drill_scenarios import scenarios_of  # noqa: PLC0415 - heavy: only when it runs

    file = _file(name)
    return scenarios_of(session, (file,) if file else ())


def named(scenarios: Scenarios, name: str) -> tuple[Scenario, Path | None]:
    """The scenario of that name, and its file where the name is a file's. Raises UsageError."""
    file = _file(name)
    meant = of_number(numbered(scenarios), name)
    if meant is not None and name not in scenarios.ids:
        raise UsageError(
            f"a scenario is named here, and {name} is only its number in ops-console drill",
            f'write "{meant.id}"',
        )
    return (scenarios.scenarios[-1] if file else scenarios.get(name)), file


def _file(name: str) -> Path | None:
    file = Path(name)
    return file if file.suffix == ".toml" else None
