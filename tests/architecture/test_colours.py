"""Colour stands in themes/ alone, and each theme has all of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from textual.app import App
from textual.theme import Theme

from tests.architecture.source_tree import files, named, nodes
from themes import THEMES
from themes.variables import REQUIRED

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\b(?:rgb|hsl)a?\s*\(")
_DECLARATION = re.compile(
    r"^\s*(?:[\w-]*color|background|tint|[\w-]*border[\w-]*|outline[\w-]*)\s*:([^;{]*);", re.M
)
_WORD = re.compile(
    r"(?<![$\w-])(?:ansi_\w+|black|white|red|green|blue|yellow|magenta|cyan|orange|purple|gr[ae]y)\b"
)
_VARIABLE = re.compile(r"\$([a-z][\w-]+)")
OUTSIDE = ("console", "screens", "widgets", "data")


def test_no_colour_is_written_outside_the_themes() -> None:
    found = [f"{place}: {match[0]}" for place, text in style_texts() for match in _COLOUR.finditer(text)]
    assert not found


def test_no_colour_is_named_in_a_stylesheet() -> None:
    found = [
        f"{place}: {declaration[0].strip()}"
        for place, text in style_texts()
        for declaration in _DECLARATION.finditer(text)
        if _WORD.search(declaration[1])
    ]
    assert not found


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_theme_defines_every_variable(theme: Theme) -> None:
    assert set(REQUIRED) <= set(theme.variables)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_variable_that_is_used_is_defined(theme: Theme) -> None:
    app: App[None] = App()
    app.register_theme(theme)
    app.theme = theme.name
    defined = set(app.get_css_variables())
    used = {
        (name, place)
        for place, text in style_texts()
        for name in _VARIABLE.findall(text)
        if not re.search(rf"^\s*\${name}\s*:", text, re.M)
    }
    assert {(name, place) for name, place in used if name not in defined} == set()


def test_a_theme_differs_from_the_others() -> None:
    looks = {(theme.background, theme.foreground, theme.accent) for theme in THEMES.values()}
    assert len(looks) == len(THEMES)


@cache
def style_texts() -> tuple[tuple[str, str], ...]:
    """Stylesheets, and every string in the code but docstrings, which may be style as well."""
    found = []
    for path in files(*OUTSIDE, suffix=".tcss"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found.append((named(path), re.sub(r"(?m)^[^:;]*\{", "{", text)))
    for path in files(*OUTSIDE):
        found += [(f"{named(path)}:{line}", text) for line, text in strings(list(nodes(path)))]
    return tuple(found)


def strings(module: list[ast.AST]) -> Iterator[tuple[int, str]]:
    documentation = {
        id(node.value)
        for node in module
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in module:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value
