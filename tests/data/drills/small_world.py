"""A small scenario to try the world on."""

from __future__ import annotations

from datetime import UTC, datetime

from data.models.checklist import Must
from data.models.scenario import (
    Condition,
    Deed,
    Effect,
    Inject,
    InjectKind,
    Quantity,
    Scenario,
    Service,
    Shape,
    Trouble,
)
from data.models.threshold import Comparison

POOL = Quantity("db.connections_pct", "%", 40.0, noise=1.0, day=0.1, high=100.0)
ERRORS = Quantity("api.error_rate_pct", "%", 0.2, noise=0.02)
DB = Service("db main", "postgres", "database", 15.0, (POOL,))
API = Service("api", "http", "api", 10.0, (ERRORS,))
FULL = Condition("db main", "db.connections_pct", Must(Comparison(">="), 95.0), 30.0)

SCENARIO = Scenario(
    id="pool",
    title="The pool runs full",
    policy="manual",
    starts=datetime(2026, 3, 12, 3, 5, tzinfo=UTC),
    lasts=1800,
    services=(DB, API),
    troubles=(
        Trouble(
            "leak",
            "connections leak",
            (Effect("db main", Shape.RAMP, "db.connections_pct", to=98, over=240),),
            60,
        ),
        Trouble(
            "errors", "the API fails", (Effect("api", Shape.STEP, "api.error_rate_pct", to=8.0),), 200, "leak"
        ),
        Trouble("lost", "data are lost", (Effect("db main", Shape.LOSS, words="the server is restoring"),)),
    ),
    injects=(
        Inject("called", InjectKind.CALL, "customers complain", "support", at=300),
        Inject("full", InjectKind.ALERT, "pool is full", source="api", when=FULL),
    ),
    deeds=(
        Deed("stop", "manual-data", "stop-writes"),
        Deed("end", "manual-pool", "end-idle", cures=("leak", "errors")),
        Deed("restore", "manual-data", "restore", cures=("leak",), needs=("stop",), otherwise=("lost",)),
    ),
)
