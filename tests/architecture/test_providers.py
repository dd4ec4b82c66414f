"""Kinds of sources are alike: a folder, a row in the table, tests, and a recorded answer."""

from __future__ import annotations

from importlib import import_module

import pytest

from data.config.base import SourceSettings
from data.sources import BY_NAME, KINDS, Kind
from tests.architecture.source_tree import ROOT

_PLAYED = "simulated"
"""The provider of drills, which no configuration names and which asks nobody."""
FOLDERS = sorted(
    path.parent.name
    for path in (ROOT / "data/providers").glob("*/__init__.py")
    if path.parent.name != _PLAYED
)


def test_every_folder_is_in_the_table_and_every_row_has_a_folder() -> None:
    assert sorted(BY_NAME) == FOLDERS
    assert len(KINDS) == len(BY_NAME)


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_kind_has_its_parts(kind: str) -> None:
    for part in ("settings.py", "parse.py", "client.py"):
        assert (ROOT / "data/providers" / kind / part).is_file(), part


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("part", ["parse", "client"])
def test_every_kind_has_tests_of_its_parser_and_its_client(kind: str, part: str) -> None:
    tests = (ROOT / "tests/data/providers" / kind).glob("test_*.py")
    texts = [path.read_text(encoding="utf-8") for path in tests]
    assert any(f"data.providers.{kind}.{part} import" in text for text in texts)


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_kind_has_a_recorded_answer(kind: str) -> None:
    recorded = [path for path in (ROOT / "tests/fixtures" / kind).rglob("*") if path.is_file()]
    assert recorded, f"no recorded answer in tests/fixtures/{kind}"
    assert all(path.stat().st_size for path in recorded)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_row_names_what_exists(kind: Kind) -> None:
    assert kind.settings.__module__ == f"data.providers.{kind.name}.settings"
    assert issubclass(kind.settings, SourceSettings)
    client = getattr(import_module(f"data.providers.{kind.name}.client"), kind.client_class)
    assert callable(client.fetch) and callable(client.close)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_setting_is_described(kind: Kind) -> None:
    source = (ROOT / f"data/providers/{kind.name}/settings.py").read_text(encoding="utf-8")
    assert kind.settings.__doc__
    assert "def feeds" in source
