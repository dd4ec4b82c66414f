"""Failure is data: only the poller's guard may catch whatever comes."""

from __future__ import annotations

import ast

from tests.architecture.source_tree import files, named, nodes

GUARD = "data/poller.py"
BROAD = {"Exception", "BaseException"}


def test_only_the_pollers_guard_catches_everything() -> None:
    found = [named(path) for path in files() for node in nodes(path) if catches_everything(node)]
    assert found == [GUARD]


def test_nothing_is_suppressed_wholesale() -> None:
    found = [named(path) for path in files() for node in nodes(path) if suppresses_everything(node)]
    assert found == []


def catches_everything(node: ast.AST) -> bool:
    """Tidying up and raising on is not catching."""
    if not isinstance(node, ast.ExceptHandler) or ast.unparse(node.body[-1]) == "raise":
        return False
    return node.type is None or bool(BROAD & names(node.type))


def suppresses_everything(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress")):
        return False
    return any(BROAD & names(argument) for argument in node.args)


def names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
