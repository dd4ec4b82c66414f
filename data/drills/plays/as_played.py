"""What a drill played, as it was then: from the copy in its folder, else from where scenarios are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.config.document import read_document
from data.drills.plays.folders import DrillFolder, scenario_digest
from data.drills.scenarios.grading import by_policy
from data.drills.scenarios.library import Scenarios, record_of
from data.drills.scenarios.scenario_form import ScenarioForm
from data.errors import ConfigError, UsageError
from data.models.scenario import Scenario
from data.policies.book import PolicyBook
from data.procedures.content_files import read_form

NAME_IT = "where it is a file of your own, name it with --scenario FILE"
_PUT_BACK = "put the text back as it was, or name the file with --scenario FILE"


@dataclass(frozen=True, slots=True)
class AsPlayed:
    """The scenario; None where it is not at hand as it was, and `remedy` says what helps.

    `doubt` says in one line what is wrong with the copy or the policy, also where the scenario was
    found elsewhere.
    """

    scenario: Scenario | None
    doubt: str = ""
    remedy: str = NAME_IT


def as_played(folder: DrillFolder, policies: PolicyBook, library: Callable[[], Scenarios]) -> AsPlayed:
    """What is at hand of a drill's scenario; `library` is asked only where the copy does not do."""
    if folder.head.policy not in policies.ids:
        words = f"{folder.path.name} was played by the policy {folder.head.policy}, which is not at hand"
        return AsPlayed(None, words, 'name its file in the configuration: [[policy]] path = "…"')
    found, doubt = _copy(folder, policies)
    if found is not None:
        return AsPlayed(found)
    known = {each.id: each for each in library().scenarios}
    there = known.get(folder.head.scenario)
    wanted = _as_it_was(there, folder, policies) if there is not None else None
    remedy = _PUT_BACK if doubt else NAME_IT
    return AsPlayed(wanted, doubt, remedy)


def scenario_as_played(
    folder: DrillFolder, policies: PolicyBook, library: Callable[[], Scenarios]
) -> Scenario:
    """The scenario of a drill as it was. Raises UsageError where that is not at hand."""
    found = as_played(folder, policies, library)
    if found.scenario is None:
        known = any(each.id == folder.head.scenario for each in library().scenarios)
        words = "is not as it was when it was played" if known else "is not at hand"
        told = f"{folder.path.name}: its scenario {folder.head.scenario} {words}"
        raise UsageError(found.doubt or told, found.remedy)
    return found.scenario


def _copy(folder: DrillFolder, policies: PolicyBook) -> tuple[Scenario | None, str]:
    """The scenario as the drill's folder has it, or what is wrong with that in one line.

    The procedures that it names may have changed since: that is no fault of it.
    """
    file = folder.scenario
    try:
        document = read_document(file)
        if document is None:
            return None, ""
        form = read_form(ScenarioForm, file, document.content, document)
    except ConfigError as error:
        return None, f"{error.message}: it is no longer as it was when the drill was played"
    found = _as_it_was(record_of(form, folder.head.origin), folder, policies)
    return found, "" if found is not None else f"{file} is no longer as it was when the drill was played"


def _as_it_was(scenario: Scenario, folder: DrillFolder, policies: PolicyBook) -> Scenario | None:
    """By the drill's own policy; None where that makes another scenario than was played."""
    head = folder.head
    if not {head.policy, scenario.policy} <= set(policies.ids):
        return None
    found = by_policy(scenario, head.policy, policies)
    return found if scenario_digest(found) == head.digest else None
