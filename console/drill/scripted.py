"""A drill played from a script: each action at its very second, whatever the speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from console.cli.session import Session
from console.drill.commanding import call
from console.drill.obeying import hear_nobody
from console.drill.parts import Drill
from console.drill.session import session_in
from data.drills.plays.past import entries_of
from data.drills.plays.played import PlayRecord
from data.drills.plays.script import Action
from data.drills.plays.telling import ended_draft
from data.drills.scores.score import score_of
from data.models.entry import Draft
from data.models.score import Score
from data.procedures.runbooks.shelf import load_runbooks
from data.runbook_runs.finding import entries_about_runs

_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one action; `refused` says why nothing did, where nothing did."""

    action: Action
    printed: str = ""
    refused: str = ""


class ScriptedPlay:
    """Plays one drill without a terminal; time stands still while something is done. It hears no leader.

    `speed` is in seconds of the scenario to one of the world, None for as fast as it goes: what is
    recorded, and when on the scenario's calendar, is the same. `wait` waits so many seconds.
    """

    def __init__(
        self,
        drill: Drill,
        session: Session,
        *,
        speed: float | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self.drill = drill
        self.session = session_in(drill, session, lambda _: None)
        self._stage = drill.stage
        self._speed = speed
        self._wait = wait
        hear_nobody(drill.folder, drill.time)

    def play(self, actions: Iterable[Action], heard: Callable[[Outcome], object]) -> Score:
        """Do everything, then let the scenario end; `heard` is told of each action. Raises OpsError."""
        for action in actions:
            self.wait(action.second)
            self.go_to(action.second)
            heard(self.do(action))
        self.wait(self._stage.scenario.lasts)
        self.go_to(self._stage.scenario.lasts)
        return self.end()

    def wait(self, second: float) -> None:
        """Where there is a speed, wait until that second would have come."""
        if self._speed is not None:
            self._wait((second - self._stage.second) / self._speed)

    def do(self, action: Action) -> Outcome:
        """Do what a command line says, now."""
        called = call(self.session, action.argv)
        self.learn()
        return Outcome(action, called.printed, called.refused)

    def learn(self) -> None:
        """Let the world know what was done."""
        self._stage.take(entries_about_runs(self.drill.parts.journal))

    def go_to(self, second: float) -> None:
        """Let the scenario go on to a second, recording what reaches the players on the way."""
        scenario, clock = self._stage.scenario, self._stage.clock
        self._stage.go_on(second)
        for came, draft in self._injects(second):
            clock.go_to(scenario.starts + timedelta(seconds=came))
            self._record(draft)
        clock.go_to(scenario.starts + timedelta(seconds=second))

    def end(self) -> Score:
        """Reckon the score up to now, and put it on record. Raises OpsError."""
        drill, stage = self.drill, self._stage
        until = min(stage.second, stage.scenario.lasts)
        told = PlayRecord(
            scenario=stage.scenario,
            seed=drill.seed,
            entries=entries_of(drill.folder),
            until=until,
            host=drill.parts.journal.host,
            policies=self.session.policies(),
            shelf=load_runbooks(self.session.settings().procedures),
        )
        score = score_of(told)
        self._record(ended_draft(stage.scenario, drill.seed, score, until))
        return score

    def _injects(self, second: float) -> list[tuple[float, Draft]]:
        drafts = self._stage.injects(second)
        return [(float(draft.fields["second"]), draft) for draft in drafts]

    def _record(self, draft: Draft) -> None:
        self.drill.parts.journal.submit(draft).result(_PATIENCE_S)
