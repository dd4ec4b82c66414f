"""``ops-console drill run --script``: playing a written operator, and saying what it was worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from console.cli.session import Session
from console.cli.streams import say_aside
from console.drill.commanding import COMMANDS
from console.drill.parts import Wanted, drill_parts
from console.drill.scripted import Outcome, ScriptedPlay
from data.drills.plays.folders import DrillFolder
from data.drills.plays.script import Action, read_script
from data.drills.plays.telling import second_words
from data.drills.scores.score_words import score_json, score_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.models.score import Score


def play_script(session: Session, wanted: Wanted, speed: float | None, file: Path, *, as_json: bool) -> None:
    """Play what is wanted by the script in a file, and print the score. Raises OpsError.

    Where no `speed` is given it is played as fast as it goes.
    """
    scenario, seed = wanted.scenario, wanted.seed
    actions = read_script(file, COMMANDS, scenario.lasts)
    drill = drill_parts(session, wanted)

    def heard(outcome: Outcome) -> None:
        where = f"{file}:{outcome.action.line}: {outcome.action.words}"
        if outcome.refused:
            say_aside(f"{where}: refused: {outcome.refused}")
        if not as_json:
            session.say(f"{second_words(outcome.action.second)}  {outcome.action.words}")
            session.say("".join(f"       {line}\n" for line in outcome.printed.splitlines()).rstrip("\n"))

    try:
        score = _played(ScriptedPlay(drill, session, speed=speed), actions, heard)
    finally:
        drill.close(5.0)
    if as_json:
        session.say_json(
            score_json(scenario.id, scenario.starts, seed, score) | {"drill": name_of(drill.folder)}
        )
    else:
        session.say("\n".join(["", *score_lines(scenario.title, seed, score), "", name_of(drill.folder)]))


def _played(play: ScriptedPlay, actions: tuple[Action, ...], heard: Callable[[Outcome], object]) -> Score:
    """Without a console, unless there are keys to press on it."""
    if not any(action.keys for action in actions):
        return play.play(actions, heard)
    import asyncio  # noqa: PLC0415 - heavy: only when it runs

    from console.drill.keyed import KeyedPlay  # noqa: PLC0415 - heavy: textual

    return asyncio.run(KeyedPlay(play).play(actions, heard))


def name_of(folder: DrillFolder) -> str:
    """What a drill is called in other commands."""
    return folder.path.name
