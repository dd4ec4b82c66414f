"""People who play a scenario: entries at seconds of it, and what they were worth."""

from __future__ import annotations

from data.drills.plays.played import Played, PlayRecord, played
from data.drills.scores.score import score
from data.models.scenario import Scenario
from data.models.score import Mark, Score
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.incidents.scene import HOST, Scene


class Players:
    """Writes what they do into entries of a drill."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.scene = Scene(scenario.policy, scenario.starts)
        self.shelf = load_runbooks()
        self._runs = 0

    def does(self, second: float, kind: str, **fields: object) -> None:
        """One entry about the incident."""
        self.scene.enter(second, kind, fields, drill=True)

    def declares(self, second: float, severity: str, situation: str = "") -> None:
        """The incident is declared."""
        told = {"severity": severity, "title": "trouble", "policy": self.scenario.policy}
        self.does(second, "incident.declared", **told, **({"situation": situation} if situation else {}))

    def works(self, second: float, runbook: str, *steps: str) -> None:
        """A run of a runbook; each step takes ten seconds."""
        self._runs += 1
        run = f"run-{self._runs}"
        known = self.shelf.get(runbook)
        told = {"run": run, "runbook": runbook, "title": known.title, "mode": "execute"}
        self.does(second, "runbook.begun", **told, steps=[step.id for step in known.steps])
        for number, step in enumerate(steps, 1):
            self.does(second + number * 10, "runbook.confirmed", run=run, step=step, settles=True)

    def played(self, until: float | None = None) -> Played:
        """What has been done by the end."""
        told = PlayRecord(
            scenario=self.scenario,
            seed=7,
            entries=tuple(self.scene.entries),
            until=self.scenario.lasts if until is None else until,
            host=HOST,
            policies=load_policies(),
            shelf=self.shelf,
        )
        return played(told)

    def score(self) -> Score:
        """What it is worth."""
        return score(self.played())


def points(found: Score) -> dict[Mark, float]:
    """Each line's points."""
    return {line.mark: line.points for line in found.lines}
