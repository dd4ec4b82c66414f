"""``ops-console drill lead``: which drill, and what is to be done in it."""

from __future__ import annotations

from pathlib import Path

from console.cli.session import Session
from console.drill.lead_post import LeadPost
from console.drill.parts import by_policy
from data.config.nearest import did_you_mean
from data.config.places import state_dir
from data.drills.folders import DrillFolder, drills_dir, drills_in, scenario_digest
from data.drills.library import load_scenarios
from data.drills.orders import go_draft, inject_order, note_draft, pause_draft, say_draft, speed_draft
from data.drills.stage_time import read_stage_time
from data.errors import UsageError
from data.models.entry import Draft
from data.models.scenario import Scenario
from data.procedures.runbooks.shelf import load_runbooks

_ORDERS = {"pause": 0, "go": 0, "speed": 1, "inject": 1, "say": 2, "note": 1}
"""Each with how many words it needs."""
_SAVED_S = 5.0


def lead(session: Session, words: tuple[str, ...], file: Path | None) -> int:
    """Open the leader's screen, or give one order. Raises OpsError."""
    named = words[0] if words and words[0] not in _ORDERS else ""
    order = words[1:] if named else words
    if order:
        _check(order)
    else:
        session.require_terminal()
    folder = find_drill(drills_dir(state_dir(session.environ)), named)
    post = LeadPost(session, folder, scenario_of(session, folder, file))
    if not order:
        from console.drill.lead import LeadConsole  # noqa: PLC0415 - heavy: textual

        return LeadConsole(post, session.options.theme or session.settings().console.theme).launch()
    try:
        post.order(draft_of(order, post)).result(_SAVED_S)
    except TimeoutError:
        raise UsageError("the order is not on disk", f"is there room in {folder.path}?") from None
    finally:
        post.close()
    session.say(f"{folder.path.name}: {' '.join(order)}")
    return 0


def find_drill(root: Path, name: str) -> DrillFolder:
    """The drill of that name; without one the latest that is being played. Raises UsageError."""
    found = drills_in(root)
    if name:
        names = [each.path.name for each in found]
        if name not in names:
            raise UsageError(
                f'no drill is called "{name}"', did_you_mean(name, names) or f"they are in {root}"
            )
        return found[names.index(name)]
    for each in reversed(found):
        time = read_stage_time(each.path)
        if time is not None and time.alive and not time.ended:
            return each
    raise UsageError("no drill is being played", "begin one in another terminal: ops-console drill run ID")


def scenario_of(session: Session, folder: DrillFolder, file: Path | None) -> Scenario:
    """What that drill plays. Raises OpsError where it is not at hand as it was played."""
    policies = session.policies()
    extra = (file,) if file else ()
    scenarios = load_scenarios(load_runbooks(session.settings().procedures), policies, extra)
    known = {each.id for each in scenarios.scenarios}
    if folder.head.scenario not in known:
        raise UsageError(f"{folder.head.scenario} is a scenario of your own", "name it: --scenario FILE")
    scenario = by_policy(scenarios.get(folder.head.scenario), policies.get(folder.head.policy))
    if scenario_digest(scenario) != folder.head.digest:
        raise UsageError(
            f"{folder.head.scenario} is not as it was when the drill began", "begin the drill again"
        )
    return scenario


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
    return note_draft(" ".join(rest), post.second)


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
