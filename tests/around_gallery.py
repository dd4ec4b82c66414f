"""A service with something to say of everything around its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from data.boards.gain import Gain
from data.boards.health import health_gains
from data.boards.outlook import Outlook
from data.models.item import Item
from data.models.maintenance import Maintenance, Opening, Span
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.fakes import START, HandClock, answering
from tests.gallery import ZONE

POLICIES = load_policies()
_SERVICES = ("project-management-api", "template-management-api", "ai-integration-service")


class Around:
    """Three services, a repository, a vendor and an alert manager, at a fixed moment."""

    def __init__(self) -> None:
        self.clock = HandClock(elapsed=10 * 86_400.0)
        feeds = {
            "repository": {"deploy.recent", "deploy.failed", "ci.failed"},
            "github-status": {"vendor.up", "vendor.incidents"},
            "aws-status": {"vendor.up", "vendor.incidents"},
            "am": {"alerts.firing", "alerts.silenced", "alerts.watchdog"},
        }
        sources = [
            *(_source(name, "http", "services", {"http.up"}) for name in _SERVICES),
            *(_source(name, "fake", "around", signals) for name, signals in feeds.items()),
        ]
        self.store = Store(sources, POLICIES.get("skafu"), self.clock)
        self._services()
        self._around()

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is."""
        return self.store.snapshot()

    def gains(self, snapshot: Snapshot) -> tuple[Gain, ...]:
        """What there is to say of it."""
        outlook = Outlook(POLICIES.get("skafu"), ZONE, policies=POLICIES.policies)
        return health_gains(snapshot, outlook, "production")

    def in_maintenance(self) -> Snapshot:
        """The same while the services are worked on."""
        span = Span(START - timedelta(minutes=20), START + timedelta(hours=1))
        window = Maintenance("monthly patches", span, ("services",), note="agreed with the client")
        return replace(self.snapshot, openings=(Opening(window, span),))

    def _says(self, name: str, *seen: Observation, items: tuple[Item, ...] = ()) -> None:
        answer = Answer(seen, "q", items=items)
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, answer))

    def _services(self) -> None:
        for name in _SERVICES:
            up = name != _SERVICES[2]
            verdict = Verdict.PASS if up else Verdict.FAIL
            words = "200 as expected" if up else "answered 503 instead of 200"
            self._says(name, Observation("http.up", float(up), "bool", judged=verdict, detail=words))

    def _around(self) -> None:
        done = Item(
            "deployment", "1", "web 4.2 to production", state="success", at=START - timedelta(minutes=50)
        )
        broken = Item(
            "deployment",
            "2",
            "api 4.3 to production",
            Verdict.FAIL,
            state="failure",
            at=START - timedelta(minutes=9),
        )
        deploys = Observation("deploy.recent", 3.0, "count"), Observation("deploy.failed", 1.0, "count")
        self._says("repository", *deploys, items=(done, broken))
        well = Observation("vendor.up", 1.0, "bool", judged=Verdict.PASS, detail="All Systems Operational")
        self._says("github-status", well)
        self._says("aws-status", well)
        self._says(
            "am", Observation("alerts.firing", 2.0, "count"), Observation("alerts.silenced", 1.0, "count")
        )


def _source(name: str, kind: str, group: str, feeds: set[str]) -> Source:
    return Source(name, kind, group, 60.0, 5.0, True, answering(), frozenset(feeds))
