"""What each mark looks at: pure functions from what was played to a share of its points, and why."""

from __future__ import annotations

from dataclasses import dataclass

from data.drills.plays.played import Played
from data.drills.plays.telling import second_words
from data.models.timer import Timer, TimerState

_SOON_S = 300.0
"""What was declared so soon after the first sign of trouble was seen at once."""
_NOTES = 3
_REVIEWS = ("report", "review")


@dataclass(frozen=True, slots=True)
class Worth:
    """How much of the points, from nought to one, why, and at which second that was decided."""

    share: float
    why: str
    at: float | None = None


def detected(played: Played) -> Worth:
    """Declared within five minutes of the first sign of trouble; half of the points within fifteen.

    Whoever declared before the trouble, upon something that a leader brought forward, is measured from that.
    """
    began, declared = played.began, _declared(played)
    if began is None:
        return Worth(1.0, "there was nothing to detect")
    if declared is None:
        return Worth(0.0, "nothing was declared")
    since, words = (began, "it began") if played.shown is None else (played.shown, "it showed")
    if declared < began and played.sign is not None and played.sign <= declared:
        since, words = played.sign, "the first sign of it, brought forward by the leader,"
    elif declared < began:
        return Worth(0.0, "declared before anything was wrong", declared)
    after = declared - since
    if after < 0:
        return Worth(1.0, f"declared before it showed at {second_words(since)}", declared)
    share = 1.0 if after <= _SOON_S else 0.5 if after <= 3 * _SOON_S else 0.0
    told = f"declared {second_words(after)} after {words} at {second_words(since)}"
    return Worth(share, told if share == 1 else f"{told}; {second_words(_SOON_S)} is in time", declared)


def acknowledged(played: Played) -> Worth:
    """Somebody answered within the policy's time."""
    found = _in_time(played, "respond")
    if found is not None:
        return found
    stamp = played.incident.acknowledged if played.incident else None
    if stamp is None:
        return Worth(0.0, "nobody acknowledged it")
    return Worth(1.0, "acknowledged; the policy sets no time", played.second(stamp.at))


def severity(played: Played) -> Worth:
    """The right severity at the declaration; half for finding it later."""
    incident, right = played.incident, played.scenario.severities
    if incident is None or not incident.severities:
        return Worth(0.0, "nothing was declared")
    first, last = incident.severities[0], incident.severities[-1]
    wanted = " or ".join(right)
    if first.severity in right:
        return Worth(1.0, f"{first.severity} from the beginning", played.second(first.stamp.at))
    if last.severity in right:
        words = f"{last.severity} in the end; it began as {first.severity}"
        return Worth(0.5, words, played.second(last.stamp.at))
    return Worth(0.0, f"{last.severity}; it was {wanted}", played.second(last.stamp.at))


def escalated(played: Played) -> Worth:
    """Escalated within the policy's time; where it sets none, at all, or ended before it was needed."""
    found = _in_time(played, "escalate")
    if found is not None:
        return found
    incident = played.incident
    if incident is None:
        return Worth(0.0, "nothing was declared")
    if incident.escalations:
        return Worth(1.0, "escalated; the policy sets no time", played.second(incident.escalations[0].at))
    if incident.resolved is None:
        return Worth(0.0, "nobody was called")
    when = played.second(incident.resolved.at)
    if any(each.cured is None for each in played.episodes if each.trouble.at is not None):
        return Worth(0.0, "nobody was called, and it was still wrong when it was said to be resolved", when)
    return Worth(1.0, "resolved before anybody else was needed", when)


def updated(played: Played) -> Worth:
    """The share of updates that went out in time."""
    timers = [
        each for each in played.timers if "update" in each.name and each.state is not TimerState.NOT_SET
    ]
    decided = [each for each in timers if each.state in (TimerState.MET, TimerState.LATE, TimerState.MISSED)]
    late = sum(max(1, each.lapses) for each in decided if each.state is not TimerState.MET)
    good = sum(each.state is TimerState.MET for each in decided)
    if played.incident is None:
        return Worth(0.0, "nobody was told anything")
    if not decided:
        told = bool(played.incident.updates)
        return Worth(float(told), "people were told" if told else "nobody was told anything")
    words = f"{good} in time" + (f", {late} late or never" if late else "")
    return Worth(good / (good + late), words)


def right_runbook(played: Played) -> Worth:
    """The right procedure was opened."""
    wanted = played.scenario.procedure
    run = next((each for each in played.runs if each.runbook == wanted), None)
    if run is not None:
        return Worth(1.0, f"{run.title or wanted} was opened", played.second(run.began.at))
    if played.runs:
        return Worth(0.0, f"{played.runs[0].title} was opened; the right one is {wanted}")
    return Worth(0.0, f"no procedure was opened; the right one is {wanted}")


def right_order(played: Played) -> Worth:
    """Something that cures was done, and never without what must come before it."""
    done: set[str] = set()
    helped: float | None = None
    for each in played.deeds:
        missing = [id for id in each.deed.needs if id not in done]
        if missing:
            early = ", ".join(_step_of(played, id) for id in missing)
            return Worth(0.0, f"“{each.deed.step}” before {early}", each.second)
        if each.deed.cures and helped is None:
            helped = each.second
        done.add(each.deed.id)
    return (
        Worth(1.0, "what helps was done, and nothing before its time", helped)
        if helped is not None
        else Worth(0.0, "nothing that helps was done")
    )


def looked_before_acting(played: Played) -> Worth:
    """Something was looked at before the first thing was changed, or the procedure begins with that."""
    first = next((each for each in played.steps if not each.checked), None)
    looked = [
        each for each in played.steps if each.checked and (first is None or each.second <= first.second)
    ]
    if looked:
        return Worth(1.0, f"“{looked[0].step}” was looked at first", looked[0].second)
    if first is not None and any(
        (run.runbook, *run.steps[:1]) == (played.scenario.procedure, first.step) for run in played.runs
    ):
        return Worth(1.0, f"the procedure begins with “{first.step}”", first.second)
    if first is not None:
        return Worth(0.0, f"“{first.step}” was done without a look at how things were", first.second)
    return Worth(0.0, "nothing was looked at")


def mitigated(played: Played) -> Worth:
    """Everything that went wrong by itself was cured."""
    wrong = [each for each in played.episodes if each.trouble.at is not None]
    left = [each.trouble.title for each in wrong if each.cured is None]
    if not wrong or left:
        return Worth(0.0, f"still wrong: {', '.join(left)}" if left else "nothing went wrong")
    over = max(each.cured for each in wrong if each.cured is not None)
    return Worth(1.0, "everything was well again", over)


def evidence(played: Played) -> Worth:
    """What people saw and did is on record: notes, and steps with their outcome."""
    notes = sum(each.kind in ("incident.note", "note") for each in played.entries)
    found = notes + len(played.steps)
    words = f"{_count(notes, 'note')} and {_count(len(played.steps), 'step')} are on record"
    return Worth(min(1.0, found / _NOTES), words)


def handed_over(played: Played) -> Worth:
    """The command was handed over with its three values."""
    handed = next((each for each in played.entries if each.kind == "incident.handover"), None)
    if handed is None:
        return Worth(0.0, "nobody took over")
    return Worth(1.0, "handed over, and confirmed", played.second(handed.at))


def reviewed(played: Played) -> Worth:
    """Resolved, and the report or the review written."""
    incident = played.incident
    if incident is None or incident.resolved is None:
        return Worth(0.0, "it was not brought to its end")
    written = [stamp for name, stamp in incident.met.items() if name in _REVIEWS]
    if not written:
        return Worth(0.0, "resolved, and nothing written about it", played.second(incident.resolved.at))
    return Worth(1.0, "resolved, and written about", played.second(written[0].at))


def kept_calm(played: Played) -> Worth:
    """Nothing was declared on a day on which nothing was wrong, by somebody who had looked."""
    if played.incident is not None:
        return Worth(0.0, f"{played.incident.id} was declared over nothing", _declared(played))
    if _signed(played) is None:
        return Worth(0.0, "nothing was declared, but nobody had looked")
    return Worth(1.0, "nothing was declared")


def looked(played: Played) -> Worth:
    """The day's list was worked through and signed; a quarter for having begun one."""
    signed = _signed(played)
    if signed is not None:
        return Worth(1.0, "the list was worked through and signed", signed)
    begun = next((played.second(each.at) for each in played.entries if each.kind == "run.started"), None)
    if begun is not None:
        return Worth(0.25, "a list was begun, and not signed", begun)
    return Worth(0.0, "no list was signed")


def did_no_harm(played: Played) -> Worth:
    """Nothing was made worse."""
    if not played.harmed:
        return Worth(1.0, "nothing was made worse")
    titles = ", ".join(each.trouble.title for each in played.harmed)
    left = any(each.cured is None for each in played.harmed)
    words = f"made worse, and left so: {titles}" if left else f"made worse, then good again: {titles}"
    return Worth(0.0, words, played.harmed[0].began)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _step_of(played: Played, deed: str) -> str:
    """The step that is a deed, as players know it."""
    return next((f"“{each.step}”" for each in played.scenario.deeds if each.id == deed), deed)


def _declared(played: Played) -> float | None:
    stamp = played.incident.declared if played.incident else None
    return None if stamp is None else played.second(stamp.at)


def _signed(played: Played) -> float | None:
    return next((played.second(each.at) for each in played.entries if each.kind == "run.signed"), None)


def _in_time(played: Played, name: str) -> Worth | None:
    """What became of a policy's clock of that name; None where it sets none that was decided."""
    known = {
        TimerState.MET: (1.0, "met in time"),
        TimerState.LATE: (0.5, "met late"),
        TimerState.MISSED: (0.0, "never met"),
    }
    found: list[Timer] = [each for each in played.timers if each.name == name and each.state in known]
    if not found:
        return None
    share, words = min((known[each.state] for each in found), key=lambda pair: pair[0])
    done = next((each.done for each in found if each.done is not None), None)
    return Worth(
        share, f"the policy's clock “{name}” was {words}", None if done is None else played.second(done)
    )
