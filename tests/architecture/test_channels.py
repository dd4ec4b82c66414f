"""Channels are alike: a row in the table, settings, tests, a stand-in in the lab, and two true words."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from console.lab.recipients.recipients import KINDS
from data.channels.table import CLIENTS
from data.config.channel import CHANNELS, ChannelSettings
from tests.architecture.source_tree import ROOT

FOLDER = ROOT / "data/channels"
OTHERS = {"table", "sink", "__init__"}
NAMES = sorted({path.stem for path in FOLDER.iterdir() if not path.stem.startswith("__")} - OTHERS)
SOURCES = sorted(path for path in FOLDER.rglob("*.py") if path.stem not in OTHERS)


def test_every_channel_is_in_the_table_configurable_and_in_the_lab() -> None:
    assert NAMES == sorted(CHANNELS) == sorted(KINDS)
    assert {client.split(".")[2].partition(":")[0] for client in CLIENTS.values()} == set(NAMES)


@pytest.mark.parametrize("client", CLIENTS.values())
def test_a_row_names_what_exists(client: str) -> None:
    module, _, attribute = client.partition(":")
    found = getattr(import_module(module), attribute)
    for method in ("send", "find", "standing", "close"):
        assert callable(getattr(found, method))
    tests = (ROOT / "tests").rglob("test_*.py")
    assert any(f"{module} import" in path.read_text(encoding="utf-8") for path in tests), module


@pytest.mark.parametrize("settings", CHANNELS.values())
def test_every_setting_is_documented(settings: type[ChannelSettings]) -> None:
    assert settings.__doc__


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_whoever_says_that_words_did_not_go_says_how_sure_it_is(path: Path) -> None:
    """The protocol's two words are never left to chance; where `final` is not said, it is tried again."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    raised = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NotDelivered"
    ]
    assert all(any(word.arg == "certain" for word in node.keywords) for node in raised)
