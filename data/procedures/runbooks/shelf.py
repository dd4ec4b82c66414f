"""All runbooks and other procedures: the shipped ones and a team's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.config.document import Document
from data.config.nearest import did_you_mean
from data.config.problem import Fault, InvalidConfig, Place, Problem
from data.content import shipped
from data.errors import UsageError
from data.models.runbook import Runbook
from data.procedures.content_files import read_form, with_own
from data.procedures.placing import TAKEN, problem_at
from data.procedures.runbooks.form import FileForm, RunbookForm
from data.safe import safe

_FOLDER = "runbooks"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The procedures in the order of their files, a team's own last."""

    runbooks: tuple[Runbook, ...]

    def get(self, id: str) -> Runbook:
        """The procedure of that id; raises UsageError with the nearest one there is."""
        found = next((each for each in self.runbooks if each.id == id), None)
        if found is None:
            ids = [each.id for each in self.runbooks]
            raise UsageError(
                f'no runbook is called "{safe(id)}"', did_you_mean(id, ids) or "ops-console runbook list"
            )
        return found

    def titled(self, title: str, document: str = "") -> Runbook | None:
        """The procedure of that title: a team's own, else the document's own, else the first."""
        named = [each for each in self.runbooks if each.title.casefold() == title.casefold()]
        chosen = [each for each in named if not each.document]
        chosen += [each for each in named if each.document == document]
        return next(iter(chosen + named), None)


def load_runbooks(extra: Sequence[Path] = ()) -> Shelf:
    """The shipped procedures, then those in the files given. Raises ConfigError with file and key."""
    return Shelf(with_own(_shipped(), extra, _parse, "runbook", "runbook"))


@cache
def _shipped() -> tuple[Runbook, ...]:
    return tuple(each for name, content in shipped(_FOLDER) for each in _parse(Path(_FOLDER, name), content))


def _parse(file: Path, content: dict[str, Any], document: Document | None = None) -> tuple[Runbook, ...]:
    form = read_form(FileForm, file, content, document)
    problems = list(_misfits(form, content, document))
    if problems:
        raise InvalidConfig(file, problems)
    return tuple(each.record(file.name, form.review) for each in form.runbook)


def _misfits(form: FileForm, content: dict[str, Any], document: Document | None) -> Iterator[Problem]:
    """Ids that stand twice, of a runbook in its file or a step in its runbook, and aborts to nowhere."""
    taken: set[str] = set()
    for number, runbook in enumerate(form.runbook):
        place: Place = ("runbook", number)
        if runbook.id in taken:
            yield problem_at((*place, "id"), content, *TAKEN, document)
        taken.add(runbook.id)
        steps = [step.id for phase in runbook.phase for step in phase.steps]
        for where, words, remedy in _in_steps(runbook, steps):
            yield problem_at((*place, *where), content, words, remedy, document)


def _in_steps(runbook: RunbookForm, ids: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for phase_number, phase in enumerate(runbook.phase):
        for number, step in enumerate(phase.steps):
            place: Place = ("phase", phase_number, "steps", number)
            if step.id in seen:
                yield (*place, "id"), *TAKEN
            seen.add(step.id)
            if step.check and step.check.abort and step.check.abort not in ids:
                remedy = did_you_mean(step.check.abort, ids) or "name a step of this runbook"
                yield (*place, "check", "abort"), "there is no such step", remedy
