"""No words reach a markup parser: it would crash on them, drop some, or run what they say.

Views of ours are drawn from `widgets.line`, which parses nothing. Where one of Textual's own text
widgets is used all the same, it is given `Content(…)` or `Text(…)`, or words that stand in the
source without a bracket; never a string from elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_tree import files, named

SINKS = {
    *("Static", "Label", "Button", "Checkbox", "RadioButton", "Link", "Placeholder", "Digits", "Markdown"),
    *("Option", "Selection", "Tab", "TabPane", "TabbedContent", "Collapsible", "Tree", "Tooltip"),
    *("add_column", "add_columns", "add_row", "add_rows", "update_cell", "update_cell_at"),
    *("add_option", "add_leaf", "set_label"),
}
"""Constructors and methods of Textual that read a string as markup, or pass it to what does."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
MAKERS = {"Content", "Text"}
PARSERS = {"from_markup", "from_ansi", "render_markup"}
MODULES = {"rich.markup", "textual.markup"}


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Lines at which words could be parsed, and why."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from in_call(node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in ATTRIBUTES
                    and not is_safe(node.value)
                ):
                    yield node.lineno, f"{target.attr} is read as markup"
        elif isinstance(node, ast.FunctionDef) and node.name == "render":
            if node.returns is not None and "str" in ast.unparse(node.returns).split(" | "):
                yield node.lineno, "a rendered string is read as markup"
        elif isinstance(node, ast.Attribute) and node.attr in PARSERS:
            yield node.lineno, f"{node.attr} parses"
        elif isinstance(node, ast.Import | ast.ImportFrom) and imported(node) & MODULES:
            yield node.lineno, "escaping does not make words safe"


def in_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    """What is wrong with one call."""
    name = ast.unparse(node.func).rpartition(".")[2]
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    markup = keywords.get("markup")
    if markup is not None and not (isinstance(markup, ast.Constant) and markup.value is False):
        yield node.lineno, "markup is switched on"
    words = [*node.args, *(value for key, value in keywords.items() if key in {"label", "title", "tooltip"})]
    if name in SINKS and not all(is_safe(word) for word in words):
        yield node.lineno, f"{name} reads a string as markup"
    if name == "Markdown" and "open_links" not in keywords:
        yield node.lineno, "Markdown opens any link"


def is_safe(value: ast.expr) -> bool:
    """Whether these are words made safe, or in the source, or no words at all."""
    if isinstance(value, ast.Constant):
        return not (isinstance(value.value, str) and "[" in value.value)
    return isinstance(value, ast.Call) and bool(MAKERS & {ast.unparse(value.func).partition(".")[0]})


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """The modules that an import names."""
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}


def test_no_words_are_parsed() -> None:
    places = [
        f"{named(path)}:{line}: {why}"
        for path in files("screens", "widgets", "console")
        if uses_textual(source := path.read_text(encoding="utf-8"))
        for line, why in faults(source)
    ]
    assert places == []


def uses_textual(source: str) -> bool:
    """Whether a module draws at all; a file's or a pipe's `write` is none of our business."""
    return "from textual" in source or "import textual" in source


@pytest.mark.parametrize(
    "wrong",
    [
        "Static(error.message)",
        'Label(f"{name} is down")',
        'Static("state " + state)',
        'Static("[bold]in the source[/]")',
        "widgets.Button(label=title)",
        "table.add_row(name, value)",
        "panel.border_title = name",
        "tile.tooltip = str(error)",
        "Content.from_markup(text)",
        "app.notify(text, markup=True)",
        "def render(self) -> str: ...",
        "from rich.markup import escape",
        'Markdown("text")',
    ],
)
def test_what_is_wrong_is_found(wrong: str) -> None:
    assert list(faults(wrong))


@pytest.mark.parametrize(
    "right",
    [
        'Static("ready")',
        "Label(Content(name))",
        'Static(Text.assemble((name, "bold")))',
        "table.add_row(Text(name), Content(value))",
        "panel.border_title = Content(name)",
        "app.notify(text)",
        "def render(self) -> Content: ...",
        "Input(value=text)",
        'Static("")',
    ],
)
def test_what_is_right_is_let_through(right: str) -> None:
    assert not list(faults(right))
