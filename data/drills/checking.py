"""A scenario's file looked through: what hinders it, or else what is doubtful about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.catalogue import catalogue
from data.config.document import read_document
from data.config.problem import InvalidConfig, Problem
from data.drills.library import read_scenario
from data.drills.lint import doubts
from data.errors import ConfigError
from data.policies.book import PolicyBook
from data.procedures.content_files import in_order
from data.procedures.placing import problem_at
from data.procedures.runbooks.shelf import Shelf


def problems_of(file: Path, shelf: Shelf, policies: PolicyBook) -> list[Problem]:
    """Everything to be mended in a file, by line. Raises ConfigError where it cannot be read at all."""
    try:
        document = read_document(file)
        if document is None:
            raise ConfigError("no such file", file=file, remedy="ops-console drill new NAME writes one")
        scenario = read_scenario(file, document.content, document, shelf, policies)
    except InvalidConfig as error:
        return list(error.problems)
    found = doubts(scenario, catalogue(), policies.get(scenario.policy))
    told = [problem_at(place, document.content, words, remedy, document) for place, words, remedy in found]
    return in_order(replace(each, line=each.line or 1) for each in told)
