"""A scripted outage: what happened at which second, and what a report of it stands on."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.incidents.clocks import clocks_of
from data.reports.incidents.case import Case, entries_about
from tests.data.incidents.scene import HOST, ID, THREE, Scene

ACK, MITIGATED, RESOLVED = 192, 1930, 2530
DETECTED = 840
EVIDENCE = {
    "source": "db main",
    "kind": "postgres",
    "signal": "db.connections_pct",
    "value": 97.0,
    "unit": "%",
    "verdict": "fail",
    "words": "97 % is not < 80 %",
    "threshold": 80.0,
    "policy": "skafu",
    "section": "Key Performance Indicators",
    "digest": "sha256:" + "9f" * 32,
}


def outage(policy: str = "skafu") -> Scene:
    """The database runs out of connections; declared, escalated, run through a runbook, mitigated, over."""
    scene = Scene(policy)
    seen = EVIDENCE | {"value": 91.0, "observed_at": THREE - timedelta(seconds=20)}
    scene.declare(
        services=["db main"],
        situation="service-down",
        reason="db main (critical) fails",
        detected=THREE - timedelta(seconds=DETECTED),
        evidence=[seen],
    )
    scene.at(60, "incident.signal", text="connections fail", key="s1", evidence=[EVIDENCE])
    scene.at(ACK, "incident.acknowledged", by="bo")
    scene.at(200, "incident.role", role="commander", who="alice")
    scene.at(210, "incident.task", task="1", owner="bo", text="look at api-2", box_s=600)
    scene.at(300, "incident.update", audience="public", text="we look into it")
    scene.at(400, "incident.note", note="pool limit is 100")
    scene.at(600, "incident.severity", severity="P1", was="P0", reason="only writes")
    run: dict[str, object] = {"run": "pool-1", "runbook": "db-pool"}
    steps = {"title": "Pool", "mode": "execute", "steps": ["look", "restart", "tell"]}
    scene.enter(700, "runbook.begun", {"incident": ID, **run, **steps})
    scene.enter(710, "runbook.confirmed", {"incident": ID, **run, "step": "look", "title": "Look"})
    skipped = {"step": "restart", "title": "Restart", "reason": "not needed"}
    scene.enter(720, "runbook.skipped", {"incident": ID, **run, **skipped})
    scene.at(1000, "incident.question", question="1", text="since when?")
    scene.at(1100, "incident.answer", question="1", text="since 02:46")
    lower = EVIDENCE | {"value": 61.0, "verdict": "pass"}
    scene.at(1900, "incident.signal", text="connections pass again", key="s2", evidence=[lower])
    scene.at(MITIGATED, "incident.status", status="monitoring")
    scene.at(RESOLVED, "incident.resolved", note="pool raised")
    scene.at(3000, "incident.action", action="1", text="raise the limit", owner="bo", due=THREE.date())
    return scene


def case_of(scene: Scene, seconds: float = 4000, start: datetime = THREE, **more: object) -> Case:
    """The case as it stands so many seconds after the declaration."""
    now, incident = start + timedelta(seconds=seconds), scene.incident
    timers = clocks_of(incident, scene.policy, now, HOST)
    entries = entries_about(ID, scene.entries)
    return Case(incident, scene.policy, timers, now, HOST, entries, (incident,), **more)  # type: ignore[arg-type]
