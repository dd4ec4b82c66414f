"""The sources as the architecture's tests look at them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("console", "screens", "widgets", "data", "themes")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*packages: str, suffix: str = ".py") -> Iterator[Path]:
    """The files of some packages, of all five where none is named."""
    for package in packages or PACKAGES:
        yield from sorted((ROOT / package).rglob(f"*{suffix}"))


def named(path: Path) -> str:
    """A file as a person names it."""
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Everything in a module."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
