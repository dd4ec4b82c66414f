"""The end of a drill: its score is reckoned, put on record, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.drills.plays.telling import ended_draft
from data.models.score import Score

if TYPE_CHECKING:
    from console.app import OpsConsole
    from console.drill.parts import Drill

_SAVED_S = 10.0


class Ending:
    """Happens once; belongs to the event loop."""

    def __init__(self, app: OpsConsole, drill: Drill) -> None:
        self._app = app
        self._drill = drill
        self._begun = False
        self.score: Score | None = None
        """What it was worth, once that is on its way to the disk."""

    def begin(self) -> None:
        """Stop time, learn what is left to learn, and reckon."""
        if self._begun:
            return
        self._begun = True
        stage, journal = self._drill.stage, self._drill.parts.journal
        stage.clock.pause()
        for draft in stage.settle():
            journal.submit(draft)
        self._app.run_worker(self._reckon, thread=True, exit_on_error=False, group="drill")

    def show(self) -> None:
        """Show the score, where there is one."""
        from screens.drills.drill_score import DrillScoreScreen  # noqa: PLC0415 - heavy: not before the end

        if self.score is not None and not isinstance(self._app.screen, DrillScoreScreen):
            standing, scenario = self._app.publisher.standing(), self._drill.stage.scenario
            self._app.push_screen(DrillScoreScreen(standing, scenario, self.score))

    def _reckon(self) -> None:
        """On a thread: from all that is on disk by now."""
        from data.drills.plays.past import orders_in  # noqa: PLC0415 - heavy: not before the end
        from data.drills.plays.played import PlayRecord  # noqa: PLC0415
        from data.drills.scores.score import score_of  # noqa: PLC0415

        parts, stage, seed = self._drill.parts, self._drill.stage, self._drill.seed
        scenario, journal = stage.scenario, parts.journal
        until = min(stage.second, scenario.lasts)
        told = PlayRecord(
            scenario=scenario,
            seed=seed,
            entries=tuple(journal.since(scenario.starts.astimezone(parts.standing.zone).date())),
            until=until,
            host=journal.host,
            policies=parts.policies,
            shelf=self._app.runbook_desk.shelf,
            led=orders_in(self._drill.folder),
        )
        score = score_of(told)
        try:
            journal.submit(ended_draft(scenario, seed, score, until)).result(_SAVED_S)
        except TimeoutError:
            self._app.notify("The score is not on disk yet; it is tried again", severity="error")
        self._app.call_from_thread(self._reckoned, score)

    def _reckoned(self, score: Score) -> None:
        self.score = score
        self.show()
