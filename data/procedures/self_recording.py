"""Which findings of a run are worth an entry now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.models.checklist import Checklist
from data.models.entry import Draft
from data.models.run import Run
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict
from data.procedures import intents
from data.procedures.finding import Finding
from data.procedures.self_check import self_check
from data.procedures.standard import Standard
from data.timekeeping import Timekeeper

_CALM_S = 10.0
"""For so long an item must not have changed before it is written down that it is better again."""


class SelfRecording:
    """Checks the items of one run against snapshots, and remembers what it has handed over.

    What is known to pass, warn or fail is recorded at once; that something is missing only when
    every source has been asked, so that a slow start does not fill the journal. What has become
    worse is recorded at once, what has become better only when it stays so.
    """

    def __init__(self, checklist: Checklist, standard: Standard, time: Timekeeper) -> None:
        self._checklist = checklist
        self._standard = standard
        self._time = time
        self._told: dict[str, tuple[Verdict, float]] = {}

    def findings(self, snapshot: Snapshot) -> dict[str, Finding]:
        """What each item that can decide itself says now."""
        found = {
            item.id: self_check(item, self._checklist, snapshot, self._standard)
            for item in self._checklist.items
        }
        return {id: finding for id, finding in found.items() if finding is not None}

    def due(
        self,
        run: Run,
        snapshot: Snapshot,
        findings: Mapping[str, Finding],
        lap: Callable[[], float] | None = None,
    ) -> list[Draft]:
        """The entries to write now; the first of them tells the time that `lap` gives."""
        settled = all(source.phase is not Phase.LOADING for source in snapshot.sources)
        drafts: list[Draft] = []
        for item, finding in findings.items():
            if item in run.expected and (settled or finding.verdict.known) and self._is_news(item, finding):
                made = intents.check(run, item, finding, spent_s=0.0 if lap else None)
                if made:
                    self._told[item] = (finding.verdict, self._time.elapsed())
                drafts += made
        if lap and drafts:
            drafts[0] = replace(drafts[0], fields={**drafts[0].fields, "spent_s": lap()})
        return drafts

    def _is_news(self, item: str, finding: Finding) -> bool:
        told = self._told.get(item)
        if told is None:
            return True
        verdict, at = told
        return finding.verdict.rank > verdict.rank or self._time.elapsed() - at >= _CALM_S
