"""All scenarios: the shipped ones and a team's own, with every reference in them followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.catalogue import catalogue
from data.config.document import Document, read_document
from data.config.nearest import did_you_mean
from data.config.problem import InvalidConfig, Place
from data.content import shipped
from data.drills.scenario_form import ScenarioForm
from data.drills.trouble_form import EffectForm
from data.errors import ConfigError, UsageError
from data.models.scenario import Scenario
from data.policies.book import PolicyBook
from data.procedures.content_files import in_order, read_form
from data.procedures.placing import problem_at
from data.procedures.runbooks.shelf import Shelf

_FOLDER = "scenarios"
Misfit = tuple[Place, str, str]
"""Where something does not fit, in words, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios in the order of their files, a team's own last."""

    scenarios: tuple[Scenario, ...]

    def get(self, id: str) -> Scenario:
        """The scenario of that id; raises UsageError with the nearest one there is."""
        found = next((each for each in self.scenarios if each.id == id), None)
        if found is None:
            ids = [each.id for each in self.scenarios]
            raise UsageError(
                f'no scenario is called "{id}"', did_you_mean(id, ids) or "ops-console drill list"
            )
        return found


def load_scenarios(shelf: Shelf, policies: PolicyBook, extra: Sequence[Path] = ()) -> Scenarios:
    """The shipped scenarios, then those in the files given. Raises ConfigError with file and line."""

    found = list(_shipped())
    for file in extra:
        document = read_document(file)
        if document is None:
            raise ConfigError("no such file", file=file)
        scenario = read_scenario(file, document.content, document, shelf, policies)
        taken = next((each.origin for each in found if each.id == scenario.id), None)
        if taken is not None:
            words = f"{scenario.id} is already a scenario of {taken}"
            raise InvalidConfig(
                file, [problem_at(("id",), document.content, words, "name it otherwise", document)]
            )
        found.append(scenario)
    return Scenarios(tuple(found))


def read_scenario(
    file: Path, content: dict[str, Any], document: Document | None, shelf: Shelf, policies: PolicyBook
) -> Scenario:
    """One file's scenario. Raises InvalidConfig with every problem, by line."""
    form = read_form(ScenarioForm, file, content, document)
    found = [*_own_misfits(form), *_foreign_misfits(form, shelf, policies)]
    problems = [problem_at(place, content, words, remedy, document) for place, words, remedy in found]
    if problems:
        raise InvalidConfig(file, in_order(problems))
    return _record(form, file)


@cache
def _shipped() -> tuple[Scenario, ...]:
    forms = (
        (Path(_FOLDER, name), ScenarioForm.model_validate(content)) for name, content in shipped(_FOLDER)
    )
    return tuple(_record(form, file) for file, form in forms)


def _record(form: ScenarioForm, file: Path) -> Scenario:
    return form.record(file.name, {signal.name: signal.unit for signal in catalogue()})


def _own_misfits(form: ScenarioForm) -> Iterator[Misfit]:
    """Names that stand twice, and references to what the file does not hold."""
    services = [each.name for each in form.service]
    troubles, deeds = [each.id for each in form.trouble], [each.id for each in form.deed]
    for table, ids in (("service", services), ("trouble", troubles), ("deed", deeds)):
        key = "name" if table == "service" else "id"
        yield from (
            ((table, place, key), "is taken already", "a name stands for one thing") for place in _twice(ids)
        )
    yield from (
        (("inject", place, "id"), "is taken already", "a name stands for one thing")
        for place in _twice([each.id for each in form.inject])
    )
    for place, trouble in enumerate(form.trouble):
        if trouble.follows:
            yield from _among((("trouble", place, "follows"), trouble.follows, "trouble"), troubles)
        for number, effect in enumerate(trouble.effects):
            yield from _of_effect(("trouble", place, "effects", number), effect, form)
    for place, inject in enumerate(form.inject):
        if inject.source:
            yield from _among((("inject", place, "source"), inject.source, "service"), services)
        if inject.with_trouble:
            yield from _among((("inject", place, "with_trouble"), inject.with_trouble, "trouble"), troubles)
        if inject.when is not None:
            where: Place = ("inject", place, "when")
            yield from _of_signal(where, inject.when.service, inject.when.signal, form)
    for place, deed in enumerate(form.deed):
        for key, ids, kind in (
            ("cures", troubles, "trouble"),
            ("begins", troubles, "trouble"),
            ("otherwise", troubles, "trouble"),
            ("needs", deeds, "deed"),
        ):
            for number, id in enumerate(getattr(deed, key)):
                yield from _among((("deed", place, key, number), id, kind), ids)


def _foreign_misfits(form: ScenarioForm, shelf: Shelf, policies: PolicyBook) -> Iterator[Misfit]:
    """References to policies, severities, runbooks and steps that there are not."""
    if form.policy not in policies.ids:
        yield from _among((("policy",), form.policy, "policy"), policies.ids)
    else:
        known = [each.id for each in policies.get(form.policy).severities]
        for number, severity in enumerate(form.severities):
            yield from _among((("severities", number), severity, f"severity of {form.policy}"), known)
    runbooks = {each.id: each for each in shelf.runbooks}
    if form.procedure:
        yield from _among((("procedure",), form.procedure, "runbook"), list(runbooks))
    for place, deed in enumerate(form.deed):
        if deed.runbook not in runbooks:
            yield from _among((("deed", place, "runbook"), deed.runbook, "runbook"), list(runbooks))
        else:
            steps = [step.id for step in runbooks[deed.runbook].steps]
            yield from _among((("deed", place, "step"), deed.step, f"step of {deed.runbook}"), steps)


def _of_effect(place: Place, effect: EffectForm, form: ScenarioForm) -> Iterator[Misfit]:
    if effect.signal:
        yield from _of_signal(place, effect.service, effect.signal, form)
    else:
        yield from _among(
            ((*place, "service"), effect.service, "service"), [each.name for each in form.service]
        )


def _of_signal(place: Place, name: str, signal: str, form: ScenarioForm) -> Iterator[Misfit]:
    service = next((each for each in form.service if each.name == name), None)
    if service is None:
        yield from _among(((*place, "service"), name, "service"), [each.name for each in form.service])
    else:
        signals = [each.signal for each in service.signals]
        yield from _among(((*place, "signal"), signal, f"signal of {name}"), signals)


def _among(said: tuple[Place, str, str], known: Iterable[str]) -> Iterator[Misfit]:
    place, name, kind = said
    names = list(known)
    if name not in names:
        remedy = did_you_mean(name, names) or (
            f"there are {', '.join(names[:8])}" if names else f"no {kind} is given"
        )
        yield place, f'"{name}" is no {kind}', remedy


def _twice(names: Sequence[str]) -> Iterator[int]:
    return (place for place, name in enumerate(names) if name in names[:place])
