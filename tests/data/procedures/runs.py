"""Runs of a small list, brought about as people and checks do it."""

from __future__ import annotations

from datetime import date

from data.models.checklist import Checklist, Every, Group, Item, Recurrence, SignalCheck
from data.models.entry import Draft, Entry
from data.models.evidence import Evidence
from data.models.run import Run
from data.models.verdict import Verdict
from data.procedures import intents
from data.procedures.carry import carried_from
from data.procedures.finding import Finding
from data.procedures.fold import fold_runs
from tests.data.procedures.entries import DAY, entering

LIST = Checklist(
    id="shop-morning",
    title="Opening the shop",
    document="manual",
    section="Shop",
    recurrence=Recurrence(Every.DAY),
    groups=(
        Group(
            "Machines",
            (Item("disk", "Disks have room", (SignalCheck("host.disk_pct"),)), Item("till", "Till opens")),
        ),
        Group("People", (Item("rota", "Rota is filled"),)),
    ),
    budget=300.0,
)


class Work:
    """One run: takes drafts as the journal would, and folds them."""

    def __init__(self, day: date = DAY, previous: Run | None = None, by: str = "alice") -> None:
        self.day = day
        self.id = f"{LIST.id}-{day.isoformat()}"
        self.entries: list[Entry] = []
        self._enter = entering(self.id, day=day)
        self._by = by
        self.do(intents.start(LIST, self.id, day, "manual", carried_from(previous, LIST)))

    def do(self, drafts: list[Draft], by: str = "") -> Run:
        """Record drafts; the run as it is then."""
        for draft in drafts:
            fields = {"by": by or self._by} | dict(draft.fields)
            self.entries.append(self._enter(draft.kind, **fields))
        return self.run

    @property
    def run(self) -> Run:
        return fold_runs(self.entries)[self.id]


def disk(value: float, verdict: Verdict) -> Finding:
    """What a check of the disk found, held against 80 %."""
    evidence = Evidence(
        source="box",
        kind="host",
        signal="host.disk_pct",
        labels=(("mount", "/"),),
        query="psutil.disk_usage",
        value=value,
        unit="%",
        verdict=verdict,
        words=f"{value} % is not < 80 %",
        threshold=80.0,
        comparison="<",
        policy="manual",
        section="Key Metrics",
        observed_at=None,
        fetched_at=None,
        digest="sha256:0",
    )
    return Finding(verdict, evidence.words, (evidence,))
