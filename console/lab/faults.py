"""The troubles that can be switched on, and what each of them does to which part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from console.lab.backup.nightly import SMALL_SHARE
from console.lab.database.trouble import CROWD, PAUSE_S, set_pause
from console.lab.disk import FULL, SIZE_MB
from console.lab.monitoring.storm import STORM, Storm
from console.lab.postgres import MAX_CONNECTIONS
from console.lab.recipients.mood import SLOW_S as RECIPIENTS_SLOW_S
from console.lab.recipients.mood import Mood
from console.lab.recipients.recipients import EMAIL
from console.lab.scene import SERVICES, Scene
from console.lab.services.service import SLOW_S, Behaviour
from console.lab.site import GOOD_DAYS
from console.lab.vendors.statuspage import UNLUCKY

Act = Callable[[], Awaitable[None]]

_NO_PROMETHEUS = "Prometheus is not installed"
_NO_ALERTMANAGER = "Alertmanager is not installed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble: how it is brought about and taken away; `unavailable` says why it cannot be."""

    name: str
    says: str
    begin: Act
    end: Act
    unavailable: str = ""


def table(scene: Scene) -> list[Fault]:
    """Every fault, for this scene."""
    return [
        *_database(scene),
        *_services(scene),
        *_certificate(scene),
        *_monitoring(scene),
        _disk(scene),
        *_backups(scene),
        *_alerting(scene),
        *_vendors(scene),
        *_account(scene),
        *_recipients(scene),
    ]


def _database(scene: Scene) -> list[Fault]:
    postgres, accounts, crowd = scene.postgres, scene.accounts, scene.crowd
    assert postgres and accounts and crowd, "the database is there once the scene has started"
    return [
        Fault("db-down", "PostgreSQL is stopped", postgres.stop, postgres.start),
        Fault(
            "db-connections",
            f"{CROWD} of {MAX_CONNECTIONS} database connections are in use",
            crowd.come,
            crowd.go,
        ),
        Fault(
            "db-slow",
            f"every statement of the application takes {PAUSE_S:g} s longer",
            lambda: set_pause(accounts.admin, PAUSE_S),
            lambda: set_pause(accounts.admin, 0.0),
        ),
    ]


def _services(scene: Scene) -> list[Fault]:
    behaviour = scene.services[0].behaviour
    who = SERVICES[0]
    return [
        _switch("api-500", f"{who} answers every request with status 500", behaviour, "failing"),
        _switch("api-slow", f"{who} takes {SLOW_S:g} s for every answer", behaviour, "slow"),
        _switch("api-hang", f"{who} accepts requests and never answers", behaviour, "hanging"),
    ]


def _switch(name: str, says: str, behaviour: Behaviour | Mood, what: str) -> Fault:
    async def turn(on: bool) -> None:
        setattr(behaviour, what, on)

    return _turned(name, says, turn)


def _certificate(scene: Scene) -> list[Fault]:
    wrong: list[float] = []

    def issue() -> None:
        scene.site.issue(scene.time.now(), wrong[-1] if wrong else GOOD_DAYS)

    def lasting(name: str, says: str, days: float) -> Fault:
        async def begin() -> None:
            wrong.append(days)
            issue()

        async def end() -> None:
            wrong.remove(days)
            issue()

        return Fault(name, says, begin, end)

    return [
        lasting("cert-6-days", "the site's certificate ends in 6 days", 6),
        lasting("cert-expired", "the site's certificate ended yesterday", -1),
    ]


def _monitoring(scene: Scene) -> list[Fault]:
    prometheus = scene.prometheus

    async def meter(on: bool) -> None:
        for service in scene.services:
            service.behaviour.unmetered = not on

    return [
        Fault(
            "prom-stop",
            "Prometheus is stopped",
            prometheus.stop if prometheus else _nothing,
            prometheus.start if prometheus else _nothing,
            "" if prometheus else _NO_PROMETHEUS,
        ),
        Fault(
            "target-gone",
            "the services give Prometheus no figures any more: its targets are gone",
            lambda: meter(False),
            lambda: meter(True),
            "" if prometheus else _NO_PROMETHEUS,
        ),
    ]


def _disk(scene: Scene) -> Fault:
    return Fault(
        "disk-full",
        f"a disk of {SIZE_MB} MB, mounted in the lab's folder, is {FULL * 100:.0f} % full",
        scene.disk.fill,
        scene.disk.empty,
        scene.disk.missing,
    )


def _backups(scene: Scene) -> list[Fault]:
    size = f"{SMALL_SHARE * 100:.0f} %"
    return [
        _turned(
            "backup-small", f"last night's backup was cut short at {size} of its size", scene.backups.cut
        ),
        _turned("backup-missing", "no backup was taken in the last two nights", scene.backups.miss),
    ]


def _alerting(scene: Scene) -> list[Fault]:
    manager = scene.alertmanager
    storm = Storm(manager, scene.time) if manager else None
    missing = "" if manager else _NO_ALERTMANAGER
    return [
        Fault(
            "alert-storm",
            f"{STORM} alerts fire at once",
            storm.come if storm else _nothing,
            storm.go if storm else _nothing,
            missing,
        ),
        Fault(
            "alertmanager-stop",
            "Alertmanager is stopped",
            manager.stop if manager else _nothing,
            manager.start if manager else _nothing,
            missing,
        ),
    ]


def _vendors(scene: Scene) -> list[Fault]:
    vendors = scene.vendors
    outage = f"{UNLUCKY} says on its status page that it has an outage"
    failed = "the newest deployment has failed, at GitHub and at Vercel"
    return [
        _turned("vendor-down", outage, vendors.outage),
        _turned("deploy-failed", failed, vendors.failed_deployment),
    ]


def _account(scene: Scene) -> list[Fault]:
    account = scene.aws.account
    return [
        _turned(
            "cost-spike", "computing costs many times as much as usual since yesterday", account.cost_spike
        ),
        _turned("finding-new", "GuardDuty has found somebody who tries passwords", account.finding_new),
        _turned("key-old", "an access key has not been changed for more than a year", account.key_old),
    ]


def _recipients(scene: Scene) -> list[Fault]:
    recipients = scene.recipients

    def down(name: str, kind: str, says: str) -> Fault:
        return _turned(name, says, lambda on: recipients.down(kind, on))

    mood = recipients.mood
    return [
        down("slack-down", "slack", "Slack is stopped: nobody listens there"),
        down("statuspage-down", "statuspage", "our status page is stopped: nobody listens there"),
        down("smtp-down", EMAIL, "the mail server is stopped: nobody listens there"),
        _switch("channels-slow", f"every channel takes {RECIPIENTS_SLOW_S:g} s for its answer", mood, "slow"),
        _switch("channels-429", "every channel is sent too much, and says so", mood, "limited"),
        _switch(
            "channels-lost",
            "words come to every channel, but it hangs up without a receipt",
            mood,
            "forgetful",
        ),
    ]


def _turned(name: str, says: str, turn: Callable[[bool], Awaitable[None]]) -> Fault:
    return Fault(name, says, lambda: turn(True), lambda: turn(False))


async def _nothing() -> None:
    return None
