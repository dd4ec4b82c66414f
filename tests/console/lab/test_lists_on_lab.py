"""The shipped lists on real parts: right when all is well, and the right items turn with each fault."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Mapping
from pathlib import Path

import asyncpg
import pytest

from console.lab.lab import Lab
from console.watch import Watch
from data.models.verdict import Verdict
from data.procedures.finding import Finding
from tests.console.lab.asking import PATIENCE_S
from tests.console.lab.watching import LOCAL, findings, is_own, polled, until
from tests.lab_environment import broken
from tests.missing import missing

pytestmark = pytest.mark.lab

BAD = {Verdict.FAIL, Verdict.ERROR, Verdict.NO_DATA, Verdict.STALE}

FAULTS: Mapping[str, Mapping[str, set[Verdict]]] = {
    "db-down": {
        "manual-morning/database": {Verdict.FAIL, Verdict.ERROR},
        "manual-morning/connections": {Verdict.ERROR},
        "skafu-daily/database": {Verdict.FAIL, Verdict.ERROR},
        "skafu-daily/db-query": BAD,
    },
    "db-connections": {
        "manual-morning/connections": {Verdict.FAIL},
        "manual-morning/database": {Verdict.FAIL},
    },
    "db-slow": {"skafu-daily/db-query": {Verdict.FAIL}},
    "api-500": {"manual-morning/servers": {Verdict.FAIL}, "manual-morning/error-rate": {Verdict.FAIL}},
    "api-slow": {"manual-morning/response-time": {Verdict.FAIL}, "skafu-daily/api-response": {Verdict.FAIL}},
    "api-hang": {"manual-morning/servers": {Verdict.ERROR}},
    "cert-6-days": {"skafu-daily/certificates": {Verdict.FAIL}},
    "cert-expired": {"skafu-daily/certificates": {Verdict.FAIL}},
    "prom-stop": {"manual-morning/error-rate": {Verdict.ERROR}, "skafu-daily/api-response": {Verdict.ERROR}},
    "target-gone": {"manual-morning/error-rate": BAD, "skafu-daily/error-rate": BAD},
    "disk-full": {"manual-morning/disk": {Verdict.FAIL}},
    "backup-missing": {"manual-morning/backup": {Verdict.FAIL}, "skafu-daily/backup": {Verdict.FAIL}},
    "backup-small": {"manual-evening/size": {Verdict.FAIL}},
}
_NEEDS_PROMETHEUS = {"prom-stop", "target-gone"}


def admin_dsn(lab: Lab) -> str:
    """The address of the lab's own account in the database."""
    return Path(lab.env()["LAB_POSTGRES_ADMIN_DSN_FILE"]).read_text().strip()


def turned(found: Mapping[str, Finding], wanted: Mapping[str, set[Verdict]]) -> bool:
    return all(found[item].verdict in verdicts for item, verdicts in wanted.items())


def told(found: Mapping[str, Finding], items: Mapping[str, set[Verdict]]) -> str:
    return "\n".join(f"{item}: {found[item].verdict} {found[item].words}" for item in items)


async def test_all_is_well_and_every_row_decides_itself(lab: Lab) -> None:
    async with polled(lab) as (session, parts):

        def all_of() -> dict[str, Finding]:
            return findings(session, parts)

        def well() -> bool:
            return all(found.verdict is Verdict.PASS or is_own(found) for found in all_of().values())

        assert await until(well), told(all_of(), dict.fromkeys(all_of(), BAD))
        assert len([item for item in all_of() if item.startswith("skafu-daily/")]) == 21
        assert len(all_of()) == 33
        assert not any(found.configure for found in all_of().values())
        assert all(found.evidence for found in all_of().values())


@pytest.mark.parametrize("fault", FAULTS)
async def test_each_fault_turns_the_right_items(lab: Lab, fault: str) -> None:
    if fault in _NEEDS_PROMETHEUS and not lab.env().get("LAB_PROMETHEUS"):
        missing("Prometheus is not installed")
    if fault == "disk-full" and "LAB_DISK" not in lab.env():
        pytest.skip("this user may not mount a disk")
    wanted = FAULTS[fault]
    async with polled(lab, LOCAL) as (session, parts):
        assert await until(
            lambda: not any(f.verdict in BAD for i, f in findings(session, parts).items() if i in wanted)
        ), told(findings(session, parts), wanted)
        with broken(lab, fault):
            assert await until(lambda: turned(findings(session, parts), wanted)), told(
                findings(session, parts), wanted
            )
        assert await until(
            lambda: not any(f.verdict in BAD for i, f in findings(session, parts).items() if i in wanted)
        ), told(findings(session, parts), wanted)


async def test_the_connection_count_is_that_of_the_database_itself(lab: Lab) -> None:
    with broken(lab, "db-connections"):
        async with polled(lab, ("db main",)) as (session, parts):
            connection = await asyncpg.connect(admin_dsn(lab))
            backends = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
            try:
                async with asyncio.timeout(PATIENCE_S):
                    # Connections of the test before may still be going.
                    while (
                        _used(parts) != pytest.approx(81, abs=2)
                        or abs(_used(parts) - (await connection.fetchval(backends) - 1)) > 1
                    ):
                        await asyncio.sleep(0.1)
            finally:
                await connection.close()
            evidence = findings(session, parts)["manual-morning/connections"].evidence[0]
            assert evidence.value == pytest.approx(81, abs=2) and evidence.threshold == 80


def _used(parts: Watch) -> float:
    """The connections that are told, far too many where none are."""
    readings = parts.store.snapshot().readings_of("db.connections_used")
    value = readings[0].observation.value if readings else None
    return 1e6 if value is None else value


def test_nothing_secret_of_the_lab_is_in_the_process_list(lab: Lab) -> None:
    dsn = admin_dsn(lab)
    password = dsn.partition("://")[2].partition("@")[0].partition(":")[2]
    listed = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert not password or password not in listed
