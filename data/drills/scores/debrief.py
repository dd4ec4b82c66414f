"""The debrief of a drill in Markdown: what happened, what could be known, what was done, what to train."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.drills.orders.orders import LeadNote, is_said, second_of, told_inject
from data.drills.plays.played import Played
from data.drills.plays.resuming import RESUMED
from data.drills.plays.telling import INJECT, TITLES, second_words
from data.drills.scores.advice import ADVICE
from data.drills.scores.score_words import moment
from data.drills.worlds.rounds import answer_at
from data.drills.worlds.tags import tag_of
from data.drills.worlds.world import World
from data.incidents.run_words import RUNBOOK, telling_of_run
from data.markdown import escaped
from data.models.failure import Failure
from data.models.scenario import Service
from data.models.score import Score
from data.models.verdict import Verdict
from data.policies.judge import judge

_TO_TRAIN = 3
_NOTICED = ("incident.signal", "incident.alert", "incident.deployment")
"""What the console writes by itself: it could be known, and nobody did it."""
_OTHERS = {
    "run.started": "began the list {checklist}",
    "run.signed": "signed the list {run}",
    RESUMED: "went on with the drill, which had been left",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the time: what was the case, what the console showed or somebody said, what was done."""

    second: float
    was: str = ""
    known: str = ""
    done: str = ""


def debrief(found: Played, seed: int, score: Score, head: str, notes: Sequence[LeadNote] = ()) -> str:
    """The whole text; `head` says who played, and when; `notes` are those of whoever led it."""
    scenario = found.scenario
    lines = [f"# Debrief: {escaped(scenario.title)}", "", f"**DRILL** · {head}", ""]
    lines += [f"**{score.total:g} of 100 points.**", "", "## The score", ""]
    lines += ["| | Points | Of | When | Why |", "| --- | ---: | ---: | ---: | --- |"]
    for line in score.lines:
        told = [TITLES[line.mark], f"{line.points:g}", f"{line.of:g}", moment(line), escaped(line.why)]
        lines.append(f"| {' | '.join(told)} |")
    lines += ["", "## What to train", "", *_to_train(found, score), ""]
    lines += ["## What happened", ""]
    lines += [
        "| Time | What was the case | What could be known | What was done |",
        "| ---: | --- | --- | --- |",
    ]
    for each in timeline(found, seed):
        told = [second_words(each.second), escaped(each.was), escaped(each.known), escaped(each.done)]
        lines.append(f"| {' | '.join(told)} |")
    lines += ["", "## What was noted", ""] if notes else []
    lines += [f"- {second_words(each.second)} {escaped(each.words)} ({escaped(each.by)})" for each in notes]
    story = " ".join(scenario.story.split())
    lines += ["", "## The story", "", escaped(story)] if story else []
    return "\n".join([*lines, ""])


def timeline(found: Played, seed: int) -> tuple[Happening, ...]:
    """Everything in the order of time; at one second first what was the case, then what was known of it."""
    world = World(found.scenario, seed)
    for each in found.deeds:
        world.do(each.deed, each.second)
    led = {tag_of(each.inject.id) for each in found.brought}
    for entry in found.entries:
        inject = told_inject(entry, found.scenario) if entry.kind == INJECT else None
        if inject is not None and entry.get("inject") not in led:
            world.bring(inject, second_of(entry))
    for came in found.brought:
        world.bring(came.inject, came.second)
    every = [*_what_was(found), *_what_could_be_known(found, world), *_what_was_done(found)]
    return tuple(sorted(every, key=lambda each: (each.second, not each.was, not each.known)))


def _to_train(found: Played, score: Score) -> list[str]:
    dearest = score.worst[:_TO_TRAIN]
    if not dearest:
        return ["Nothing was lost. Play it again with another seed, or a harder one."]
    lines = []
    for number, line in enumerate(dearest, 1):
        advice = ADVICE[line.mark].format(procedure=found.scenario.procedure or "the right procedure")
        lost = f"{line.of - line.points:g} points lost: {escaped(line.why)}"
        lines.append(f"{number}. **{TITLES[line.mark]}** ({lost}). {advice}")
    return lines


def _what_was(found: Played) -> Iterator[Happening]:
    for each in found.episodes:
        words = "made worse: " if each.trouble.at is None else ""
        yield Happening(each.began, was=f"{words}{each.trouble.title}")
        if each.cured is not None:
            yield Happening(each.cured, was=f"no longer: {each.trouble.title}")


def _what_could_be_known(found: Played, world: World) -> Iterator[Happening]:
    brought = {(each.inject.id, float(int(each.second))) for each in found.brought}
    for each in world.happened(found.until):
        who = f"{each.inject.who}: " if each.inject.who else ""
        led = (each.inject.id, each.second) in brought or is_said(each.inject)
        told = ["leads nowhere"] if each.inject.trail else []
        told += ["by the leader"] if led else []
        more = f" ({'; '.join(told)})" if told else ""
        yield Happening(each.second, known=f"{each.inject.kind.value}: {who}{each.inject.words}{more}")
    for line in found.incident.timeline if found.incident else ():
        if line.stamp.entry in _replies(found):
            words = f"{line.stamp.by}: {line.words} (by the leader)"
            yield Happening(found.second(line.stamp.at), known=words)
    for service in found.scenario.services:
        yield from _verdicts(found, world, service)


def _verdicts(found: Played, world: World, service: Service) -> Iterator[Happening]:
    """When a signal of a service began to warn or fail, and when it was well again."""
    last: dict[str, Verdict] = {}
    second = 0.0
    while second <= found.until:
        for signal, (verdict, words) in _judged(found, world, service, second).items():
            before = last.get(signal, Verdict.PASS)
            if verdict is not before:
                yield Happening(second, known=f"{service.name}: {verdict.value}: {words}")
            last[signal] = verdict
        second += service.every


def _judged(found: Played, world: World, service: Service, second: float) -> dict[str, tuple[Verdict, str]]:
    answer = answer_at(world, service, second)
    if isinstance(answer, Failure):
        return {"": (Verdict.ERROR, answer.message)}
    said = {"": (Verdict.PASS, "answers again")}
    for each in answer.observations:
        judged = judge(each, found.policy)
        said[f"{each.signal} {dict(each.labels) or ''}"] = (judged.verdict, f"{each.signal} {judged.words}")
    return said


def _what_was_done(found: Played) -> Iterator[Happening]:
    told = {each.id for each in found.entries if each.kind in (INJECT, *_NOTICED)} | _replies(found)
    for line in found.incident.timeline if found.incident else ():
        if line.stamp.entry not in told:
            told.add(line.stamp.entry)
            yield Happening(found.second(line.stamp.at), done=f"{line.stamp.by}: {line.words}")
    for each in found.entries:
        words = telling_of_run(each.kind, each.fields) if each.kind.startswith(RUNBOOK) else ""
        if each.kind in _OTHERS:
            words = _OTHERS[each.kind].format(run=each.get("run", ""), checklist=each.get("checklist", ""))
        if words and each.id not in told:
            yield Happening(found.second(each.at), done=f"{each.by}: {words}")


def _replies(found: Played) -> frozenset[str]:
    """The entries with which a leader's invented colleagues answered."""
    given = [each.order.reply for each in found.led]
    said = {(each.incident, each.question, each.who) for each in given if each is not None}
    answers = [each for each in found.entries if each.kind == "incident.answer"]
    return frozenset(
        each.id for each in answers if (each.get("incident"), each.get("question"), each.by) in said
    )
