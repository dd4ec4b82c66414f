"""The four dashboards on made-up sources, in each of the six looks, at a fixed moment."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from data.boards.outlook import Outlook
from data.catalogue import catalogue
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.past import Past, TimeRange
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from screens.boards.board_desk import BoardDesk
from tests.fakes import START, HandClock, answering
from tests.gallery import ZONE

LOOKS = tuple(Phase)
_ROUNDS = 40
_EVERY = 60.0
_ELAPSED = 30 * 86_400.0
_SIZES = {"ms": 84.0, "%": 42.0, "usd": 61.5, "d": 61.0, "h": 4.0, "s": 1.5, "bytes": 1.5e9, "bool": 1.0}
_GRAVE = {"api.error_rate_pct": 6.1, "db.connections_pct": 81.0, "backup.size_ratio_pct": 41.0}
"""What is the matter in the fresh look."""
_SERVICES = ("Amazon EC2", "Amazon RDS", "AWS Lambda")


@dataclass(frozen=True, slots=True)
class Made:
    """One source: which signals it brings, and what it lists."""

    name: str
    kind: str
    families: Sequence[str]
    items: Sequence[Item] = ()


def _item(kind: str, title: str, verdict: Verdict, days: float, **more: object) -> Item:
    at = START - timedelta(days=days)
    return Item(kind, title.lower(), title, verdict, at=at, **more)  # type: ignore[arg-type]


_ITEMS = (
    _item("finding", "S3.8 Public access is not blocked", Verdict.FAIL, 2, severity="CRITICAL", state="NEW"),
    _item("finding", "EC2.19 Port 22 is open to the world", Verdict.WARN, 44, severity="HIGH", state="NEW"),
    _item("certificate", "api.example.com", Verdict.WARN, 300, amount=12.0, unit="d"),
    _item("access-key", "AKIA…Q7 of ci-deploy", Verdict.WARN, 412, amount=412.0, unit="d"),
    _item("sign-in", "alice was not let in [bold]", Verdict.WARN, 0.1, group="203.0.113.7"),
    _item("vulnerability", "urllib3 follows redirects", Verdict.WARN, 9, severity="moderate", state="open"),
    _item("rule", "s3-bucket-versioning-enabled", Verdict.FAIL, 3, state="NON_COMPLIANT"),
    _item("unused", "vol-f22ca88b: attached to nothing", Verdict.WARN, 20, amount=22.0, unit="usd"),
    _item("anomaly", "EC2 - Other in eu-west-1", Verdict.WARN, 1, amount=108.48, unit="usd", state="open"),
    _item(
        *("budget", "whole account", Verdict.WARN, 20),
        state="will be used up",
        fields=(("actual", "$812.00"), ("limit", "$1,000.00"), ("forecast", "$1,140.00")),
    ),
)
BOARDS: Mapping[str, tuple[Made, ...]] = {
    "performance": (
        Made("prom", "prometheus", ("api.p", "api.e", "api.t", "web.")),
        Made("db main", "postgres", ("db.",)),
        Made("this host", "host", ("host.",)),
    ),
    "cost": (Made("prod", "aws", ("cost.",), _ITEMS),),
    "security": (
        Made("prod", "aws", ("aws.", "code."), _ITEMS),
        Made("checks", "command", ("security.", "backup.", "tls.")),
    ),
    "business": (Made("main", "postgres", ("business.", "support.")),),
}


class Scenery:
    """A store whose sources have done for forty minutes what a look needs."""

    def __init__(self, board: str, look: Phase) -> None:
        self.clock = HandClock(START - timedelta(seconds=_ROUNDS * _EVERY), _ELAPSED)
        self.policy = load_policies().get("manual")
        self.made = BOARDS[board] if look is not Phase.NOT_CONFIGURED else ()
        self.store = Store([_source(each) for each in self.made], self.policy, self.clock)
        self.span, self.against = TimeRange.HOUR, 86_400.0
        rounds = {Phase.LOADING: 0, Phase.STALE: 20}.get(look, _ROUNDS)
        for number in range(rounds):
            for each in self.made:
                self._round(each, number, look)
            self.clock.move(_EVERY)
        self.clock.move((_ROUNDS - rounds) * _EVERY)
        self.store.expire()

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is at the fixed moment."""
        return self.store.snapshot()

    def desk(self) -> BoardDesk:
        """What a screen is given."""
        return BoardDesk(self.outlook, lambda: self.against, lambda source: "", lambda *_: ())

    def outlook(self, mode: str) -> Outlook:
        """The store's own past, by the manual."""
        return Outlook(self.policy, ZONE, self.store.past, self.span, self.against)

    def _round(self, made: Made, number: int, look: Phase) -> None:
        now, elapsed = self.clock.now(), self.clock.elapsed()
        if look in (Phase.FAILED, Phase.NO_RIGHTS):
            kind = FailureKind.RIGHTS if look is Phase.NO_RIGHTS else FailureKind.TIMEOUT
            words = "403: may not read it" if look is Phase.NO_RIGHTS else "no answer within 5 s"
            failure = Failure(kind, words, "see its rights" if look is Phase.NO_RIGHTS else "is it running?")
            self.store.record(Round(made.name, now, elapsed, 5000.0, failure=failure))
            return
        seen = tuple(_observed(signal, number) for signal in sorted(_feeds(made)))
        pasts = _days(now.timestamp()) if "cost." in made.families else ()
        answer = Answer(seen, "asked", items=tuple(made.items), pasts=pasts)
        self.store.record(Round(made.name, now, elapsed, 38.2, answer))


def _feeds(made: Made) -> frozenset[str]:
    return frozenset(
        signal.name
        for signal in catalogue()
        if signal.name.startswith(tuple(made.families)) and signal.name != "cost.day"
    ) | ({"cost.day"} if "cost." in made.families else frozenset())


def _source(made: Made) -> Source:
    return Source(made.name, made.kind, made.kind, _EVERY, 5.0, True, answering(), _feeds(made))


def _observed(signal: str, number: int) -> Observation:
    known = catalogue().get(signal)
    unit = known.unit if known else ""
    size = _GRAVE.get(signal, _SIZES.get(unit, 3.0))
    moved = 0.0 if unit in ("bool", "d", "h", "", "count") else 0.1 * math.sin(number / 5 + len(signal))
    judged = Verdict.PASS if unit == "bool" else None
    return Observation(signal, round(size * (1 + moved), 3), unit, judged=judged)


def _days(now: float) -> tuple[Past, ...]:
    midnight = now - now % 86_400
    times = tuple(midnight - (60 - day) * 86_400 for day in range(60))
    return tuple(
        Past(
            *("cost.day", (("service", name),), "usd", times),
            tuple(round(40 / (at + 1) + (day % 7) * 0.5, 2) for day in range(60)),
        )
        for at, name in enumerate(_SERVICES)
    )
