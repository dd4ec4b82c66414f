"""A cloud account, its backups and its business at a fixed moment: what the boards are shown with."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from data.boards.outlook import Outlook
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.look import Look
from data.models.past import Past
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from screens.boards.board_desk import BoardDesk
from tests.fakes import START, HandClock, answering
from tests.gallery import ZONE

POLICIES = load_policies()
_ASKED = "November up to the 20.; asked 3 h ago; a refresh costs about $0.05"
_AWS = frozenset(
    {
        *(f"cost.{name}" for name in ("month_to_date", "forecast", "budget_pct", "yesterday", "day")),
        *("cost.savings_coverage_pct", "cost.anomalies", "cost.unused_usd", "cost.unused_resources"),
        *("aws.guardduty_findings", "aws.securityhub_findings", "aws.failed_sign_ins"),
        *("aws.security_group_changes", "aws.cloudtrail_valid", "aws.config_compliance_pct"),
        *("aws.key_age_d", "aws.users_unused", "aws.users_without_mfa", "aws.encryption_pct"),
        *("aws.log_retention_pct", "aws.cert_days"),
    }
)
_BUSINESS = frozenset(
    {
        *("business.visitors", "business.sign_ups", "business.active_users", "business.conversions"),
        *("business.revenue", "business.churn_pct", "business.projects_created", "business.api_calls"),
        *("support.response_h", "support.satisfaction", "support.open_tickets"),
    }
)
_BACKUP = frozenset(
    {"backup.age_h", "backup.size_bytes", "backup.size_ratio_pct", "backup.restore_test_age_d"}
)
_FEEDS = {"prod": _AWS, "shop": _BUSINESS, "nightly": _BACKUP, "site": frozenset({"tls.days_left"})}


class Account:
    """Sources that have answered once, or failed since."""

    def __init__(self, policy: str = "unified") -> None:
        self.clock = HandClock(elapsed=90 * 86_400.0)
        self.policy = POLICIES.get(policy)
        sources = [
            Source(name, "fake", "", 60.0, 5.0, True, answering(), feeds) for name, feeds in _FEEDS.items()
        ]
        self.store = Store(sources, self.policy, self.clock)

    def answer(self) -> Account:
        """One round of all of them."""
        self._says("prod", *_money(), *_safety(), items=(*_bills(), *_troubles()), pasts=_days())
        self._says("shop", *_business())
        self._says("nightly", *_backups())
        self._says("site", Observation("tls.days_left", 61.0, "d"))
        return self

    def fail(self, kind: FailureKind) -> Account:
        """A round in which the account does not answer, or may not."""
        words, remedy = {
            FailureKind.RIGHTS: ("not allowed: securityhub:GetFindings", "add it to the role ops-readonly"),
        }.get(kind, ("no answer within 5 s", ""))
        failure = Failure(kind, words, remedy)
        for name in _FEEDS:
            self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, failure=failure))
        return self

    def later(self) -> Account:
        """So long without an answer that all is stale."""
        self.clock.move(600)
        self.store.expire()
        return self

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is."""
        return self.store.snapshot()

    def desk(self) -> BoardDesk:
        """What a screen is given."""
        return BoardDesk(self.outlook, lambda: 86_400.0, lambda source: "", lambda *_: ())

    def outlook(self, mode: str) -> Outlook:
        """The policy's numbers; security was looked at yesterday evening."""
        seen = {f"prod\nfinding\n{n}": title for n, title in ((1, _PORT), (9, "Root has no second factor"))}
        look = Look(START - timedelta(hours=15), seen)
        return Outlook(self.policy, ZONE, self.store.past, look=look, policies=POLICIES.policies)

    def _says(
        self, name: str, *seen: Observation, items: tuple[Item, ...] = (), pasts: tuple[Past, ...] = ()
    ) -> None:
        answer = Answer(seen, "q", items=items, pasts=pasts)
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, answer))


_PORT = "Security group sg-web lets everybody in at port 22"


def _money() -> tuple[Observation, ...]:
    return (
        Observation("cost.month_to_date", 812.4, "usd", detail=_ASKED),
        Observation("cost.forecast", 1140.2, "usd", detail="the whole of November; asked 3 h ago"),
        Observation("cost.budget_pct", 81.2, "%", (("budget", "total"),)),
        Observation("cost.yesterday", 61.0, "usd", detail="2026-11-19, still an estimate; asked 3 h ago"),
        Observation("cost.savings_coverage_pct", 66.7, "%", detail="of what plans can cover; asked 3 h ago"),
        Observation("cost.anomalies", 1.0, "count", judged=Verdict.WARN, detail="in 7 days"),
        Observation("cost.unused_usd", 37.2, "usd", detail="about $37.20 a month"),
        Observation("cost.unused_resources", 3.0, "count", detail="2 volumes, 1 addresses"),
    )


def _bills() -> tuple[Item, ...]:
    fields = (("limit", "$1,000.00"), ("actual", "$812.40"), ("forecast", "$1,140.20"), ("period", "monthly"))
    return (
        Item(
            "budget",
            "total",
            "total",
            Verdict.WARN,
            state="will be used up",
            amount=812.4,
            unit="usd",
            fields=fields,
        ),
        Item(
            "anomaly",
            "a1",
            "EC2 in eu-west-1 cost $41.00 more than expected",
            Verdict.WARN,
            state="open",
            at=START - timedelta(days=1),
            amount=41.0,
            unit="usd",
        ),
        *(
            Item(
                "unused",
                f"vol-{n}",
                f"vol-0a{n}f: attached to nothing",
                Verdict.WARN,
                state="unused",
                amount=price,
                unit="usd",
            )
            for n, price in ((1, 22.0), (2, 11.6))
        ),
        Item(
            "unused",
            "eip",
            "203.0.113.7: an address that leads nowhere",
            Verdict.WARN,
            amount=3.6,
            unit="usd",
        ),
    )


def _days() -> tuple[Past, ...]:
    today = START.date()
    days = [today - timedelta(days=n) for n in range(60, 0, -1)]
    times = tuple(datetime.combine(day, time(), UTC).timestamp() for day in days)
    costs = {"EC2": 11.0, "RDS": 6.5, "S3": 1.9, "CloudFront": 0.9}
    return tuple(
        Past(
            "cost.day",
            (("service", name),),
            "usd",
            times,
            (*(value + 0.3 * (at % 7 < 5) for at in range(59)), value + (41.0 if name == "EC2" else 0.0)),
        )
        for name, value in costs.items()
    )


def _safety() -> tuple[Observation, ...]:
    return (
        Observation("aws.guardduty_findings", 1.0, "count", detail="1 high"),
        Observation("aws.securityhub_findings", 2.0, "count", detail="1 critical, 1 low"),
        Observation("aws.failed_sign_ins", 2.0, "count", detail="in 24 h in this region, by 1 users"),
        Observation("aws.security_group_changes", 1.0, "count", detail="in 24 h in this region"),
        Observation("aws.cloudtrail_valid", 1.0, "bool", detail="everything: logs, with validation"),
        Observation("aws.config_compliance_pct", 90.0, "%", detail="1 of 10 rules fail: s3-versioning"),
        Observation("aws.key_age_d", 412.0, "d", judged=Verdict.WARN, detail="deploy key 1"),
        Observation("aws.users_unused", 0.0, "count"),
        Observation("aws.users_without_mfa", 0.0, "count"),
        Observation("aws.encryption_pct", 100.0, "%", detail="all 14 are"),
        Observation("aws.log_retention_pct", 100.0, "%", detail="all 9 log groups"),
    )


def _troubles() -> tuple[Item, ...]:
    def finding(id: str, title: str, severity: str, days: float, verdict: Verdict = Verdict.FAIL) -> Item:
        return Item(
            "finding", id, title, verdict, severity, "open", START - timedelta(days=days), "Security Hub"
        )

    return (
        finding("1", _PORT, "CRITICAL", 12),
        finding("2", "198.51.100.23 tries passwords at i-0bastion", "HIGH", 0.1),
        finding("3", "Load balancers should write a log", "LOW", 46, Verdict.PASS),
        Item("rule", "r", "s3-versioning", Verdict.FAIL, state="non compliant", amount=3.0, unit="count"),
        Item(
            "sign-in",
            "s",
            "alice was not let in",
            Verdict.WARN,
            state="failed",
            at=START - timedelta(hours=2),
        ),
        Item(
            "group-change",
            "g",
            "sg-web allows more in",
            Verdict.WARN,
            state="done",
            at=START - timedelta(hours=9),
        ),
        Item("certificate", "c", "shop.example", Verdict.WARN, state="issued", amount=12.0, unit="d"),
        Item(
            "access-key", "k", "deploy key 1", Verdict.WARN, state="older than 90 d", amount=412.0, unit="d"
        ),
        Item("trail", "t", "everything", state="logs, with validation"),
    )


def _business() -> tuple[Observation, ...]:
    counts = {
        "visitors": 4210.0,
        "sign_ups": 312.0,
        "active_users": 148.0,
        "conversions": 21.0,
        "projects_created": 64.0,
        "api_calls": 90210.0,
    }
    return (
        *(Observation(f"business.{name}", value, "count") for name, value in counts.items()),
        Observation("business.revenue", 1843.5, "usd"),
        Observation("business.churn_pct", 2.4, "%"),
        Observation("support.response_h", 9.2, "h"),
        Observation("support.satisfaction", 4.6, "of 5"),
        Observation("support.open_tickets", 17.0, "count"),
    )


def _backups() -> tuple[Observation, ...]:
    return (
        Observation("backup.age_h", 7.1, "h"),
        Observation("backup.size_bytes", 4.1e9, "bytes"),
        Observation("backup.size_ratio_pct", 20.0, "%"),
        Observation("backup.restore_test_age_d", 20.0, "d"),
    )
