"""Each fault really changes its part, and mending it really changes it back."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from console.lab.lab import Lab
from tests.console.lab.asking import PATIENCE_S, days_left, eventually, post, promql, sql, status_of, targets
from tests.lab_environment import broken

pytestmark = pytest.mark.lab

_USED = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
_MEAN = (
    "select coalesce(sum(total_exec_time) / nullif(sum(calls), 0), 0) from pg_stat_statements"
    " where query like '%app.pause%'"
)


def _takes(url: str) -> float:
    """Seconds until it answers that all is well."""
    before = time.monotonic()
    assert status_of(url)[0] == 200
    return time.monotonic() - before


def _prometheus(lab: Lab) -> str:
    url = lab.env().get("LAB_PROMETHEUS")
    if url is None:
        pytest.skip("Prometheus is not installed")
    return url


async def test_db_down_refuses_connections_until_mended(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_DSN_FILE"]
    with broken(lab, "db-down"), pytest.raises(ConnectionRefusedError):
        await sql(dsn, "select 1")
    assert await sql(dsn, "select count(*) from app.users") == 400


async def test_db_connections_holds_81_of_100(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_ADMIN_DSN_FILE"]
    assert await sql(dsn, "show max_connections") == "100"
    with broken(lab, "db-connections"):
        in_a_row = 0
        async with asyncio.timeout(PATIENCE_S):
            while in_a_row < 5:  # those of the test before may still be going
                # Our own connection is one more.
                in_a_row = in_a_row + 1 if abs(await sql(dsn, _USED) - 81) <= 1 else 0
                await asyncio.sleep(0.1)
    async with asyncio.timeout(PATIENCE_S):
        while await sql(dsn, _USED) >= 20:
            await asyncio.sleep(0.1)


async def test_db_connections_come_back_with_the_database(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_ADMIN_DSN_FILE"]
    with broken(lab, "db-connections"):
        with broken(lab, "db-down"):
            pass
        async with asyncio.timeout(PATIENCE_S):
            while abs(await sql(dsn, _USED) - 81) > 1:
                await asyncio.sleep(0.1)


async def test_db_slow_raises_the_mean_time_of_statements(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_ADMIN_DSN_FILE"]
    with broken(lab, "db-slow"):
        async with asyncio.timeout(PATIENCE_S):
            while await sql(dsn, _MEAN) < 700:
                await asyncio.sleep(0.1)
    async with asyncio.timeout(PATIENCE_S):
        while not 0 < await sql(dsn, _MEAN) < 50:
            await asyncio.sleep(0.1)


async def test_the_database_cannot_be_slowed_while_it_is_down(lab: Lab) -> None:
    with broken(lab, "db-down"), pytest.raises(Exception, match="is db-down on"):
        await asyncio.to_thread(lab.break_, "db-slow")
    lab.mend("db-slow")


def test_api_500_fails_one_service_and_its_figures(lab: Lab) -> None:
    env = lab.env()
    with broken(lab, "api-500"):
        assert status_of(f"{env['LAB_PROJECT_MANAGEMENT_API']}/health")[0] == 500
        assert status_of(f"{env['LAB_TEMPLATE_MANAGEMENT_API']}/health")[0] == 200
        if url := env.get("LAB_PROMETHEUS"):
            rate = 'rate(http_requests_total{service="project-management-api",code="500"}[5s]) > 100'
            assert eventually(lambda: bool(promql(url, rate)))
    assert status_of(f"{env['LAB_PROJECT_MANAGEMENT_API']}/health")[0] == 200


def test_api_slow_takes_two_and_a_half_seconds(lab: Lab) -> None:
    url = f"{lab.env()['LAB_PROJECT_MANAGEMENT_API']}/health"
    with broken(lab, "api-slow"):
        assert _takes(url) > 2.4
    assert eventually(lambda: _takes(url) < 1)


def test_api_slow_shows_in_the_95th_percentile(lab: Lab) -> None:
    url = _prometheus(lab)
    buckets = 'rate(http_request_duration_seconds_bucket{service="project-management-api"}[5s])'
    query = f"histogram_quantile(0.95, sum by (le) ({buckets})) > 2"
    with broken(lab, "api-slow"):
        assert eventually(lambda: bool(promql(url, query)))


def test_api_hang_never_answers_but_its_figures_do(lab: Lab) -> None:
    service = lab.env()["LAB_PROJECT_MANAGEMENT_API"]
    with broken(lab, "api-hang"):
        with pytest.raises(TimeoutError):
            status_of(f"{service}/health", timeout=1)
        assert status_of(f"{service}/metrics")[0] == 200
    assert status_of(f"{service}/health")[0] == 200


@pytest.mark.parametrize(("fault", "days"), [("cert-6-days", 6), ("cert-expired", -1)])
def test_certificates_are_issued_anew(lab: Lab, fault: str, days: float) -> None:
    address = lab.env()["LAB_TLS"]
    with broken(lab, fault):
        assert days_left(address) == pytest.approx(days, abs=0.1)
    assert days_left(address) == pytest.approx(90, abs=0.1)


def test_of_two_certificate_faults_the_one_left_stands(lab: Lab) -> None:
    address = lab.env()["LAB_TLS"]
    with broken(lab, "cert-6-days"):
        with broken(lab, "cert-expired"):
            assert days_left(address) < 0
        assert days_left(address) == pytest.approx(6, abs=0.1)


def test_target_gone_takes_every_services_series_away(lab: Lab) -> None:
    url = _prometheus(lab)
    assert eventually(lambda: set(targets(url).values()) == {"up"})
    with broken(lab, "target-gone"):
        assert eventually(lambda: set(targets(url).values()) == {"down"})
        assert eventually(lambda: not promql(url, "http_requests_total"))
    assert eventually(lambda: set(targets(url).values()) == {"up"})


def test_prom_stop_ends_prometheus_and_mending_brings_it_back(lab: Lab) -> None:
    url = _prometheus(lab)
    with broken(lab, "prom-stop"), pytest.raises(OSError, match="refused"):
        status_of(url)
    assert status_of(f"{url}/-/healthy")[0] == 200


def test_disk_full_fills_a_real_file_system(lab: Lab) -> None:
    disk = lab.env().get("LAB_DISK")
    if disk is None:
        with pytest.raises(Exception, match="not available here"):
            lab.break_("disk-full")
        return
    assert Path(disk).is_mount()
    with broken(lab, "disk-full"):
        total, used, _ = shutil.disk_usage(disk)
        assert 0.9 < used / total <= 0.99
    total, used, _ = shutil.disk_usage(disk)
    assert used / total < 0.1


async def test_the_application_goes_on_after_the_database_was_down(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_ADMIN_DSN_FILE"]
    with broken(lab, "db-down"):
        pass
    newest = await sql(dsn, "select max(id) from app.sessions")
    async with asyncio.timeout(PATIENCE_S):
        while await sql(dsn, "select max(id) from app.sessions") <= newest:
            await asyncio.sleep(0.1)


async def test_the_database_really_ends_its_connections(lab: Lab) -> None:
    dsn = await asyncio.to_thread(Path(lab.env()["LAB_POSTGRES_DSN_FILE"]).read_text)
    connection = await asyncpg.connect(dsn, timeout=PATIENCE_S)
    with broken(lab, "db-down"), pytest.raises((OSError, asyncpg.PostgresError, asyncpg.InterfaceError)):
        await connection.fetchval("select 1")
    connection.terminate()


def _alerts(lab: Lab, name: str = "") -> list[dict[str, Any]]:
    url = lab.env().get("LAB_ALERTMANAGER")
    if url is None:
        pytest.skip("Alertmanager is not installed")
    found: list[dict[str, Any]] = json.loads(status_of(f"{url}/api/v2/alerts")[1])
    return [alert for alert in found if name in ("", alert["labels"]["alertname"])]


def test_while_all_is_well_only_the_watchdog_fires(lab: Lab) -> None:
    assert eventually(lambda: [a["labels"]["alertname"] for a in _alerts(lab)] == ["Watchdog"])


def test_a_silence_outlives_a_restart_of_alertmanager(lab: Lab) -> None:
    _alerts(lab)
    url = f"{lab.env()['LAB_ALERTMANAGER']}/api/v2/silences"
    until = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    matchers = [{"name": "alertname", "value": "NobodyRaises", "isRegex": False}]
    silence = {"matchers": matchers, "startsAt": datetime.now(UTC).isoformat(), "endsAt": until}
    made = post(url, {**silence, "createdBy": "test", "comment": "to see whether it stays"})["silenceID"]
    with broken(lab, "alertmanager-stop"), pytest.raises(OSError, match="refused"):
        status_of(url)
    assert made in {each["id"] for each in json.loads(status_of(url)[1])}
    status_of(f"{lab.env()['LAB_ALERTMANAGER']}/api/v2/silence/{made}", method="DELETE")


def test_alert_storm_is_five_hundred_and_goes(lab: Lab) -> None:
    before = len(_alerts(lab))
    with broken(lab, "alert-storm"):
        assert len(_alerts(lab)) >= before + 490
        assert sum(alert["labels"]["region"] == "zone-0" for alert in _alerts(lab, "PacketLoss")) > 20
    assert eventually(lambda: not _alerts(lab, "PacketLoss"))


@pytest.mark.parametrize(
    ("fault", "alert"), [("backup-small", "BackupSmall"), ("backup-missing", "BackupMissing")]
)
def test_a_backup_that_is_not_well_raises_an_alert(lab: Lab, fault: str, alert: str) -> None:
    _prometheus(lab)
    with broken(lab, fault):
        assert eventually(lambda: bool(_alerts(lab, alert)))
    assert eventually(lambda: not _alerts(lab, alert))


def test_a_failing_service_raises_an_alert_that_names_its_procedure(lab: Lab) -> None:
    _prometheus(lab)
    with broken(lab, "api-500"):
        assert eventually(lambda: bool(_alerts(lab, "ServiceFailing")))
        labels = _alerts(lab, "ServiceFailing")[0]["labels"]
    assert labels["service"] == "project-management-api"
    assert (labels["severity"], labels["runbook"]) == ("critical", "High error rate")
    assert eventually(lambda: not _alerts(lab, "ServiceFailing"))
