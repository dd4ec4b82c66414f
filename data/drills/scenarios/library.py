"""All scenarios: the shipped ones and a team's own, with every reference in them followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from data.catalogue import catalogue
from data.config.document import Document, read_document
from data.config.nearest import did_you_mean
from data.config.problem import InvalidConfig, Problem
from data.content import shipped, shipped_text
from data.drills.scenarios.misfits import misfits
from data.drills.scenarios.scenario_form import ScenarioForm
from data.errors import ConfigError, UsageError
from data.models.scenario import Scenario
from data.policies.book import PolicyBook
from data.procedures.content_files import in_order, is_scenario, read_form
from data.procedures.placing import problem_at
from data.procedures.runbooks.shelf import Shelf
from data.safe import safe

_FOLDER = "scenarios"
_MISSING = "missing"
_EXAMPLE = "ops-console drill new NAME shows every key"


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios in the order of their files, a team's own last; of these also the `texts`, by id."""

    scenarios: tuple[Scenario, ...]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The names that they are called by."""
        return tuple(each.id for each in self.scenarios)

    def get(self, id: str) -> Scenario:
        """The scenario of that id; raises UsageError with the nearest one there is."""
        found = next((each for each in self.scenarios if each.id == id), None)
        if found is None:
            remedy = did_you_mean(id, self.ids) or "ops-console drill list"
            raise UsageError(f'no scenario is called "{safe(id)}"', remedy)
        return found

    def text(self, id: str) -> str:
        """The text of that scenario's file, as it was read. Raises UsageError."""
        own = self.texts.get(id)
        return shipped_text(_FOLDER, self.get(id).origin) if own is None else own


def load_scenarios(shelf: Shelf, policies: PolicyBook, extra: Sequence[Path] = ()) -> Scenarios:
    """The shipped scenarios, then those in the files given. Raises ConfigError with file and line."""
    found, texts = list(_shipped()), dict[str, str]()
    for file in extra:
        document = read_document(file)
        if document is None:
            raise ConfigError("no such file", file=file, remedy="look at its name")
        scenario = read_scenario(file, document.content, document, shelf, policies)
        taken = next((each.origin for each in found if each.id == scenario.id), None)
        if taken is not None:
            words = f"{scenario.id} is already a scenario of {taken}"
            raise InvalidConfig(
                file, [problem_at(("id",), document.content, words, "name it otherwise", document)]
            )
        found.append(scenario)
        texts[scenario.id] = document.text
    return Scenarios(tuple(found), texts)


def scenario_files(files: Iterable[Path]) -> tuple[Path, ...]:
    """Those of a team's own files that are scenarios. Raises ConfigError where one cannot be read."""
    documents = [(file, read_document(file)) for file in files]
    return tuple(file for file, document in documents if document and is_scenario(document.content))


def read_scenario(
    file: Path, content: dict[str, Any], document: Document | None, shelf: Shelf, policies: PolicyBook
) -> Scenario:
    """One file's scenario. Raises InvalidConfig with every problem, by line."""
    lint = f"ops-console drill lint {file}"
    try:
        form = read_form(ScenarioForm, file, content, document)
    except InvalidConfig as error:
        raise InvalidConfig(file, [_told(each) for each in error.problems], lint) from error
    found = misfits(form, shelf, policies)
    problems = [problem_at(place, content, words, remedy, document) for place, words, remedy in found]
    if problems:
        raise InvalidConfig(file, in_order(problems), lint)
    return record_of(form, file.name)


def record_of(form: ScenarioForm, origin: str) -> Scenario:
    """The record of a form that was read from a file of the name `origin`."""
    return form.record(origin, {signal.name: signal.unit for signal in catalogue()})


def _told(problem: Problem) -> Problem:
    """What is missing is missing from the top of the file on, where nothing nearer is known."""
    if problem.message != _MISSING:
        return problem
    key = problem.key.rpartition(".")[2]
    return replace(problem, line=problem.line or 1, remedy=f'write "{key} = …"; {_EXAMPLE}')


@cache
def _shipped() -> tuple[Scenario, ...]:
    forms = (
        (Path(_FOLDER, name), ScenarioForm.model_validate(content)) for name, content in shipped(_FOLDER)
    )
    return tuple(record_of(form, file.name) for file, form in forms)
