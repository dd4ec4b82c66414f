"""The two documents that an incident leaves: the report within two hours, the review within two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.incidents.times import Times, times_of
from data.models.incident import Action, Incident, Question, Task
from data.models.timer import Timer
from data.reports.incidents.answers import answers_of
from data.reports.incidents.case import Case
from data.reports.incidents.followed import Followed, followed
from data.reports.incidents.milestones import Milestone, Spell, milestones_of, spells_of
from data.reports.incidents.picture import Picture, picture_of
from data.reports.incidents.questions import Answer
from data.reports.incidents.sent import Sent, sent
from data.reports.incidents.spoken import Owed, owed
from data.reports.incidents.story import Told, story_of
from data.reports.incidents.usual import Usual, usual_of


@dataclass(frozen=True, slots=True)
class Report:
    """What happened, when, under which demands, and with what proof; as it stood at `at`."""

    incident: Incident
    severity_name: str
    at: datetime
    milestones: tuple[Milestone, ...]
    spells: tuple[Spell, ...]
    clocks: tuple[Timer, ...]
    owed: tuple[Owed, ...]
    sent: tuple[Sent, ...]
    followed: tuple[Followed, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    story: tuple[Told, ...]
    picture: Picture

    @property
    def actions(self) -> tuple[Action, ...]:
        """What is to be done so that it does not come back."""
        return self.incident.actions


@dataclass(frozen=True, slots=True)
class Review:
    """The report, held against other incidents, with the twelve questions; `people` are who took part."""

    report: Report
    times: Times
    usual: tuple[Usual, ...]
    answers: tuple[Answer, ...]
    people: tuple[tuple[str, str], ...]
    """Names, and what each was in it."""
    wanted: tuple[str, ...] = ()
    """Who should take part in the review, as the policy has it."""


def report_of(case: Case) -> Report:
    """The report, from what is on record."""
    incident = case.incident
    severity = case.policy.severity(incident.severity)
    return Report(
        incident=incident,
        severity_name=severity.name if severity else "",
        at=case.at,
        milestones=milestones_of(case),
        spells=spells_of(case),
        clocks=tuple(timer for timer in case.timers if timer.due is not None or timer.done is not None),
        owed=owed(case),
        sent=sent(case),
        followed=followed(case),
        tasks=tuple(task for task in incident.tasks if task.done is None),
        questions=tuple(each for each in incident.questions if each.answered is None),
        story=story_of(case),
        picture=picture_of(case),
    )


def review_of(case: Case) -> Review:
    """The review, as far as the entries carry it."""
    return Review(
        report=report_of(case),
        times=times_of(case.incident),
        usual=usual_of(case.others or (case.incident,)),
        answers=answers_of(case),
        people=_people(case.incident),
        wanted=next((timer.who for timer in case.timers if timer.name == "review" and timer.who), ()),
    )


def _people(incident: Incident) -> tuple[tuple[str, str], ...]:
    """Who had a role, then who had a task, then whoever wrote a line."""
    found: dict[str, list[str]] = {}
    for role in incident.roles.values():
        found.setdefault(role.who, []).append(role.name)
    for task in incident.tasks:
        if task.owner:
            found.setdefault(task.owner, [])
    for line in incident.timeline:
        found.setdefault(line.stamp.by, [])
    return tuple((who, ", ".join(roles) or "took part") for who, roles in found.items() if who)
