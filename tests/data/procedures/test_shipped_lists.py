"""The shipped lists against the documents: nothing missing, nothing bound to a signal that is not known."""

from __future__ import annotations

import pytest

from data.catalogue import catalogue
from data.models.checklist import Checklist, Every, Week
from data.models.weekday import Weekday
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.lint import lint

LIBRARY = load_checklists()

ROWS = {
    "template-platform-morning": (9, Every.DAY),
    "template-platform-evening": (6, Every.DAY),
    "template-platform-monday": (6, Every.WEEK),
    "template-platform-tuesday": (5, Every.WEEK),
    "template-platform-wednesday": (4, Every.WEEK),
    "template-platform-thursday": (5, Every.WEEK),
    "template-platform-friday": (6, Every.WEEK),
    "template-platform-month-first": (6, Every.MONTH),
    "template-platform-month-second": (6, Every.MONTH),
    "template-platform-month-third": (8, Every.MONTH),
    "template-platform-month-fourth": (8, Every.MONTH),
    "template-platform-security-daily": (3, Every.DAY),
    "template-platform-security-weekly": (3, Every.WEEK),
    "template-platform-dashboard-daily": (3, Every.DAY),
    "template-platform-dashboard-weekly": (3, Every.WEEK),
    "skafu-daily": (21, Every.DAY),
    "skafu-database-daily": (5, Every.DAY),
    "skafu-database-weekly": (5, Every.WEEK),
    "skafu-database-monthly": (5, Every.MONTH),
    "skafu-database-quarterly": (5, Every.QUARTER),
    "skafu-security-daily": (5, Every.DAY),
    "skafu-security-weekly": (5, Every.WEEK),
    "skafu-security-monthly": (5, Every.MONTH),
    "skafu-security-quarterly": (5, Every.QUARTER),
    "skafu-cost-daily": (5, Every.DAY),
    "skafu-cost-monthly": (5, Every.MONTH),
    "skafu-cost-immediate": (4, Every.ON_DEMAND),
    "skafu-cost-long-term": (5, Every.ON_DEMAND),
    "skafu-cost-resources": (15, Every.ON_DEMAND),
    "unified-morning": (5, Every.DAY),
    "unified-evening": (4, Every.DAY),
    "unified-monday": (4, Every.WEEK),
    "unified-friday": (4, Every.WEEK),
    "unified-month-first": (4, Every.MONTH),
    "unified-month-last": (4, Every.MONTH),
    "unified-security-daily": (3, Every.DAY),
    "unified-security-weekly": (3, Every.WEEK),
    "unified-security-monthly": (3, Every.MONTH),
    "manual-morning": (8, Every.DAY),
    "manual-evening": (4, Every.DAY),
    "manual-weekly-security": (4, Every.WEEK),
    "manual-weekly-performance": (4, Every.WEEK),
    "manual-weekly-backup": (4, Every.WEEK),
    "manual-monthly-security": (4, Every.MONTH),
    "manual-monthly-performance": (4, Every.MONTH),
    "manual-monthly-recovery": (4, Every.MONTH),
    "manual-vendors-quarterly": (3, Every.QUARTER),
    "manual-vendors-annually": (1, Every.YEAR),
    "manual-documentation-quarterly": (8, Every.QUARTER),
    "runbooks-pre-deployment": (7, Every.ON_DEMAND),
    "runbooks-performance": (6, Every.ON_DEMAND),
}


@pytest.mark.parametrize(("id", "rows", "every"), [(id, *told) for id, told in ROWS.items()])
def test_every_recurring_list_of_the_documents_is_there(id: str, rows: int, every: Every) -> None:
    checklist = LIBRARY.get(id)
    assert len(checklist.items) == rows
    assert checklist.recurrence.every is every
    assert checklist.section


def test_the_shipped_lists_leave_no_doubt() -> None:
    assert lint(LIBRARY.checklists, catalogue(), load_policies().ids) == []


def test_the_two_health_lists_decide_themselves() -> None:
    """At least 21 of the 29 rows are bound; all of skafu's 21 are."""
    both = [LIBRARY.get("skafu-daily"), LIBRARY.get("manual-morning")]
    bound = [item for checklist in both for item in checklist.items if item.checks]
    assert sum(len(checklist.items) for checklist in both) == 29
    assert len(bound) == 29


def test_the_groups_of_the_health_lists() -> None:
    assert _sizes(LIBRARY.get("skafu-daily")) == [6, 5, 5, 5]
    assert _sizes(LIBRARY.get("manual-morning")) == [4, 4]


def test_budgets_are_those_of_the_manual() -> None:
    minutes = {c.id: c.budget / 60 for c in LIBRARY.checklists if c.budget is not None}
    assert minutes == {
        "manual-morning": 5,
        "manual-evening": 2,
        "manual-weekly-security": 30,
        "manual-weekly-performance": 15,
        "manual-weekly-backup": 15,
        "manual-monthly-security": 120,
        "manual-monthly-performance": 60,
        "manual-monthly-recovery": 120,
    }


def test_slots_are_those_of_the_documents() -> None:
    weekdays = {c.id: c.recurrence.weekday for c in LIBRARY.checklists if c.recurrence.weekday}
    assert weekdays["template-platform-thursday"] is Weekday.THURSDAY
    assert len(weekdays) == 7
    assert LIBRARY.get("template-platform-month-fourth").recurrence.week is Week.FOURTH
    assert LIBRARY.get("unified-month-last").recurrence.week is Week.LAST
    assert {LIBRARY.get(f"{name}-evening").recurrence.at.hour for name in ("manual", "unified")} == {18}


def test_the_commands_of_the_template_platform() -> None:
    daily = [LIBRARY.get("template-platform-morning"), LIBRARY.get("template-platform-evening")]
    assert [sum(bool(item.command) for item in checklist.items) for checklist in daily] == [9, 6]
    audit = LIBRARY.get("template-platform-tuesday").item("npm-audit")
    assert audit is not None and audit.command == ("npm", "audit", "--audit-level", "moderate")


def _sizes(checklist: Checklist) -> list[int]:
    return [len(group.items) for group in checklist.groups]
