"""``ops-console lab`` from a second terminal: break, mend, list, env."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.cli.run import run
from console.lab.lab import Lab
from tests.console.lab.asking import post, status_of
from tests.lab_environment import broken


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder for temporary files in which no lab runs."""
    monkeypatch.setattr("console.lab.folder.base", lambda: tmp_path)
    yield tmp_path


def test_with_no_lab_running_one_line_says_what_to_do(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lab", "list"], os.environ) == 64
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "ops-console: no lab is running (start one in another terminal: ops-console lab)\n"


@pytest.mark.lab
def test_break_and_mend_by_folder(lab: Lab, nowhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"{lab.env()['LAB_PROJECT_MANAGEMENT_API']}/health"
    which = ["--lab", str(lab.folder)]
    assert run(["lab", "break", "api-500", *which], os.environ) == 0
    assert status_of(url)[0] == 500
    assert run(["lab", "mend", "api-500", *which], os.environ) == 0
    assert status_of(url)[0] == 200
    assert capsys.readouterr().out.splitlines() == [
        "api-500 is on: project-management-api answers every request with status 500",
        "api-500 is mended",
    ]


@pytest.mark.lab
def test_the_lab_of_the_configuration_in_use_is_meant(
    lab: Lab, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lab", "env", "--config", str(lab.config_path)], os.environ) == 0
    assert f"LAB_FOLDER={lab.folder}" in capsys.readouterr().out
    assert run(["lab", "env"], {**os.environ, "OPS_CONSOLE_CONFIG": str(lab.config_path)}) == 0
    assert f"OPS_CONSOLE_CONFIG={lab.config_path}" in capsys.readouterr().out


@pytest.mark.lab
def test_the_list_says_which_are_on(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    which = ["--lab", str(lab.folder)]
    with broken(lab, "cert-6-days"):
        assert run(["lab", "list", *which], os.environ) == 0
        lines = capsys.readouterr().out.splitlines()
        assert run(["lab", "list", "--json", *which], os.environ) == 0
        listed = json.loads(capsys.readouterr().out)
    assert len(lines) == len(listed) == 26
    said = [" ".join(line.split()) for line in lines]
    assert "ON cert-6-days the site's certificate ends in 6 days" in said
    assert "off db-down PostgreSQL is stopped" in said
    assert [fault["name"] for fault in listed if fault["broken"]] == ["cert-6-days"]


@pytest.mark.lab
def test_the_environment_as_json_names_no_secret_itself(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "env", "--json", "--lab", str(lab.folder)], os.environ) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"schema": 1, **lab.env()}
    secret = Path(found["LAB_POSTGRES_DSN_FILE"]).read_text()
    assert secret not in found.values()


@pytest.mark.lab
@pytest.mark.parametrize("order", ["break", "mend"])
def test_an_unknown_fault_is_a_wrong_call(lab: Lab, order: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", order, "db-dwn", "--lab", str(lab.folder)], os.environ) == 64
    assert capsys.readouterr().err == (
        "ops-console: there is no fault called 'db-dwn' (did you mean db-down?)\n"
    )


def test_a_folder_without_a_lab_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "list", "--lab", str(tmp_path)], os.environ) == 1
    assert "does not answer: No such file or directory" in capsys.readouterr().err


@pytest.mark.lab
def test_what_the_channels_have_received_is_shown(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    which = ["--lab", str(lab.folder)]
    url = f"{lab.env()['LAB_CHANNEL_WEBHOOK']}/letters"
    secret = (lab.folder / "channel-webhook.secret").read_text()
    letter = {"schema": 1, "key": "shown", "body": "\x1b[2J"}
    post(url, letter, {"Authorization": f"Bearer {secret}"})
    assert run(["lab", "received", "webhook", *which], os.environ) == 0
    told = capsys.readouterr().out
    assert '"key": "shown"' in told and "\x1b" not in told
    assert run(["lab", "received", "--json", *which], os.environ) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["webhook"][-1]["key"] == "shown" and "slack" in found
    assert run(["lab", "received", "fax", *which], os.environ) == 64
