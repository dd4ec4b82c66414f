"""Strings that somebody out there may send: orders to a terminal, marks-up, tricks with widths."""

from __future__ import annotations

ORDERS = {
    "osc title": "\x1b]0;PWNED\x07",
    "osc clipboard": "\x1b]52;c;UFdORUQ=\x1b\\",
    "osc link": "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
    "csi clear": "\x1b[2J\x1b[3J",
    "csi main screen": "\x1b[?1049l",
    "csi query": "\x1b[6n\x1b[c",
    "csi colour": "\x1b[31mred\x1b[0m",
    "csi move": "\x1b[1;1Hx",
    "dcs": "\x1bP+q544e\x1b\\",
    "reset": "\x1bc",
    "c1 csi": "\x9b2J",
    "c1 osc": "\x9d0;PWNED\x9c",
    "nul enq": "a\x00b\x05c",
    "shift out": "\x0eabc\x0f",
    "del": "a\x7fb",
    "bell backspace return": "a\x07b\x08c\rd",
    "line ends": "a\vb\fc\x85d\u2028e\u2029f",
    "unterminated": "\x1b]0;swallows",
}
SHAPES = {
    "bidi": "\u202eevil\u202c \u2066x\u2069",
    "zero width": "a\u200bb\u200dc\u2060d\ufeffe",
    "marks": "e" + "\u0301" * 50,
    "surrogate": "a\ud800b\udfffc",
    "tags": "a\U000e0041\U000e007fb",
    "wide": "日本語 ok",
}
BREAKING = {
    "closing": "[/]",
    "path": "path [/etc/passwd] ok",
    "open end": "tail [/",
    "action": "[@click=app.pwn('x')]click here[/]",
    "database": 'ERROR: syntax error at or near "[" [bold',
}
"""Marks-up that crash a parser, or act."""
STYLING = (
    "[error] connection refused",
    "pod[abc] failed",
    "[link=javascript:alert(1)]see[/link]",
    "\\[b] $x ${y} {z} %s [[ ]]",
    "[bold red on blue]loud[/]",
)
"""Marks-up that delete words, or paint them."""
