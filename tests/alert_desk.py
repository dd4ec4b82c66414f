"""Alert managers and their alerts at a fixed moment, for tests of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.alerts.desk import View
from data.alerts.gravity import gravity_of, verdict_of
from data.models.alert import ALERT, SILENCE, Alert, Matcher, Silence
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.labels import labels_from
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.fakes import START, HandClock, answering
from tests.gallery import ZONE

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

    def __init__(self, *managers: str) -> None:
        self.clock = HandClock(START)
        sources = [
            Source(name, "alertmanager", "alertmanager", 5.0, 5.0, True, answering(), FEEDS)
            for name in managers
        ]
        web = Source("api", "http", "api", 15.0, 5.0, True, answering(), frozenset({"http.up"}))
        self.store = Store([*sources, web], load_policies().get("manual"), self.clock)

    def lists(self, name: str, *items: Item, total: int | None = None, uptime: float = 9999.0) -> None:
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
        seen.append(Observation("alerts.uptime_s", uptime, "s", judged=Verdict.PASS))
        self._record(Answer(tuple(seen), f"http://{name}.example/api/v2/alerts", items=items), name)

    def reads(self, value: float) -> None:
        """The ordinary source is up, or not."""
        verdict = Verdict.PASS if value else Verdict.FAIL
        words = "200 as expected" if value else "503 Service Unavailable"
        self._record(
            Answer((Observation("http.up", value, "bool", judged=verdict, detail=words),), "GET"), "api"
        )

    def fails(self, name: str, message: str = "connection refused") -> None:
        """A source cannot be asked."""
        failure = Failure(FailureKind.CONNECT, message)
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 2.0, failure=failure))

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is."""
        return self.store.snapshot()

    def _record(self, answer: Answer, name: str) -> None:
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 2.0, answer))


def view(policy: str = "manual", first_seen: dict[str, datetime] | None = None) -> View:
    """Looked at with a shipped policy."""
    return View(load_policies().get(policy), ZONE, first_seen or {})
