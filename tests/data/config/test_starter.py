"""The file that a first configuration starts from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from data.config.loader import load
from data.config.starter import starter_text, write_starter
from data.errors import ConfigError
from data.sources import SETTINGS

_EXAMPLE = re.compile(r"^# ((?:\[|\w+ = ).*)$", re.MULTILINE)


def test_it_is_sound_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "new/config.toml"
    write_starter(file)
    configuration = load(file, SETTINGS)
    assert [source.kind for source in configuration.sources] == ["host"]
    assert configuration.warnings == ()


def test_every_example_in_it_is_sound(tmp_path: Path) -> None:
    for name in ("procedures/our-morning.toml", "policies/ours.toml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    file = tmp_path / "config.toml"
    file.write_text(_EXAMPLE.sub(r"\1", starter_text()))
    file.chmod(0o600)
    configuration = load(file, SETTINGS)
    assert {source.kind for source in configuration.sources} == {
        "host",
        "http",
        "tls",
        "postgres",
        "prometheus",
        "alertmanager",
        "command",
        "github",
        "statuspage",
    }
    assert configuration.contacts and configuration.vendors and configuration.channels


def test_it_is_for_its_owners_eyes(tmp_path: Path) -> None:
    file = tmp_path / "deep/er/config.toml"
    write_starter(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert tomllib.loads(file.read_text())


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("mine")
    with pytest.raises(ConfigError, match="is there already"):
        write_starter(file)
    assert file.read_text() == "mine"


def test_not_through_a_link_either(tmp_path: Path) -> None:
    (tmp_path / "config.toml").symlink_to(tmp_path / "target")
    with pytest.raises(ConfigError):
        write_starter(tmp_path / "config.toml")
    assert not (tmp_path / "target").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="its folder cannot be made"):
        write_starter(tmp_path / "file/config.toml")
