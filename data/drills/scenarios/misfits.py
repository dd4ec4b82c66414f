"""What does not fit in a scenario's file though each of its values may be: names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.catalogue import catalogue
from data.config.nearest import did_you_mean
from data.config.problem import Fault, Place
from data.drills.scenarios.scenario_form import ScenarioForm
from data.drills.scenarios.trouble_form import EffectForm
from data.policies.book import PolicyBook
from data.procedures.runbooks.shelf import Shelf

_LISTED = 15
"""Names that a remedy can tell; few procedures have more steps."""


def misfits(form: ScenarioForm, shelf: Shelf, policies: PolicyBook) -> list[Fault]:
    """Everything that does not fit, in itself or with the procedures and policies there are."""
    return [
        *_taken(form),
        *_of_signals(form),
        *_of_troubles(form),
        *_of_injects(form),
        *_of_deeds(form),
        *_foreign(form, shelf, policies),
    ]


def _taken(form: ScenarioForm) -> Iterator[Fault]:
    """Names that stand twice."""
    named = (
        ("service", "name", [each.name for each in form.service]),
        ("trouble", "id", [each.id for each in form.trouble]),
        ("inject", "id", [each.id for each in form.inject]),
        ("deed", "id", [each.id for each in form.deed]),
    )
    for table, key, ids in named:
        for place in _twice(ids):
            yield (table, place, key), "is taken already", "a name stands for one thing"
    steps = [f"{each.runbook}.{each.step}" for each in form.deed]
    for place in _twice(steps):
        yield ("deed", place, "step"), "is a deed already", "one deed says all that a step does"


def _of_signals(form: ScenarioForm) -> Iterator[Fault]:
    """A percentage that begins above a hundred, without a word that it may."""
    units = {signal.name: signal.unit for signal in catalogue()}
    for place, service in enumerate(form.service):
        for number, each in enumerate(service.signals):
            high = each.highest(units.get(each.signal, ""))
            if each.base > high:
                where: Place = ("service", place, "signals", number, "base")
                yield where, f"base lies above {high:g}", "lower it, or say how high it may go: high = …"


def _of_troubles(form: ScenarioForm) -> Iterator[Fault]:
    ids = [each.id for each in form.trouble]
    follows = {each.id: each.follows for each in form.trouble}
    for place, trouble in enumerate(form.trouble):
        if trouble.follows:
            yield from _among(("trouble", place, "follows"), trouble.follows, "trouble", ids)
            if _in_a_circle(trouble.id, follows):
                words = f"{trouble.id} follows itself"
                yield ("trouble", place, "follows"), words, "one of them begins by itself, at a time"
        elif trouble.at is not None and trouble.at >= form.lasts:
            yield ("trouble", place, "at"), "comes when all is over", "before the scenario's end"
        for number, effect in enumerate(trouble.effects):
            yield from _of_effect(("trouble", place, "effects", number), effect, form)


def _of_injects(form: ScenarioForm) -> Iterator[Fault]:
    services, troubles = [each.name for each in form.service], [each.id for each in form.trouble]
    for place, inject in enumerate(form.inject):
        if inject.at is not None and inject.at >= form.lasts:
            yield ("inject", place, "at"), "comes when all is over", "before the scenario's end"
        if inject.source:
            yield from _among(("inject", place, "source"), inject.source, "service", services)
        if inject.with_trouble:
            yield from _among(("inject", place, "with_trouble"), inject.with_trouble, "trouble", troubles)
        if inject.when is not None:
            where: Place = ("inject", place, "when")
            yield from _of_signal(where, inject.when.service, inject.when.signal, form)


def _of_deeds(form: ScenarioForm) -> Iterator[Fault]:
    troubles, deeds = [each.id for each in form.trouble], [each.id for each in form.deed]
    for place, deed in enumerate(form.deed):
        for key, ids, kind in (
            ("cures", troubles, "trouble"),
            ("begins", troubles, "trouble"),
            ("otherwise", troubles, "trouble"),
            ("needs", deeds, "deed"),
        ):
            for number, id in enumerate(getattr(deed, key)):
                yield from _among(("deed", place, key, number), id, kind, ids)
        if deed.id in deed.needs:
            yield ("deed", place, "needs"), f"{deed.id} needs itself", "name what must be done before it"


def _foreign(form: ScenarioForm, shelf: Shelf, policies: PolicyBook) -> Iterator[Fault]:
    """References to policies, severities, runbooks and steps that there are not."""
    if form.policy not in policies.ids:
        yield from _among(("policy",), form.policy, "policy", policies.ids)
    else:
        known = [each.id for each in policies.get(form.policy).severities]
        for number, severity in enumerate(form.severities):
            yield from _among(("severities", number), severity, f"severity of {form.policy}", known)
    runbooks = {each.id: each for each in shelf.runbooks}
    if form.procedure:
        yield from _among(("procedure",), form.procedure, "runbook", list(runbooks))
    for place, deed in enumerate(form.deed):
        if deed.runbook not in runbooks:
            yield from _among(("deed", place, "runbook"), deed.runbook, "runbook", list(runbooks))
        else:
            steps = [step.id for step in runbooks[deed.runbook].steps]
            yield from _among(("deed", place, "step"), deed.step, f"step of {deed.runbook}", steps)


def _of_effect(place: Place, effect: EffectForm, form: ScenarioForm) -> Iterator[Fault]:
    if effect.signal:
        yield from _of_signal(place, effect.service, effect.signal, form, effect.labels)
    else:
        services = [each.name for each in form.service]
        yield from _among((*place, "service"), effect.service, "service", services)


def _of_signal(
    place: Place, name: str, signal: str, form: ScenarioForm, labels: Mapping[str, str] | None = None
) -> Iterator[Fault]:
    service = next((each for each in form.service if each.name == name), None)
    if service is None:
        yield from _among((*place, "service"), name, "service", [each.name for each in form.service])
    else:
        signals = [each.signal for each in service.signals]
        yield from _among((*place, "signal"), signal, f"signal of {name}", signals)
        named = [each.labels for each in service.signals if each.signal == signal]
        if labels and named and not any(labels.items() <= each.items() for each in named):
            yield (*place, "labels"), f"{signal} of {name} has no such labels", "as they stand at the service"


def _among(place: Place, name: str, kind: str, known: Iterable[str]) -> Iterator[Fault]:
    """That a name is none of those known of its kind."""
    names = list(known)
    if name not in names:
        there_are = f"there are {_listed(names)}" if names else f"no {kind} is given"
        yield place, f'"{name}" is no {kind}', did_you_mean(name, names) or there_are


def _listed(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    left = len(different) - _LISTED
    return ", ".join(different[:_LISTED]) + (f" and {left} more" if left > 0 else "")


def _twice(names: Sequence[str]) -> Iterator[int]:
    return (place for place, name in enumerate(names) if name in names[:place])


def _in_a_circle(id: str, follows: Mapping[str, str]) -> bool:
    seen, at = {id}, follows.get(id, "")
    while at and at != id and at not in seen:
        seen.add(at)
        at = follows.get(at, "")
    return at == id
