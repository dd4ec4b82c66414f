"""Small files, small functions, small classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture.source_tree import Function, files, named, nodes

FILE_LIMIT, FILE_MEDIAN, FUNCTION_LIMIT, METHOD_LIMIT = 300, 130, 40, 20


def test_no_file_is_long() -> None:
    long = [f"{named(path)}: {count}" for path, count in lengths() if count > FILE_LIMIT]
    assert not long, f"files over {FILE_LIMIT} lines: {long}"


def test_the_median_file_is_short() -> None:
    assert median(count for _, count in lengths()) <= FILE_MEDIAN


def test_no_function_is_long() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}: {length(node)}"
        for path in files()
        for node in nodes(path)
        if isinstance(node, Function) and length(node) > FUNCTION_LIMIT
    ]
    assert not long, f"functions over {FUNCTION_LIMIT} lines: {long}"


def lengths() -> Iterator[tuple[Path, int]]:
    for path in files():
        yield path, len(path.read_text(encoding="utf-8").splitlines())


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_class_has_many_methods() -> None:
    large = [
        f"{named(path)}:{node.lineno} {node.name}: {methods(node)}"
        for path in files()
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and methods(node) > METHOD_LIMIT
    ]
    assert not large, f"classes of over {METHOD_LIMIT} methods: {large}"


def methods(node: ast.ClassDef) -> int:
    return sum(isinstance(member, Function) for member in node.body)
