"""The machine's own time zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.config.console import ConsoleSettings
from data.config.zone import find_zone, local_zone


@pytest.mark.parametrize("name", ["", "Mars/Base", "../../etc/passwd", "/etc/localtime", "a\x00b"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert find_zone(name) is None


def test_tz_goes_first(tmp_path: Path) -> None:
    assert local_zone({"TZ": ":Asia/Kolkata"}, tmp_path / "none").key == "Asia/Kolkata"


def test_the_link_of_localtime_names_the_zone(tmp_path: Path) -> None:
    target = tmp_path / "zoneinfo/Europe/London"
    target.parent.mkdir(parents=True)
    target.touch()
    (tmp_path / "localtime").symlink_to(target)
    assert local_zone({}, tmp_path / "localtime").key == "Europe/London"
    assert local_zone({"TZ": "nonsense"}, tmp_path / "localtime").key == "Europe/London"


def test_utc_where_nothing_tells(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert local_zone({}, tmp_path / "localtime").key == "UTC"
    assert local_zone({}, tmp_path / "none").key == "UTC"


def test_the_configured_zone_goes_before_the_machines() -> None:
    assert ConsoleSettings(timezone="Europe/Berlin").zone({"TZ": "UTC"}).key == "Europe/Berlin"
    assert ConsoleSettings().zone({"TZ": "Asia/Tokyo"}).key == "Asia/Tokyo"


def test_who_and_where_have_an_answer_always() -> None:
    assert ConsoleSettings(user="alice", host="bastion-1").who({"USER": "root"}) == "alice"
    assert ConsoleSettings().who({"USER": "bo"}) == "bo"
    assert ConsoleSettings().who({})
    assert ConsoleSettings(host="bastion-1").where() == "bastion-1"
    assert "." not in ConsoleSettings().where()
