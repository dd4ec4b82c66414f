"""Stands in for the wiring, so that what is printed can be tested without asking anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType

import pytest

from console.cli.session import Session
from data.models.snapshot import Snapshot


def answer(monkeypatch: pytest.MonkeyPatch, result: Snapshot) -> list[Sequence[str]]:
    """Let asking bring this snapshot; what was asked for is noted in the list."""
    asked: list[Sequence[str]] = []

    def ask_once(session: Session, only: Sequence[str] = ()) -> Snapshot:
        asked.append(only)
        return result

    wiring = ModuleType("console.wiring")
    monkeypatch.setattr(wiring, "ask_once", ask_once, raising=False)
    monkeypatch.setitem(sys.modules, "console.wiring", wiring)
    return asked
