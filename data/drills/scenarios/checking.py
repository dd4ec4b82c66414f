"""A scenario's file looked through: what hinders it, or else what is doubtful about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from data.catalogue import catalogue
from data.config.document import read_document
from data.config.problem import InvalidConfig, Problem
from data.drills.scenarios.library import load_scenarios, read_scenario
from data.drills.scenarios.lint import doubts
from data.errors import ConfigError
from data.policies.book import PolicyBook
from data.procedures.content_files import in_order
from data.procedures.placing import problem_at
from data.procedures.runbooks.shelf import Shelf


def problems_of(file: Path, shelf: Shelf, policies: PolicyBook, kinds: Collection[str] = ()) -> list[Problem]:
    """Everything to be mended in a file, by line; `kinds` are those of sources, where they are known.

    Raises ConfigError where the file cannot be read at all.
    """
    try:
        document = read_document(file)
        if document is None:
            raise ConfigError("no such file", file=file, remedy="ops-console drill new NAME writes one")
        scenario = read_scenario(file, document.content, document, shelf, policies)
    except InvalidConfig as error:
        return list(error.problems)
    found = doubts(scenario, catalogue(), policies.get(scenario.policy), kinds)
    shipped = next(
        (each for each in load_scenarios(shelf, policies).scenarios if each.id == scenario.id), None
    )
    if shipped not in (None, scenario):
        found.append(
            (("id",), f"{scenario.id} is already a scenario of {shipped.origin}", "name it otherwise")
        )
    told = [problem_at(place, document.content, words, remedy, document) for place, words, remedy in found]
    return in_order(replace(each, line=each.line or 1) for each in told)
