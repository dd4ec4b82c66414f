"""The first start, once a way is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from console import welcome
from console.cli import way_in
from console.cli.session import Session


def test_who_chose_a_file_is_told_in_the_end_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    session = Session({"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}, write=said.append)
    monkeypatch.setattr(welcome, "ask_way", lambda file: ("file", 0))
    monkeypatch.setattr(way_in, "open_console", lambda session: 0)
    assert way_in.find_way_in(session) == 0
    assert session.config_file.is_file() and session.config_file.is_relative_to(tmp_path)
    assert said[0] == f"Written: {session.config_file}\n" and "config check" in said[1]
