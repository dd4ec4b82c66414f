"""A board in every state at once, at a fixed moment: what dashboards are shown with in tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from textual.types import CSSPathType

import screens
from data.boards.outlook import Outlook
from data.models.board import Board, Compared, Fact, Panel, Shape
from data.models.past import TimeRange
from data.models.series import Key, Series
from data.models.snapshot import Phase, Snapshot
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.policies.book import load_policies
from screens.boards.board_desk import BoardDesk
from screens.boards.dashboard import DashboardScreen
from screens.frame import FRAME_STYLE
from screens.messages import RangeAsked
from tests.fakes import START
from tests.gallery import STANDING, ZONE

NOW = 100_000.0
_FOLDER = Path(screens.__file__).parent
_SECTION = "Key Performance Indicators"
LATENCY = Threshold(
    "ms",
    target=Limit(Comparison.LT, 200, "skafu", _SECTION),
    fail=Limit(Comparison.GT, 500, "skafu", _SECTION),
)
SHARE = Threshold("%", target=Limit(Comparison.LT, 80, "manual", "Key Metrics to Check"))
RATE = Threshold("%", target=Limit(Comparison.LT, 1, "manual", "Morning Health Check"))
CONFIGURE = """\
[[prometheus]]
name = "prom"
url = "http://127.0.0.1:9090"

[[prometheus.query]]
signal = "web.lcp_ms"
"""


def past(key: Key, start: float, end: float) -> Series:
    """Made up but always the same: a value every 15 s, none for ten minutes this morning."""
    _, signal, labels = key
    phase = sum(map(ord, signal + str(labels))) % 7
    step = TimeRange.HOUR.step if end - start <= 7200 else 300.0
    base = {"api.p95_ms": 160.0, "db.connections_pct": 70.0}.get(signal, 12.0)
    times, values = [], []
    at = math.ceil(start / step) * step
    while at <= min(end, NOW):
        if not NOW - 2400 < at < NOW - 1800:
            late = base * 1.4 if at > NOW - 720 and signal == "api.p95_ms" else 0.0
            times.append(at)
            values.append(
                base + late + base * 0.2 * math.sin(at / 400 + phase) + base * 0.1 * math.sin(at / 53)
            )
        at += step
    return Series(tuple(times), tuple(values))


def snapshot(generation: int = 1) -> Snapshot:
    """The moment; boards of the gallery are not made of sources."""
    return Snapshot(START, NOW, generation, "manual")


def latency(name: str, value: float, verdict: Verdict, before: float, number: int = 0) -> Fact:
    """A fact with everything that a fact can have."""
    failing = verdict is Verdict.FAIL
    return Fact(
        key=f"prom:api.p95_ms,service={name},{number}",
        name=f"p95 {name}",
        verdict=verdict,
        value=value,
        unit="ms",
        limit=LATENCY.fail if failing else LATENCY.target,
        threshold=LATENCY,
        observed_at=START - timedelta(seconds=12),
        since=START - timedelta(minutes=12) if verdict is not Verdict.PASS else None,
        compared=Compared(before, "yesterday"),
        series=("prom", "api.p95_ms", (("service", name),)),
        words=f"{value:g} ms is {'>' if failing else 'not >'} 500 ms",
        source="prom",
        group=name,
        details=(("asked", "histogram_quantile(0.95, sum by (le) (rate(http_seconds_bucket[5m])))"),),
        procedure="skafu-daily" if failing else "",
        url="https://grafana.example.com/d/api" if failing else "",
    )


def fresh() -> Board:
    """Panels of every shape, some facts of which deviate."""
    latencies = Panel(
        "latency",
        "Latency",
        (
            latency("templates", 38.2, Verdict.PASS, 37.0),
            latency("projects", 541.0, Verdict.FAIL, 180.0),
            latency("search", 212.5, Verdict.WARN, 205.0),
            replace(latency("billing", 0.0, Verdict.NO_DATA, 90.0), value=None, compared=None),
        ),
        note="12 s old",
    )
    share = Fact(
        "db:db.connections_pct",
        "connections in use",
        Verdict.PASS,
        71.0,
        "%",
        limit=SHARE.target,
        threshold=SHARE,
        compared=Compared(64.0, "yesterday"),
        series=("db", "db.connections_pct", ()),
        source="db",
    )
    database = Panel("database", "Database", (share, *_database()))
    return Board(
        "gallery",
        "Gallery",
        Verdict.FAIL,
        ("1 of 9 fails: p95 projects 541 ms (limit > 500 ms) since 08:50, 180 ms yesterday; and 2 more.",),
        (latencies, database, _services(), _things(), _unconfigured()),
    )


def _database() -> tuple[Fact, ...]:
    rate = Fact(
        "db:errors", "errors", Verdict.PASS, 0.12, "%", limit=RATE.target, threshold=RATE, source="db"
    )
    size = Fact("db:size", "size", None, 1.5 * 2**30, "bytes", source="db")
    up = Fact("db:up", "answers", Verdict.PASS, 1.0, "bool", source="db")
    return (rate, size, up)


def _services() -> Panel:
    names = ("Amazon EC2", "Amazon RDS", "AWS Lambda", "Amazon S3")
    facts = tuple(
        Fact(
            f"aws:cost:{name}",
            name,
            None,
            812.4 / (at + 1) ** 2,
            "usd",
            compared=Compared(500.0, "a week ago"),
        )
        for at, name in enumerate(names)
    )
    return Panel("services", "By service, this month", facts, Shape.BARS, note="of yesterday, asked 04:12")


def _things() -> Panel:
    facts = tuple(
        Fact(
            f"hub:finding:{at}",
            title,
            verdict,
            text=text,
            since=START - timedelta(days=at * 3, hours=2),
            source="prod",
            words="a finding of Security Hub",
        )
        for at, (title, verdict, text) in enumerate(
            (
                (
                    "S3 bucket policy allows public write [bold]x[/] to ops-exports",
                    Verdict.FAIL,
                    "CRITICAL · NEW",
                ),
                ("Access key of ci-deploy is 412 days old", Verdict.WARN, "MEDIUM · NOTIFIED"),
                ("CloudTrail log file validation is on", Verdict.PASS, "INFORMATIONAL"),
            )
        )
    )
    return Panel("findings", "Findings", facts, Shape.THINGS, total=120)


def _unconfigured() -> Panel:
    return Panel(
        "page-load",
        "Page load",
        phase=Phase.NOT_CONFIGURED,
        message="no source is configured for this",
        configure=CONFIGURE,
    )


def _whole(phase: Phase, verdict: Verdict, sentence: str, message: str, facts: bool = False) -> Board:
    board = fresh()
    panels = tuple(
        replace(
            panel,
            facts=tuple(replace(f, verdict=verdict if f.verdict else None) for f in panel.facts)
            if facts
            else (),
            phase=phase,
            message=message,
            note="",
            total=None,
            configure=CONFIGURE if phase is Phase.NOT_CONFIGURED else "",
        )
        for panel in board.panels[:4]
    )
    return Board("gallery", "Gallery", verdict, (sentence,), panels)


BOARDS: dict[str, Callable[[], Board]] = {
    "loading": lambda: _whole(Phase.LOADING, Verdict.NO_DATA, "Asking for the first time…", ""),
    "fresh": fresh,
    "stale": lambda: _whole(
        *(Phase.STALE, Verdict.STALE, "Cannot be seen whole: latency (prom has not answered in time)."),
        "prom has not answered in time, last at 08:41",
        facts=True,
    ),
    "failed": lambda: _whole(
        *(
            Phase.FAILED,
            Verdict.ERROR,
            "Cannot be seen whole: latency (prom: no answer within 5 s); and 3 more.",
        ),
        "prom: no answer within 5 s → is it running at 127.0.0.1:9090?",
    ),
    "no-rights": lambda: _whole(
        *(Phase.NO_RIGHTS, Verdict.ERROR, "Cannot be seen whole: latency (prod: may not read it)."),
        "prod: AccessDenied on cloudwatch:GetMetricData → allow cloudwatch:GetMetricData in its policy",
    ),
    "not-configured": lambda: _whole(
        *(Phase.NOT_CONFIGURED, Verdict.NO_DATA),
        "Nothing here is configured yet; each panel shows the lines that bring it to life.",
        "no source is configured for this",
    ),
}
"""A whole board in each of the six looks."""


class Range:
    """What the application would keep: the range, and what is compared."""

    def __init__(self) -> None:
        self.span = TimeRange.HOUR
        self.against: float | None = 86_400.0

    def outlook(self, mode: str) -> Outlook:
        """The gallery's past, by the manual."""
        policy = load_policies().get("manual")
        return Outlook(policy, ZONE, past, self.span, self.against or 86_400.0)

    def desk(self) -> BoardDesk:
        """What a screen is given."""
        return BoardDesk(
            self.outlook, lambda: self.against, lambda source: "back-filled from prom", lambda *_: ()
        )


class GalleryScreen(DashboardScreen):
    """A dashboard that shows the board it was made with."""

    TITLE = "Performance"
    MODE = "performance"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, _FOLDER / "boards/dashboard.tcss"]

    def __init__(self, board: Board, range_: Range | None = None) -> None:
        self.range = range_ or Range()
        super().__init__(STANDING, self.range.desk())
        self.shown = board

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """The board as it was given."""
        return self.shown

    def on_range_asked(self, event: RangeAsked) -> None:
        """As the application does."""
        self.range.span, self.range.against = event.span, event.against
        self.snapshot = snapshot((self.snapshot.generation if self.snapshot else 0) + 1)
