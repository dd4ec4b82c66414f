"""Goes on with a run of a runbook in a drill, where nobody is asked and nothing is run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from console.cli.runbooks import runbook_run_text as text
from console.cli.runbooks.runbook_desk import Desk
from console.cli.runbooks.runbook_run import values_of
from console.cli.session import Session
from data.errors import UsageError
from data.models.runbook_run import Execution, RunbookRun
from data.runbook_runs import intents
from data.runbook_runs.checking import checked, look
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.course import Move, Need, check_failed
from data.runbook_runs.order import Confirmation

_PARTNER = "the drill's partner"
_ANSWER = "checked"


@dataclass(frozen=True, slots=True)
class Given:
    """What the command's options say."""

    note: str = ""
    skip: str = ""
    abort: str = ""
    again: bool = False
    by: str = ""
    answer: str = ""
    values: tuple[str, ...] = ()


def carry_on(session: Session, name: str, step: str, given: Given) -> None:
    """Do the step at which a run stands, as somebody would who says yes to everything. Raises OpsError."""
    desk = Desk(session)
    conductor = desk.conductor(desk.run(name))
    conductor.fill(values_of(given.values))
    stepping = _Stepping(session, conductor, given)
    asyncio.run(stepping.go(step))
    run = conductor.run
    session.say(f"{run.id}: {text.state(run)}")


class _Stepping:
    def __init__(self, session: Session, conductor: Conductor, given: Given) -> None:
        self._session = session
        self._conductor = conductor
        self._given = given

    async def go(self, step: str) -> None:
        """The step's command or somebody's word, then its check; and the end after the last one."""
        move = self._conductor.move
        if move.id != step:
            stands = self._conductor.run.at or "its end"
            raise UsageError(
                f"{self._conductor.run.id} stands at {stands}, not at {step}", "--skip WHY leaves one out"
            )
        await self._act(move)
        after = self._conductor.move
        if after.id == step and after.need is Need.CHECK and move.need is not Need.CHECK:
            await self._check()
        if self._conductor.move.need is Need.END:
            await self._conductor.record(intents.end(self._conductor.run))

    async def _act(self, move: Move) -> None:
        runbook, run, given = self._conductor.runbook, self._conductor.run, self._given
        if given.abort:
            await self._conductor.record(intents.abort(run, given.abort))
        elif given.skip:
            await self._conductor.record(intents.skip(runbook, run, move.id, given.skip))
        elif move.need is Need.RUN:
            await self._run(move)
        elif move.need is Need.CHECK:
            await self._check()
        elif move.need is Need.ANSWER:
            who, words, asker = given.by or _PARTNER, given.answer or _ANSWER, self._session.journal().by
            await self._conductor.record(intents.answer(runbook, run, move.id, who, words, asker=asker))
        elif move.need is Need.DECIDE:
            await self._decide(move, run)
        else:
            await self._conductor.record(intents.confirm(runbook, run, move.id, given.note))

    async def _run(self, move: Move) -> Execution:
        order = self._conductor.order(move.id)
        done = await self._conductor.execute(move.id, Confirmation.of(order), order.target)
        self._session.say("\n".join([*text.order_lines(order), *text.execution_lines(done)]))
        return done

    async def _decide(self, move: Move, run: RunbookRun) -> None:
        if self._given.again and move.step is not None and move.step.command:
            await self._run(move)
        elif check_failed(run.record(move.id)) and not self._given.note:
            await self._check()
        else:
            record = intents.confirm(self._conductor.runbook, run, move.id, self._given.note)
            await self._conductor.record(record)

    async def _check(self) -> None:
        """Once: time stands while a script acts, and waiting would change nothing."""
        conductor, since = self._conductor, self._session.time.elapsed()
        run, runbook, setting = conductor.run, conductor.runbook, conductor.setting
        step = runbook.step(run.at)
        if step is None or step.check is None:
            return
        snapshot = await setting.readings(frozenset({step.check.check.signal}), since)
        found = look(step, runbook, snapshot, setting.standard, since)
        await conductor.record(checked(run, runbook, step, [found]))
        self._session.say(f"    {found.verdict.value}: {found.words}")
