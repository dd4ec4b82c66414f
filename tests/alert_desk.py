"""Alert managers and their alerts at a fixed moment, for tests of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.alerts.acts import fold_acts
from data.alerts.desk import Desk, View, desk_of
from data.alerts.gravity import gravity_of, verdict_of
from data.alerts.memory import Memory, remember
from data.models.alert import ALERT, SILENCE, Alert, Matcher, Silence
from data.models.entry import Entry
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.labels import labels_from
from data.models.maintenance import Maintenance
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.fakes import START, HandClock, answering
from tests.gallery import ZONE, entry

FEEDS = frozenset({"alerts.firing", "alerts.silenced", "alerts.inhibited", "alerts.silences"})


def alert(
    name: str,
    severity: str = "warning",
    *,
    minutes: float = 7.0,
    silenced: tuple[str, ...] = (),
    inhibited: tuple[str, ...] = (),
    annotations: dict[str, str] | None = None,
    **labels: str,
) -> Alert:
    """An alert that began so many minutes ago; its fingerprint is made of name and labels."""
    everything = {"alertname": name, "severity": severity, **labels}
    gravity = gravity_of(severity)
    notes = annotations or {}
    return Alert(
        kind=ALERT,
        id=fingerprint(name, **labels),
        title=name,
        verdict=verdict_of(gravity),
        severity=severity,
        state="suppressed" if silenced or inhibited else "active",
        at=START - timedelta(minutes=minutes),
        group=labels.get("service", ""),
        fields=(("summary", notes.get("summary", "")),),
        labels=labels_from(everything),
        annotations=labels_from(notes),
        silenced_by=silenced,
        inhibited_by=inhibited,
        receivers=("team",),
        runbook=notes.get("runbook_url", ""),
        gravity=gravity,
    )


def fingerprint(name: str, **labels: str) -> str:
    """A hexadecimal name, the same each time."""
    return "".join([name, *labels.values()]).encode().hex()[:32]


def silence(
    id: str,
    *,
    by: str = "bo",
    comment: str = "work",
    ends: float = 60.0,
    starts: float = -10.0,
    acknowledges: str = "",
    fires: bool | None = None,
    **matchers: str,
) -> Silence:
    """A silence; times in minutes from now."""
    found = tuple(Matcher(name, value) for name, value in matchers.items())
    return Silence(
        kind=SILENCE,
        id=id,
        title=" ".join(map(str, found)),
        state="active" if starts <= 0 else "pending",
        at=START + timedelta(minutes=starts),
        matchers=found,
        created_by=by,
        comment=comment,
        starts=START + timedelta(minutes=starts),
        ends=START + timedelta(minutes=ends),
        acknowledges=acknowledges,
        fires=fires,
    )


class Watchtower:
    """A store with alert managers, and one ordinary source whose reading can be set."""

    def __init__(self, *managers: str, maintenance: tuple[Maintenance, ...] = ()) -> None:
        self.clock = HandClock(START)
        sources = [
            Source(name, "alertmanager", "alertmanager", 5.0, 5.0, True, answering(), FEEDS)
            for name in managers
        ]
        web = Source("api", "http", "api", 15.0, 5.0, True, answering(), frozenset({"http.up"}))
        self.store = Store([*sources, web], load_policies().get("manual"), self.clock, maintenance)

    def lists(
        self,
        name: str,
        *items: Item,
        total: int | None = None,
        uptime: float = 9999.0,
        watchdog: bool | None = None,
    ) -> None:
        """An alert manager answers; `total` where it lists more than it shows."""
        alerts = [item for item in items if isinstance(item, Alert)]
        silenced = sum(bool(item.silenced_by) for item in alerts)
        inhibited = sum(bool(item.inhibited_by and not item.silenced_by) for item in alerts)
        firing = (len(alerts) if total is None else total) - silenced - inhibited
        counts = {"firing": firing, "silenced": silenced, "inhibited": inhibited}
        seen = [
            Observation(f"alerts.{word}", float(count), "count", judged=Verdict.PASS)
            for word, count in counts.items()
        ]
        if watchdog is not None:
            words = "Watchdog fires, as it should" if watchdog else "Watchdog does not fire"
            verdict = Verdict.PASS if watchdog else Verdict.FAIL
            seen.append(Observation("alerts.watchdog", float(watchdog), "bool", judged=verdict, detail=words))
        seen.append(Observation("alerts.uptime_s", uptime, "s", judged=Verdict.PASS))
        self._record(Answer(tuple(seen), f"http://{name}.example/api/v2/alerts", items=items), name)

    def reads(self, value: float) -> None:
        """The ordinary source is up, or not."""
        verdict = Verdict.PASS if value else Verdict.FAIL
        words = "200 as expected" if value else "503 Service Unavailable"
        self._record(
            Answer((Observation("http.up", value, "bool", judged=verdict, detail=words),), "GET"), "api"
        )

    def fails(
        self, name: str, message: str = "connection refused", kind: FailureKind = FailureKind.CONNECT
    ) -> None:
        """A source cannot be asked."""
        failure = Failure(kind, message)
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 2.0, failure=failure))

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is."""
        return self.store.snapshot()

    def misses(self, *signals: str, words: str = "it does not answer in time") -> None:
        """The ordinary source answers, but not for these signals."""
        failure = Failure(FailureKind.TIMEOUT, words)
        seen = [Observation(signal, None, "", failure=failure) for signal in signals]
        seen.append(Observation("http.up", 1.0, "bool", judged=Verdict.PASS))
        self._record(Answer(tuple(seen), "GET"), "api")

    def _record(self, answer: Answer, name: str) -> None:
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 2.0, answer))


def view(policy: str = "manual", first_seen: dict[str, datetime] | None = None) -> View:
    """Looked at with a shipped policy."""
    return View(load_policies().get(policy), ZONE, first_seen or {})


class Scene:
    """A desk in one of its states, as a screen is given it: ``busy``, ``cut``, ``gone``, ``quiet``…"""

    def __init__(self, state: str = "busy", policy: str = "template-platform") -> None:
        self.tower = Watchtower(*(() if state == "not-configured" else ("am", "am-2")))
        self.policy = policy
        self.memory = Memory()
        self.acts = fold_acts([_taken()] if state in ("busy", "gone") else [])
        self.tower.reads(0.0 if state in ("busy", "gone", "cut") else 1.0)
        if state in ("not-configured", "loading"):
            return
        self.tower.lists("am", *(() if state == "quiet" else _items()))
        match state:
            case "gone":
                self.tower.fails("am-2")
            case "no-rights":
                self.tower.fails("am-2", "answered 403 Forbidden", FailureKind.RIGHTS)
            case "cut":
                self.tower.lists("am-2", *_items(), total=50_000)
            case "stale":
                self.tower.lists("am-2", *_items())
                self.tower.clock.ticks += 60
                self.tower.store.expire()
            case _:
                self.tower.lists("am-2", *(() if state == "quiet" else _items()))

    def look(self) -> tuple[Desk, Memory]:
        """The desk and what has been seen of it."""
        desk = desk_of(self.tower.snapshot, self.acts, view(self.policy, self.memory.first_seen), START)
        self.memory = remember(self.memory, desk)
        return desk, self.memory


def _taken() -> Entry:
    key = f"alert/{fingerprint('DiskFull', host='db-1')}"
    fields = {"alert": key, "title": "DiskFull", "reason": "making room", "source": "am"}
    return entry("alert.acknowledged", START - timedelta(minutes=6), "chen", **fields)


def _items() -> tuple[Item, ...]:
    """One of each look."""
    errors = {"summary": "6 % of requests fail", "runbook_url": "https://runbooks.example/errors"}
    disk = fingerprint("DiskFull", host="db-1")
    return (
        alert("HighErrorRate", "critical", minutes=3.2, service="api", annotations=errors),
        alert("HighLatency", minutes=42, service="api", annotations={"summary": "p95 is 2.4 s"}),
        alert("DiskFull", minutes=90, host="db-1", silenced=("a",)),
        alert("BackupOld", "info", minutes=600),
        alert("Slow", service="api", inhibited=(fingerprint("HighErrorRate", service="api"),)),
        alert("Noise", "purple", silenced=("s",)),
        silence("a", by="chen", comment="making room", acknowledges=disk, alertname="DiskFull"),
        silence("s", ends=8.5, alertname="Noise"),
        silence("t", ends=200, starts=100, service="web"),
    )
