"""``ops-console drill lead``: which drill, and what is to be done in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from console.cli.drills.drill_scenarios import scenarios_of
from console.cli.session import Session
from console.drill.lead_post import LeadPost
from data.config.nearest import did_you_mean
from data.config.places import state_dir
from data.drills.leaders.leading import Asked, asked_in
from data.drills.orders.obeyed import is_alone
from data.drills.orders.orders import (
    Reply,
    answer_draft,
    go_draft,
    inject_order,
    note_draft,
    pause_draft,
    say_draft,
    speed_draft,
)
from data.drills.plays.as_played import scenario_as_played
from data.drills.plays.folders import DrillFolder, drills_dir, drills_in
from data.drills.plays.past import entries_of, orders_in
from data.drills.plays.stage_time import read_stage_time
from data.drills.scores.history import named_drill
from data.errors import UsageError
from data.models.entry import Draft
from data.safe import safe

_ORDERS = {"pause": 0, "go": 0, "speed": 1, "inject": 1, "say": 2, "answer": 3, "note": 1}
"""Each with how many words it needs."""
_SAVED_S = 5.0
_HEARD_S = 3.0
_LOOK_S = 0.1
_WAIT_S = 0.5
_BEGIN = "begin one in another terminal: ops-console drill run ID"


def lead(
    session: Session, words: tuple[str, ...], file: Path | None, wait: Callable[[float], object] = time.sleep
) -> int:
    """Open the leader's screen, or give one order. Raises OpsError."""
    named = words[0] if words and words[0] not in _ORDERS else ""
    order = words[1:] if named else words
    root = drills_dir(state_dir(session.environ))
    if named:
        _refuse_mistyped(root, named)
    if order:
        _check(order)
        folder = find_drill(root, named)
    else:
        session.require_terminal()
        folder = find_drill(root, named) if named else _awaited(session, root, wait)
    if is_alone(orders_in(folder)):
        raise UsageError(
            f"{folder.path.name} is played by a script, which hears nobody",
            "without --script a drill can be led",
        )
    known = partial(scenarios_of, session, (file,) if file else ())
    post = LeadPost(session, folder, scenario_as_played(folder, session.policies(), known))
    if order:
        return _give(session, post, order)
    from console.drill.lead import LeadConsole  # noqa: PLC0415 - heavy: textual

    return LeadConsole(post, session.options.theme or session.settings().console.theme).launch()


def _refuse_mistyped(root: Path, word: str) -> None:
    """Where a drill's name is expected there may stand an order with a letter too few."""
    meant = did_you_mean(word, _ORDERS)
    if meant and not any(word in each.path.name for each in drills_in(root)):
        raise UsageError(f'"{safe(word)}" is no order, and no drill', meant)


def find_drill(root: Path, name: str) -> DrillFolder:
    """The drill of that name, or with it in its name; without one the latest that is being played.

    Raises UsageError.
    """
    if not name:
        found = _played_now(root)
        if found is None:
            raise UsageError("no drill is being played", _BEGIN)
        return found
    return named_drill(drills_in(root), name)


def draft_of(order: tuple[str, ...], post: LeadPost) -> Draft:
    """The entry for an order in words. Raises UsageError."""
    what, *rest = order
    match what:
        case "pause":
            return pause_draft()
        case "go":
            return go_draft()
        case "speed":
            return speed_draft(_number(rest[0]))
        case "inject":
            return inject_order(post.scenario, rest[0], post.second)
        case "say":
            return say_draft(rest[0], " ".join(rest[1:]), post.second)
        case "answer":
            asked = _asked(post, rest[0])
            reply = Reply(asked.incident, asked.question.id, rest[1], " ".join(rest[2:]))
            return answer_draft(reply, post.second)
    return note_draft(" ".join(rest), post.second)


def _awaited(session: Session, root: Path, wait: Callable[[float], object]) -> DrillFolder:
    """The drill that is being played; where none is, the next that begins."""
    told = False
    while (found := _played_now(root)) is None:
        if not told:
            session.say(f"No drill is being played; {_BEGIN}\nThis waits for it; Ctrl-C leaves.")
            told = True
        wait(_WAIT_S)
    return found


def _played_now(root: Path) -> DrillFolder | None:
    for each in reversed(drills_in(root)):
        stands = read_stage_time(each.path)
        if stands is not None and stands.alive and not stands.ended and not is_alone(orders_in(each)):
            return each
    return None


def _give(session: Session, post: LeadPost, order: tuple[str, ...]) -> int:
    """Give one order, and say what became of it."""
    name, noted = post.folder.path.name, order[0] == "note"
    try:
        stands = read_stage_time(post.folder.path)
        if stands is not None and stands.ended and not noted:
            raise UsageError(f"{name} has ended", f"a note is still kept: drill lead {name} note WORDS")
        given = post.order(draft_of(order, post)).result(_SAVED_S)
    except TimeoutError:
        raise UsageError("the order is not on disk", f"is there room in {post.folder.path}?") from None
    finally:
        post.close()
    session.say(f"{name}: {' '.join(order)}{'' if noted else _became(post, given.id)}")
    return 0


def _became(post: LeadPost, order: str) -> str:
    """What the players' console did, once it has heard the order. Raises UsageError where it would not."""
    until = time.monotonic() + _HEARD_S
    while (outcome := post.outcome(order)) is None:
        stands = read_stage_time(post.folder.path)
        if stands is None or not stands.alive:
            return " (kept: nobody plays at this moment; it is done when drill resume goes on with it)"
        if time.monotonic() > until:
            return " (kept; the players' console has not heard it yet)"
        time.sleep(_LOOK_S)
    if outcome.refused:
        raise UsageError(f"nothing came of it: {outcome.refused}")
    return ""


def _asked(post: LeadPost, number: str) -> Asked:
    asked = asked_in(entries_of(post.folder))
    found = next((each for each in reversed(asked) if each.question.id == number), None)
    if found is None:
        open_ = "; ".join(f"{each.question.id} {each.question.text}" for each in asked)
        raise UsageError(f'no question "{number}" is open', open_ or "say WHO WORDS writes to the players")
    return found


def _check(order: tuple[str, ...]) -> None:
    what, *rest = order
    if what not in _ORDERS:
        remedy = did_you_mean(what, list(_ORDERS)) or f"there are {', '.join(_ORDERS)}"
        raise UsageError(f'"{what}" is no order', remedy)
    if len(rest) < _ORDERS[what]:
        raise UsageError(f"{what} needs {_ORDERS[what]} more", "ops-console drill lead --help shows how")


def _number(words: str) -> float:
    try:
        return float(words.removesuffix("×").removesuffix("x"))
    except ValueError:
        raise UsageError(f'"{words}" is no speed', "a number, as in speed 5") from None
