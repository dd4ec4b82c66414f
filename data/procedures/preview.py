"""A run as it would be: for a console that only looks, and writes nothing down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.models.checklist import Checklist
from data.models.item_record import ItemRecord, SelfCheck
from data.models.run import Run
from data.procedures.calendar import items_on
from data.procedures.finding import Finding


def preview(
    checklist: Checklist, run_id: str, day: date, policy: str, findings: Mapping[str, Finding]
) -> Run:
    """The run that nobody has begun, with what its items find out by themselves now."""
    records = {
        item: ItemRecord(item, check=SelfCheck(finding.verdict, finding.words, finding.evidence))
        for item, finding in findings.items()
    }
    expected = tuple(item.id for item in items_on(checklist, day))
    return Run(run_id, checklist.id, policy, day, expected=expected, records=records)
