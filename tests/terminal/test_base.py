"""The base class refuses to run on what it was not proved on."""

from __future__ import annotations

import tomllib

import pytest

from console.terminal.base import PROVED_ON, check_version
from data.errors import OpsError
from tests.terminal.sample import ROOT


def test_another_textual_is_refused_with_the_way_out() -> None:
    check_version(PROVED_ON)
    with pytest.raises(OpsError, match=rf"textual 9\.0\.0 is installed, .*pip install textual=={PROVED_ON}"):
        check_version("9.0.0")


def test_the_pin_is_the_version_it_was_proved_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"textual=={PROVED_ON}" in project["dependencies"]
