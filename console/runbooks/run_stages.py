"""The runs of procedures that this console works through: one conductor each, whoever looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from console.runbooks.run_setting import setting_of
from data.errors import OpsError
from data.models.entry import Draft, Entry
from data.models.runbook import Runbook
from data.models.runbook_run import Checked, Execution, Mode, RunbookRun
from data.procedures.finding import Finding
from data.runbook_runs import intents
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.course import ended_words
from data.runbook_runs.fold import fold_runbook_runs
from data.runbook_runs.naming import next_run_id
from data.runbook_runs.order import Confirmation
from screens.runbooks.runbook_run import RunbookRunScreen
from screens.runbooks.step_asking import RunbookContext

if TYPE_CHECKING:
    from console.alerts.alerting import Alerting

_LEAVE_S, _LAST_WORDS_S = 0.8, 0.3


@dataclass(slots=True)
class Stage:
    """One run, and what is under way in it."""

    conductor: Conductor
    tried: list[tuple[datetime, Finding]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class RunStages:
    """Belongs to the event loop. What goes wrong is told on the run's screen, else in a corner."""

    def __init__(self, app: Alerting) -> None:
        self._app = app
        self._stages: dict[str, Stage] = {}
        self._folded: tuple[Sequence[Entry], dict[str, RunbookRun]] = ((), {})

    @property
    def runs(self) -> Mapping[str, RunbookRun]:
        """Every run that is known, by id: in a drill those of the drill, else those in earnest."""
        entries = self._app.chronicle.entries
        if entries is not self._folded[0]:
            self._folded = (entries, fold_runbook_runs(entries, drill=self._app.parts.journal.drill))
        return self._folded[1]

    @property
    def busy(self) -> list[RunbookRun]:
        """The runs in which a command or a check is under way here."""
        return [stage.conductor.run for stage in self._stages.values() if stage.conductor.busy]

    def begin(self, runbook: Runbook, incident: str, *, execute: bool) -> None:
        """Begin a run and open it."""
        parts = self._app.parts
        day = parts.journal.today()
        id = next_run_id(runbook.id, day, {**self.runs, **self._stages})
        mode = Mode.EXECUTE if execute else Mode.DRY
        drafts = intents.begin(runbook, id, mode, day, incident=incident, policy=parts.standing.policy)
        stage = self._stages[id] = Stage(Conductor(runbook, id, (), setting_of(parts, runbook, day)))

        async def begun() -> None:
            await stage.conductor.record(drafts)
            self._show(id, stage)

        self._do(id, stage, begun())

    def open(self, id: str, runbook_of: Callable[[str], Runbook | None]) -> None:
        """Go on with a run."""
        run = self.runs.get(id)
        runbook = runbook_of(run.runbook) if run else None
        if run is None or runbook is None:
            self._app.notify(f"{id} cannot be gone on with: its procedure is not here")
            return
        if id not in self._stages:
            parts = self._app.parts
            setting = setting_of(parts, runbook, run.day or parts.journal.today())
            self._stages[id] = Stage(Conductor(runbook, id, self._app.chronicle.entries, setting))
        self._show(id, self._stages[id])

    def write(self, id: str, drafts: Sequence[Draft], key: str) -> None:
        """Record these; forget what was half written once they are on disk."""

        async def written(stage: Stage) -> None:
            await stage.conductor.record(drafts)
            if key:
                self._app.half_written.typed(id, key, "")
            if stage.conductor.run.end is not None:
                self._app.half_written.finished(id)

        if (stage := self._stages.get(id)) is not None:
            self._do(id, stage, written(stage))

    def execute(self, id: str, step: str, confirmation: Confirmation, target: str) -> None:
        """Run what was confirmed."""
        if (stage := self._stages.get(id)) is not None:
            self._do(id, stage, stage.conductor.execute(step, confirmation, target))

    def check(self, id: str) -> None:
        """Ask the sources, as often as the step says."""
        stage = self._stages.get(id)
        if stage is None or stage.conductor.busy:
            return
        stage.tried.clear()
        time = self._app.parts.time
        self._do(id, stage, stage.conductor.check(lambda _, found: stage.tried.append((time.now(), found))))

    def stop(self, id: str) -> None:
        """End what is under way."""
        if (stage := self._stages.get(id)) is not None:
            stage.conductor.stop()

    async def close(self) -> None:
        """End what is under way, within a second, so that its end can still be written down."""
        tasks = {task for stage in self._stages.values() for task in stage.tasks}
        closing = [asyncio.create_task(stage.conductor.close()) for stage in self._stages.values()]
        if not tasks:
            for each in closing:
                each.cancel()
            return
        await asyncio.wait({*tasks, *closing}, timeout=_LEAVE_S)
        for task in (*tasks, *closing):
            task.cancel()
        await asyncio.wait({*tasks, *closing}, timeout=_LAST_WORDS_S)

    def _do(self, id: str, stage: Stage, work: Coroutine[Any, Any, object]) -> None:
        async def guarded() -> None:
            try:
                self._refresh(id, ended=_words(await work))
            except OpsError as error:
                self._refresh(id, f"{error.told}.")

        task = asyncio.create_task(guarded(), name=f"run {id}")
        stage.tasks.add(task)
        task.add_done_callback(stage.tasks.discard)
        self._refresh(id)

    def _show(self, id: str, stage: Stage) -> None:
        app = self._app
        app.half_written.opened(id)
        about = RunbookContext(
            stage.conductor,
            app.parts.time,
            app.half_written.cursor(id),
            lambda key: app.half_written.text(id, key),
            stage.tried,
            recording=not app.parts.only_looks,
        )
        app.push_screen(RunbookRunScreen(app.publisher.standing(), about))

    def _refresh(self, id: str, words: str = "", ended: str = "") -> None:
        """Show it where it is looked at; elsewhere say in a corner what is wrong, or has `ended`."""
        stage, app = self._stages[id], self._app
        screens = [each for each in app.screen_stack if isinstance(each, RunbookRunScreen)]
        for screen in screens:
            if screen.about.conductor is stage.conductor:
                screen.changed(words)
                return
        if words or ended:
            app.notify(words or ended, title=id, severity="warning" if words else "information")


def _words(ended: object) -> str:
    """How what was under way has ended, for somebody who is elsewhere."""
    match ended:
        case Execution():
            return ended_words(ended.ended, ended.code, ended.problem)
        case Checked():
            return f"the check says {ended.verdict.value}: {ended.words}"
    return ""
