"""Exactly what would be run, and somebody's yes to exactly that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.errors import UsageError
from data.models.command_line import Gap, Word
from data.models.runbook import Step
from data.models.runbook_run import RunbookRun
from data.procedures.runbooks.gaps import filled
from data.processes.argv import check_argv, mask_argv
from data.runbook_runs.surroundings import surroundings
from data.safe import safe

_NAMING = (Gap.ID, Gap.NAME, Gap.NAMES, Gap.VERSION, Gap.FILE)


@dataclass(frozen=True, slots=True)
class Order:
    """One start of one step's command.

    `argv` goes to the program and may hold secrets; `shown` is for people. `names` are those of all
    environment variables that the program is given. `attempt` counts the starts of this step from 1.
    `target` is what must be typed before it runs; empty where nothing is changed.
    """

    run: str
    step: str
    attempt: int
    argv: tuple[str, ...] = field(repr=False)
    shown: tuple[str, ...]
    cwd: Path
    names: tuple[str, ...]
    target: str

    @property
    def digest(self) -> str:
        """Over everything that the program is given, except the values of its environment."""
        given = [self.run, self.step, self.attempt, self.argv, str(self.cwd), self.names]
        return hashlib.sha256(json.dumps(given).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody has seen an order and said yes to it; good for that order alone, and once."""

    digest: str

    @classmethod
    def of(cls, order: Order) -> Confirmation:
        """The yes to this order; made only where a person has given it."""
        return cls(order.digest)


def order_of(
    step: Step,
    run: RunbookRun,
    values: Mapping[str, str],
    environ: Mapping[str, str],
    cwd: Path,
    environment: str,
) -> Order:
    """What would be run now. Raises UsageError for a value missing or refused, or no command at all."""
    if not step.command:
        raise UsageError(f"{step.id} has no command", "it is yours to do")
    argv = filled(step.command, values, environ)
    try:
        check_argv(argv)
    except ValueError as error:
        raise UsageError(f"{step.id} cannot be run: {error}") from None
    attempt = len(run.record(step.id).executions) + 1
    target = target_of(step, values, environment)
    names = tuple(sorted(surroundings(environ)))
    return Order(
        run=run.id,
        step=step.id,
        attempt=attempt,
        argv=argv,
        shown=shown(step.command, values),
        cwd=cwd,
        names=names,
        target=target,
    )


def shown(command: tuple[Word, ...], values: Mapping[str, str]) -> tuple[str, ...]:
    """The argument list for people, one argument each: secrets masked, what is not known yet as its gap."""
    return tuple(safe(each, 1000) for each in mask_argv([_shown(word, values) for word in command]))


def target_of(step: Step, values: Mapping[str, str], environment: str) -> str:
    """What must be typed before a step that changes something runs; empty for one that does not.

    It is the value of the first gap that names a thing (an id, a name, a version, a file); else the
    environment that the console is set up for; else the program's name.
    """
    if not step.changes or not step.command:
        return ""
    naming = next((word for word in step.command if word.gap in _NAMING), None)
    if naming is not None:
        return values.get(naming.name) or str(replace(naming, text=""))
    return environment or Path(step.command[0].text).name


def missing(step: Step, values: Mapping[str, str]) -> tuple[Word, ...]:
    """The gaps of a step's command that no value stands for yet, those of the environment aside."""
    return tuple(
        word
        for word in step.command
        if word.gap is not None and word.gap is not Gap.ENV and word.name not in values
    )


def _shown(word: Word, values: Mapping[str, str]) -> str:
    if word.gap is None or word.gap is Gap.ENV or word.name not in values:
        return str(word)
    return word.text + values[word.name]
