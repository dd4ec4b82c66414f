"""Every place in Textual where words end up on the screen, filled the way widgets here fill them."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Input,
    Label,
    Link,
    ListItem,
    ListView,
    Log,
    Markdown,
    OptionList,
    Placeholder,
    Pretty,
    RadioButton,
    RichLog,
    Select,
    SelectionList,
    Static,
    Tab,
    TabbedContent,
    TabPane,
    Tabs,
    TextArea,
    Tree,
)
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection


class Rendered(Widget):
    """A widget that renders content."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self) -> Content:
        return Content(self.text)


class Lined(Rendered):
    """A widget that makes its own strips."""

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.text if y == 0 else "")])


def table(text: str) -> Widget:
    made: DataTable[Text] = DataTable(show_row_labels=True)
    made.add_column(Text(f"header<{text}>"))
    made.add_row(Text(f"cell<{text}>"), label=Text(f"row<{text}>"))
    return made


def tree(text: str) -> Widget:
    made: Tree[None] = Tree(Text(f"root<{text}>"))
    made.root.add_leaf(Text(f"leaf<{text}>"))
    made.root.expand()
    return made


def bordered(text: str) -> Widget:
    made = Static("")
    made.styles.border = ("solid", "red")
    made.border_title = Content(f"title<{text}>")
    made.border_subtitle = Content(f"subtitle<{text}>")
    return made


def paned(text: str) -> Widget:
    made = TabbedContent()
    made.compose_add_child(TabPane(Content(f"pane<{text}>"), Static("")))
    return made


def logged(text: str) -> Widget:
    made = RichLog(markup=False, min_width=20)
    made.call_after_refresh(made.write, Text(f"richlog<{text}>"))
    return made


def log(text: str) -> Widget:
    made = Log()
    made.call_after_refresh(made.write_line, f"log<{text}>")
    return made


def grid(text: str) -> Widget:
    made = Table(expand=True)
    made.add_column(Text("column"))
    made.add_row(Text(f"grid<{text}>"))
    return Static(made)


SINKS: dict[str, Callable[[str], Widget]] = {
    "static": lambda text: Static(Content(f"static<{text}>")),
    "static text": lambda text: Static(Text(f"text<{text}>")),
    "static no markup": lambda text: Static(f"unmarked<{text}>", markup=False),
    "static styled": lambda text: Static(Content.styled(f"styled<{text}>", "bold $warning")),
    "label": lambda text: Label(Content(f"label<{text}>")),
    "button": lambda text: Button(Content(f"button<{text}>")),
    "checkbox": lambda text: Checkbox(Content(f"checkbox<{text}>")),
    "radio": lambda text: RadioButton(Content(f"radio<{text}>")),
    "input": lambda text: Input(f"input<{text}>"),
    "placeholder": lambda text: Input(placeholder=f"hint<{text}>"),
    "area": lambda text: TextArea(f"area<{text}>"),
    "table": table,
    "tree": tree,
    "options": lambda text: OptionList(Option(Content(f"option<{text}>"))),
    "select": lambda text: Select([(Text(f"select<{text}>"), 1)], value=1),
    "selection": lambda text: SelectionList(Selection(Content(f"selection<{text}>"), 1)),
    "tabs": lambda text: Tabs(Tab(Content(f"tab<{text}>"))),
    "pane": paned,
    "collapsible": lambda text: Collapsible(title=Content(f"fold<{text}>")),  # type: ignore[arg-type]
    "border": bordered,
    "list": lambda text: ListView(ListItem(Label(Content(f"item<{text}>")))),
    "log": log,
    "richlog": logged,
    "rich table": grid,
    "pretty": lambda text: Pretty(f"pretty<{text}>"),
    "markdown": lambda text: Markdown(f"markdown<{text}>", open_links=False),
    "link": lambda text: Link(Content(f"link<{text}>"), url="https://example.com"),  # type: ignore[arg-type]
    "render": lambda text: Rendered(f"render<{text}>"),
    "strip": lambda text: Lined(f"strip<{text}>"),
    "fake": lambda text: Placeholder(Content(f"mock<{text}>")),  # type: ignore[arg-type]
}
SPOTS = {
    *(
        "static",
        "text",
        "unmarked",
        "styled",
        "label",
        "button",
        "checkbox",
        "radio",
        "input",
        "hint",
        "area",
    ),
    *("header", "cell", "row", "root", "leaf", "option", "select", "selection", "tab", "pane", "fold"),
    *("title", "subtitle", "item", "log", "richlog", "grid", "link", "render", "strip", "mock"),
    *("toast", "toast title", "app title", "app subtitle"),
}
"""Where the words must be seen as they are; Pretty and Markdown rewrite theirs, a tooltip comes late."""
