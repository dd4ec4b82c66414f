from __future__ import annotations

from datetime import date

import pytest

from data.catalogue import catalogue
from data.models.command_line import Gap
from data.models.runbook import Kind
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.runbooks.lint import dead_titles, lint
from data.procedures.runbooks.shelf import load_runbooks

SHELF = load_runbooks()


def test_nothing_is_doubtful_about_what_is_shipped() -> None:
    lists, policies = load_checklists().checklists, load_policies().ids
    assert lint(SHELF.runbooks, SHELF, lists, catalogue(), policies, date(2026, 12, 1)) == []
    assert dead_titles(lists, SHELF) == []


def test_every_kind_of_procedure_of_the_documents_is_there() -> None:
    assert {each.kind for each in SHELF.runbooks} == set(Kind)
    assert {each.document for each in SHELF.runbooks} == {
        "template-platform",
        "skafu",
        "unified",
        "runbooks",
        "manual",
    }


@pytest.mark.parametrize(
    ("id", "steps"),
    [
        ("template-platform-critical", [3, 2, 2]),
        ("template-platform-scheduled-maintenance", [5, 6, 4]),
        ("template-platform-after-incident", [2, 4, 4]),
        ("skafu-incident", [4, 4, 4, 4, 4, 4, 4, 4, 4]),
        ("skafu-review", [3, 3, 3, 3, 5, 4]),
        ("skafu-point-in-time", [6]),
        ("skafu-cross-region", [6]),
        ("skafu-service-rollback", [6]),
        ("skafu-infrastructure", [6]),
        ("skafu-deployment", [6, 5, 6]),
        ("skafu-optimisation", [5, 5, 5]),
        ("unified-incident", [3, 3, 3, 3, 3]),
        ("unified-launch", [5, 5, 5]),
        ("unified-customer-onboarding", [3, 3, 3, 3]),
        ("runbooks-deployment", [1, 2, 1, 3, 1, 3]),
        ("manual-system-down", [4, 4, 3]),
        ("manual-data-corruption", [4, 4]),
        ("manual-security-incident", [4, 4, 3]),
        ("manual-performance", [4, 4]),
    ],
)
def test_each_has_as_many_steps_as_its_document(id: str, steps: list[int]) -> None:
    assert [len(phase.steps) for phase in SHELF.get(id).phases] == steps


@pytest.mark.parametrize("id", ["skafu-emergency-change", "skafu-standard-change", "skafu-normal-change"])
def test_every_change_goes_through_the_same_nine_steps(id: str) -> None:
    assert [step.id for step in SHELF.get(id).steps] == [
        "request",
        "impact",
        "risk",
        "approval",
        "plan",
        "rollback-plan",
        "notify",
        "implement",
        "review",
    ]


@pytest.mark.parametrize(
    ("id", "minutes"),
    [
        ("template-platform-critical", [(0, 15), (15, 30), (30, 60)]),
        ("template-platform-high", [(0, 30), (30, 120)]),
        ("template-platform-after-incident", [(0, 120), (0, 2880), (0, 10080)]),
        ("template-platform-alert-medium", [(0, 30), (0, 240)]),
        ("manual-system-down", [(0, 5), (0, None), (0, None)]),
        ("manual-data-corruption", [(0, 10), (0, None)]),
        ("manual-security-incident", [(0, 30), (0, None), (0, 4320)]),
        ("skafu-emergency-change", [(0, 60), (0, None), (0, None)]),
        ("runbooks-incident", [(0, 15), (0, None), (0, None)]),
    ],
)
def test_phases_have_the_documents_minutes(id: str, minutes: list[tuple[int, int | None]]) -> None:
    told = [(p.begins / 60, None if p.until is None else p.until / 60) for p in SHELF.get(id).phases]
    assert told == minutes


@pytest.mark.parametrize(
    ("id", "step", "command"),
    [
        ("unified-database-connections", "connect", ["psql", "{env:DATABASE_URL}", "-c", "SELECT 1"]),
        ("unified-error-rate", "vercel", ["vercel", "logs"]),
        ("runbooks-deployment", "branch", ["git", "checkout", "-b", "release/{version:version}"]),
        ("runbooks-deployment", "production", ["vercel", "deploy", "--prebuilt", "--prod"]),
        ("runbooks-restore", "restore", ["supabase", "backups", "restore", "{id:backup}"]),
        ("template-platform-scheduled-maintenance", "page", ["curl", "-I", "https://app.example.com"]),
    ],
)
def test_commands_are_the_documents(id: str, step: str, command: list[str]) -> None:
    found = SHELF.get(id).step(step)
    assert found is not None and [str(word) for word in found.command] == command


def test_secrets_come_from_the_environment_alone() -> None:
    words = [word for each in SHELF.runbooks for step in each.steps for word in step.command]
    assert [str(word) for word in words if word.gap is Gap.ENV] == ["{env:DATABASE_URL}"]
    assert not [word for word in words if "$" in word.text]
