"""What the entries of an incident can say to the questions of its review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.incidents.spans import span
from data.incidents.times import times_of
from data.models.incident import Incident, Stage
from data.models.timer import Timer, TimerState
from data.procedures.fields import text
from data.reports.incidents.case import Case
from data.reports.incidents.followed import followed
from data.reports.incidents.milestones import milestones_of
from data.reports.incidents.questions import QUESTIONS, Answer
from data.reports.incidents.spoken import UPDATES, Owed, owed
from data.reports.incidents.usual import usual_of
from data.safe import safe

_JUDGED = "incident.judged"
_AFTER = ("report", "review", "follow-up")
_BROKEN = (TimerState.LATE, TimerState.MISSED)

Said = tuple[str, str]
"""What the entries say, and why they cannot say (the rest of) it."""


def answers_of(case: Case) -> tuple[Answer, ...]:
    """All twelve, in their order."""
    about = _About(case)
    return tuple(_answer(case, about, id, area, words) for id, area, words in QUESTIONS)


class _About:
    """The questions one by one; what several need is worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.incident = case.incident
        self.times = milestones_of(case)
        self.runs = followed(case)
        self.owed = owed(case)

    def how_detected(self) -> Said:
        """By a signal or an alert before the declaration, else nobody knows."""
        declared = self.incident.declared
        if declared is None:
            return "", "its declaration is lost"
        found = [f"{each.source} {each.signal}: {each.words}".strip() for each in self.incident.seen[:3]]
        earlier = [
            f"{line.kind}: {line.words}"
            for line in self.incident.timeline
            if line.kind in ("signal", "alert") and line.stamp.steady <= declared.steady
        ]
        reason = self.incident.severities[0].reason if self.incident.severities else ""
        told = [*earlier[:3], *found] or ([reason] if reason else [])
        by = f"declared by {declared.by}"
        if not told:
            return "", f"no entry says what was seen first, only that it was {by}"
        return f"{'; '.join(told)}; {by}", ""

    def timely(self) -> Said:
        """The time from the beginning to the declaration; no document says how long it may take."""
        detected = self.times[0]
        if detected.after is None:
            return "", "nobody said when the trouble began (incident correct ENTRY --began TIME)"
        told = f"{span(-detected.after)} from the first sign to the declaration"
        told += f" ({detected.words})" if detected.words else ""
        why = f"{self.case.policy.id} does not say how soon trouble must be detected: yours to judge"
        return told, why

    def detection_better(self) -> Said:
        """Which signals crossed a limit only after people knew."""
        later = [f"{each.source} {each.signal}" for each in self.incident.crossed.values()]
        seen = {(each.source, each.signal) for each in self.incident.seen}
        later = [name for name in dict.fromkeys(later) if tuple(name.split(" ", 1)) not in seen]
        told = f"crossed their limits only after the declaration: {', '.join(later[:6])}" if later else ""
        return told, "what else could have shown it is for people to say"

    def appropriate(self) -> Said:
        """The clocks of the response, kept and broken."""
        told = _clocks(self.case.timers, lambda name: name not in (*_AFTER, *UPDATES))
        return told, "whether it was the right response is for people to judge"

    def procedures(self) -> Said:
        """The runbooks that were worked through, and how far."""
        if not self.runs:
            return "", "no runbook was run in this incident, as far as the entries tell"
        return "; ".join(run.words for run in self.runs), ""

    def communication(self) -> Said:
        """Each update that was due, against when it was sent."""
        if not self.owed:
            sent = len(self.incident.updates)
            return "", f"{self.case.policy.id} sets no time for updates at this severity; {sent} were sent"
        due = [each for each in self.owed if each.late is not None]
        late = [each for each in due if each.late]
        if not due:
            return "none was due yet", ""
        if not late:
            return f"yes: all {len(due)} that were due were sent in time", ""
        told = [f"{each.name} {_how_late(each)}" for each in late[:6]]
        return f"no: {len(late)} of {len(due)} were late or missing: {'; '.join(told)}", ""

    def root_cause(self) -> Said:
        """Only people know; what they asked and answered meanwhile helps."""
        answered = [f"{each.text} — {each.answer}" for each in self.incident.questions if each.answer]
        told = f"answered during the incident: {'; '.join(answered[:4])}" if answered else ""
        return told, "no measurement says why; say it with incident review --answer root-cause=TEXT"

    def fix(self) -> Said:
        """Whether it lasted."""
        over, again = self.incident.resolved, self.incident.reopened
        told = "it was reopened: the first end did not last" if again else ""
        if over is not None and not again:
            now = self.incident.steady(self.case.at, self.case.host)
            told = f"it was not reopened in the {span(max(0.0, now - over.steady))} since"
        return told, "whether it was the right fix is for people to judge"

    def faster(self) -> Said:
        """The time beside what is usual, and where it went."""
        mine = times_of(self.incident).resolve
        if mine is None:
            return "", "it is not resolved"
        usual = [each for each in usual_of(self.case.others) if each.severity == self.incident.severity]
        told = f"it took {span(mine)}{_longest(self.case)}"
        same = next((each for each in usual if each.policy == self.incident.policy), None)
        if same is not None and same.resolve.median is not None and same.resolve.known > 1:
            told += f"; the median of {same.resolve.known} {same.severity} is {span(same.resolve.median)}"
        return told, "what would have been quicker is for people to say"

    def prevention(self) -> Said:
        """The action items."""
        actions = self.incident.actions
        done = sum(each.done is not None for each in actions)
        items = "1 action item" if len(actions) == 1 else f"{len(actions)} action items"
        told = f"{items}, {done} done" if actions else ""
        return told, "what could prevent it is for people to say (incident action add)"

    def systemic(self) -> Said:
        """Other incidents of the same services, or in the same situation."""
        alike = [
            each for each in self.case.others if each.id != self.incident.id and _alike(each, self.incident)
        ]
        if not alike:
            return "", "no other incident on record names the same service or situation"
        named = ", ".join(each.id for each in alike[-5:])
        count = "1 other incident names" if len(alike) == 1 else f"{len(alike)} other incidents name"
        return f"{count} the same service or situation: {named}", "whether they have one cause is for people"

    def monitoring(self) -> Said:
        """What was said and not measured."""
        wanted = [each.text for each in self.incident.actions if each.area == "monitoring"]
        told = f"action items: {'; '.join(wanted[:4])}" if wanted else ""
        return told, "what is not measured cannot be seen here: look at the lines without evidence"


_ASK: dict[str, Callable[[_About], Said]] = {
    "how-detected": _About.how_detected,
    "timely": _About.timely,
    "detection-better": _About.detection_better,
    "appropriate": _About.appropriate,
    "procedures": _About.procedures,
    "communication": _About.communication,
    "root-cause": _About.root_cause,
    "fix": _About.fix,
    "faster": _About.faster,
    "prevention": _About.prevention,
    "systemic": _About.systemic,
    "monitoring": _About.monitoring,
}


def _answer(case: Case, about: _About, id: str, area: str, words: str) -> Answer:
    data, why = _ASK[id](about)
    said = tuple(
        (safe(text(entry, "text")), safe(entry.by), entry.id)
        for line in case.incident.timeline
        if (entry := case.entries.get(line.stamp.entry)) is not None
        if entry.kind == _JUDGED and text(entry, "question") == id
        if not (line.correction and line.correction.withdrawn)
    )
    return Answer(id, area, words, data, why, said)


def _clocks(timers: Sequence[Timer], wanted: Callable[[str], bool]) -> str:
    named = [timer for timer in timers if wanted(timer.name) and timer.due is not None]
    kept = [timer.name for timer in named if timer.state is TimerState.MET]
    broken = [f"{timer.name} {timer.state.value}" for timer in named if timer.state in _BROKEN]
    told = [f"in time: {', '.join(dict.fromkeys(kept))}"] if kept else []
    told += [f"not in time: {', '.join(dict.fromkeys(broken))}"] if broken else []
    return "; ".join(told)


def _how_late(each: Owed) -> str:
    late = span(each.late or 0.0)
    return f"{late} late" if each.done else f"never sent, {late} over"


def _longest(case: Case) -> str:
    """Where the time went: the stage that lasted longest before the end."""
    over = case.incident.resolved
    if over is None:
        return ""
    start = case.incident.start.steady
    marks = [(Stage.INVESTIGATING, start), *((step.stage, step.stamp.steady) for step in case.incident.steps)]
    before = [(stage, at) for stage, at in marks if at <= over.steady]
    ends = [*(at for _, at in before[1:]), over.steady]
    lasted: dict[Stage, float] = {}
    for (stage, at), end in zip(before, ends, strict=True):
        lasted[stage] = lasted.get(stage, 0.0) + max(0.0, end - at)
    stage = max(lasted, key=lambda each: lasted[each])
    return f", {span(lasted[stage])} of it {stage.value}"


def _alike(one: Incident, other: Incident) -> bool:
    same = bool(set(one.services) & set(other.services))
    return same or bool(one.situation and one.situation == other.situation)
