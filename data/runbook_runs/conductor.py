"""Does what was confirmed, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace

from data.errors import JournalRefused, NotSaved, UsageError
from data.models.entry import Draft, Entry
from data.models.runbook import Runbook, Step
from data.models.runbook_run import Checked, Ended, Execution, RunbookRun
from data.models.verdict import Verdict
from data.procedures.finding import Finding
from data.processes.runner import Runner
from data.runbook_runs.checking import checked, look
from data.runbook_runs.course import Move, next_move, settles
from data.runbook_runs.execution import Ending, Executing, as_if, carry_out, executing
from data.runbook_runs.fold import fold_runbook_run
from data.runbook_runs.intents import check_values
from data.runbook_runs.order import Confirmation, Order, order_of
from data.runbook_runs.permission import refuse, standing_step
from data.runbook_runs.setting import Setting
from data.runbook_runs.waiting import unless_stopped
from data.runbook_runs.writing import End, finished, started

_PATIENCE_S = 10.0
_BEHIND = 1_000_000_000
"""More lines than any file of the journal has."""


class Conductor:
    """Works through one run of one runbook; the event loop's thread alone may use it.

    It knows the run by the entries that it was given and those that it writes; `take` what others
    write. Put another `runbook` in its place where its text has changed: what was confirmed before
    then no longer fits.
    """

    def __init__(self, runbook: Runbook, run_id: str, entries: Iterable[Entry], setting: Setting) -> None:
        """`entries` are the run's own, its beginning among them."""
        self.runbook = runbook
        self.executing: Executing | None = None
        """What is being run now."""
        self._id = run_id
        self.setting = setting
        self._entries: dict[str, Entry] = {}
        self._run: RunbookRun | None = None
        self._given: dict[str, str] = {}
        self._spent: set[str] = set()
        self._busy = False
        self._stopped = asyncio.Event()
        self._runner = Runner()
        self._since = setting.time.elapsed()
        self.take(entries)

    def take(self, entries: Iterable[Entry]) -> None:
        """Learn of entries; those of other runs are passed by."""
        for each in entries:
            known = self._entries.get(each.id)
            if each.get("run") != self._id or (known is not None and (not each.file or each == known)):
                continue
            placed = bool(each.file) and not self._waits(each)
            if known is None or placed:
                self._entries[each.id] = each if placed else self._after_all(each)
                self._run = None

    @property
    def run(self) -> RunbookRun:
        """The run as it stands. Raises UsageError where no entry tells of it."""
        if self._run is None:
            drill = any(each.drill for each in self._entries.values())
            self._run = fold_runbook_run(self._id, self._entries.values(), drill=drill)
        if self._run is None:
            raise UsageError(f'no run of a runbook is called "{self._id}"', "ops-console runbook runs")
        return self._run

    @property
    def move(self) -> Move:
        """What is next."""
        return next_move(self.runbook, self.run)

    @property
    def busy(self) -> bool:
        """Whether a command or a check is under way."""
        return self._busy

    @property
    def values(self) -> Mapping[str, str]:
        """What stands for the gaps: as recorded, and as given since."""
        return {**self.run.values, **self._given}

    def fill(self, values: Mapping[str, str]) -> None:
        """Give values for gaps; recorded with the first command that uses them. Raises UsageError."""
        self._given |= check_values(self.runbook, values)

    def order(self, step_id: str) -> Order:
        """Exactly what would be run now. Raises UsageError where nothing can be."""
        step, setting = self._here(step_id), self.setting
        return order_of(step, self.run, self.values, setting.environ, setting.cwd, setting.environment)

    async def record(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write drafts, and wait until they are on disk. Raises OpsError."""
        self._refuse_hindered()
        entries = [await self._saved(self.setting.submit(draft)) for draft in drafts]
        self.take(entries)
        self._since = self.setting.time.elapsed()
        return entries

    async def execute(self, step_id: str, confirmation: Confirmation, typed_target: str = "") -> Execution:
        """Run the step's command, once, where the confirmation fits exactly what would be run now.

        In a drill no program is started: it is recorded as if it had ended well, and says so.
        Raises UsageError or JournalError, and then nothing has been run, unless the words say how it ended.
        """
        self._refuse_hindered()
        order = self.order(step_id)
        refuse(self.run, order, confirmation, typed_target, self._spent)
        self._spent.add(order.digest)
        with self._occupied(), self.setting.alone(self._id):
            self.take(await asyncio.to_thread(lambda: list(self.setting.known())))
            refuse(self.run, self.order(step_id), confirmation, typed_target, ())
            return await self._execute(self._here(step_id), order)

    async def check(self, tried: Callable[[int, Finding], None] = lambda _, __: None) -> Checked | None:
        """Look whether what must hold does, as often as the step says; None where it was stopped.

        `tried` is told of every attempt. Raises OpsError.
        """
        self._refuse_hindered()
        step, since = self._here(self.run.at), self._since
        if step.check is None:
            raise UsageError(f"{step.id} has no check")
        signals, findings = frozenset({step.check.check.signal}), list[Finding]()
        with self._occupied():
            while len(findings) < step.check.attempts:
                if findings and await self.setting.within(self._stopped, step.check.every):
                    return None
                asking = self.setting.readings(signals, since)
                if (snapshot := await unless_stopped(self._stopped, asking)) is None:
                    return None
                findings.append(look(step, self.runbook, snapshot, self.setting.standard, since))
                tried(len(findings), findings[-1])
                if findings[-1].verdict is Verdict.PASS:
                    break
            await self.record(checked(self.run, self.runbook, step, findings))
        return self.run.record(step.id).check

    def stop(self) -> None:
        """End what is under way: the program and all that it started, or the waiting for a check."""
        self._stopped.set()

    async def close(self) -> None:
        """Stop, and wait until nothing is left of it."""
        self.stop()
        await self._runner.close()

    def _after_all(self, entry: Entry) -> Entry:
        """Just written: it stands behind all others, even where the clock was set back meanwhile."""
        last = next((each for each in reversed(self._entries.values()) if each.file), None)
        file = entry.file or (last.file if last else None)
        return replace(entry, file=file, line=_BEHIND + len(self._entries))

    def _waits(self, entry: Entry) -> bool:
        """Whether what stands before it in its file is known, but not yet at which line."""
        return any(
            each.line >= _BEHIND and each.at <= entry.at and each.file == entry.file and each.id != entry.id
            for each in self._entries.values()
        )

    async def _execute(self, step: Step, order: Order) -> Execution:
        setting, run = self.setting, self.run
        names = {word.name for word in step.command if word.gap}
        values = {name: value for name, value in self.values.items() if name in names}
        now = executing(step, order, setting.environ, setting.time.elapsed())
        start, ending = "", Ending(Ended.NOT_STARTED, problem="the journal could not be written")
        try:
            [begun] = await self.record([started(run, step, order, values)])
            start, ending, self.executing = begun.id, Ending(Ended.STOPPED), now
            ending = (
                as_if(now)
                if run.drill
                else await carry_out(now, self._runner, setting.environ, self._stopped)
            )
        finally:
            self.executing = None
            took, settled = setting.time.elapsed() - now.began, settles(self.runbook, step)
            how = End(start, ending, now.capture.output(), took, setting.time.now(), settled)
            end = finished(run, step, order, how)
            saving = setting.submit(end)
        self.take([await self._saved(saving, f"{step.id}: {end.fields['status']}, but that is ")])
        self._since = setting.time.elapsed()
        return self.run.record(step.id).executions[-1]

    async def _saved(self, saving: Future[Entry], failing: str = "") -> Entry:
        try:
            return await asyncio.wait_for(asyncio.wrap_future(saving), _PATIENCE_S)
        except TimeoutError:
            raise NotSaved(f"{failing}not saved: the disk does not answer") from None

    def _here(self, step_id: str) -> Step:
        return standing_step(self.runbook.step(step_id), step_id, self.run)

    def _refuse_hindered(self) -> None:
        words = self.setting.hinders()
        if words:
            raise JournalRefused(words)

    @contextmanager
    def _occupied(self) -> Iterator[None]:
        if self._busy:
            raise UsageError("something of this run is under way", "wait for it, or stop it")
        self._busy = True
        self._stopped.clear()
        try:
            yield
        finally:
            self._busy = False
