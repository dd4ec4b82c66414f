"""The mark by which an acknowledgement is told from any other silence: its comment begins with it."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[ack ([\w.-]{1,64})\] ?(.*)", re.DOTALL)


def marked(fingerprint: str, reason: str) -> str:
    """The comment of a silence that acknowledges the alert of this fingerprint."""
    return f"[ack {fingerprint}] {reason}"


def read_mark(comment: str) -> tuple[str, str]:
    """The fingerprint that is acknowledged, empty where none is, and the comment without the mark."""
    match = _MARK.fullmatch(comment)
    return (match[1], match[2]) if match else ("", comment)
