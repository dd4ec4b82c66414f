"""A service in every state at once, at a fixed moment: what screens are shown with in tests."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.models.entry import Draft, Entry
from data.models.failure import Failure, FailureKind
from data.models.labels import Labels
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.series import Series
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.fakes import START, HandClock, answering
from widgets.frame.standing import Standing

ZONE = ZoneInfo("Europe/London")
STANDING = Standing("production", "manual", "alice@bastion-1", ZONE)
LAB = Standing(
    "lab", "manual", "alice@bastion-1", ZONE, badges=("READ-ONLY",), journal="NOT SAVED: 2", alarm=True
)

_KINDS = {
    "db main": ("postgres", "database"),
    "api projects": ("http", "api"),
    "api templates": ("http", "api"),
    "backup nightly": ("command", "backup"),
    "site": ("tls", "tls"),
    "this host": ("host", "host"),
    "payments": ("http", "api"),
    "metrics": ("prometheus", "api"),
    "new one": ("http", "api"),
}


def sources(names: Iterable[str] = _KINDS) -> list[Source]:
    """The gallery's sources; their providers are never asked."""
    feeds = {
        "postgres": frozenset({"db.up", "db.connections_pct"}),
        "http": frozenset({"http.up", "http.latency_ms"}),
        "command": frozenset({"backup.age_h"}),
        "host": frozenset({"host.disk_pct"}),
        "tls": frozenset({"tls.days_left"}),
        "prometheus": frozenset({"api.error_rate_pct", "api.p95_ms"}),
    }
    return [
        Source(name, kind, group, 60.0, 5.0, True, answering(), feeds[kind])
        for name, (kind, group) in ((name, _KINDS[name]) for name in names)
    ]


class Gallery:
    """A store that has seen an hour of it: one of each look."""

    def __init__(self) -> None:
        self.clock = HandClock(START - timedelta(minutes=20))
        self.store = Store(sources(), load_policies().get("manual"), self.clock)
        for minute in range(20):
            self._minute(minute)
        self.clock.wall, self.clock.ticks = START, self.clock.ticks + 1
        self.store.expire()

    def snapshot(self) -> Snapshot:
        """Everything as it is at the fixed moment."""
        return self.store.snapshot()

    def history(self, key: tuple[str, str, Labels]) -> Series:
        """The past of one series."""
        return self.store.history(key)

    def _minute(self, minute: int) -> None:
        used = 60.0 + minute * 1.1
        self._answer("db main", _up("db.up"), Observation("db.connections_pct", used, "%"))
        slow = 300.0 + 60 * math.sin(minute)
        self._answer("api projects", _up("http.up"), Observation("http.latency_ms", slow * 8, "ms"))
        self._answer("api templates", _up("http.up"), Observation("http.latency_ms", 38.0 + minute % 3, "ms"))
        self._answer(
            "backup nightly", Observation("backup.age_h", None, "h", detail="no backup file since 02:00")
        )
        self._answer("this host", Observation("host.disk_pct", 41.0, "%", (("mount", "/"),)))
        if minute < 10:
            self._answer("site", Observation("tls.days_left", 61.0, "d"))
            self._answer("payments", _up("http.up"))
        else:
            self.fail("payments", FailureKind.TIMEOUT, "no answer within 5 s")
        self.fail(
            "metrics", FailureKind.RIGHTS, "403: this token may not read", "give it the role monitoring"
        )
        self.clock.move(60)

    def _answer(self, name: str, *observations: Observation) -> None:
        raw = '{\n  "status": "ok",\n  "path": "[/etc/passwd]"\n}'
        answer = Answer(
            observations, f"GET https://{name.replace(' ', '-')}.example/health", raw, "sha256:9f2c41"
        )
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 38.2, answer))

    def fail(self, name: str, kind: FailureKind, message: str, remedy: str = "") -> None:
        """Let a source fail at this moment."""
        failure = Failure(kind, message, remedy)
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5000.0, failure=failure))


def _up(signal: str) -> Observation:
    return Observation(signal, 1.0, "bool", judged=Verdict.PASS, detail="200 as expected")


def entry(kind: str, at: datetime = START, by: str = "alice", **fields: object) -> Entry:
    """An entry as the journal would give it."""
    number = zlib.crc32(f"{kind} {at} {by} {fields}".encode())
    id = f"01a1fabe-0f4e-74c4-8348-{number:012d}"
    return Entry(id, 1, at, at.date(), by, "bastion-1", kind, False, fields)


def written(drafts: Iterable[Draft], at: datetime = START, by: str = "alice") -> list[Entry]:
    """Drafts as the journal would give them back, one second after the other."""
    return [
        replace(
            entry(draft.kind, at + timedelta(seconds=second), by, **draft.fields), day=draft.day or at.date()
        )
        for second, draft in enumerate(drafts)
    ]
