"""The whole application on scripted sources and a real journal, without a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from console.app import OpsConsole
from console.parts import Parts
from console.watch import assemble
from data.journal.journal import Journal
from data.looks import Looks
from data.models.reading import Observation
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.provider import Source
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.daylight import mid_morning
from tests.fakes import answering
from tests.gallery import STANDING, ZONE
from widgets.frame.standing import Standing


def morning_sources(*, connections: float = 41.0) -> tuple[Source, ...]:
    """What decides most of the morning list: web, database and disks, but no backup and no errors."""
    return (
        _source("api", "http", Observation("http.up", 1.0, "bool"), Observation("api.p95_ms", 120.0, "ms")),
        _source(
            "db main",
            "postgres",
            Observation("db.up", 1.0, "bool"),
            Observation("db.connections_pct", connections, "%"),
        ),
        _source("this host", "host", Observation("host.disk_pct", 41.0, "%", (("mount", "/"),))),
    )


def _source(name: str, kind: str, *observations: Observation) -> Source:
    feeds = frozenset(each.signal for each in observations)
    return Source(name, kind, kind, 10.0, 5.0, True, answering(*observations), feeds)


def parts(
    root: Path,
    sources: tuple[Source, ...] | None = None,
    *,
    by: str = "alice",
    time: Timekeeper | None = None,
    read_only: bool = False,
    looks: Path | None = None,
    procedures: tuple[Path, ...] = (),
) -> Parts:
    """Everything the application is made of; the journal is in `root`."""
    zone = ZONE if time else ZoneInfo(mid_morning())
    time = time or SystemTimekeeper()
    policies = load_policies()
    journal = Journal.open(root, by=by, host="bastion-1", zone=zone, time=time, read_only=read_only)
    standing: Standing = replace(STANDING, who=f"{by}@bastion-1", zone=zone)
    return Parts(
        time=time,
        watch=assemble(sources or morning_sources(), policies.get("manual"), time),
        journal=journal,
        policies=policies,
        checklists=load_checklists().checklists,
        standing=standing,
        looks=Looks(looks, keeping=not read_only) if looks else None,
        procedures=procedures,
    )


def console(root: Path, sources: tuple[Source, ...] | None = None, **options: object) -> OpsConsole:
    """The application."""
    made = parts(root, sources, **options)  # type: ignore[arg-type]
    return OpsConsole(lambda: made)
