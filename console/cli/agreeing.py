"""Asking before something leaves or changes: the default is no."""

from __future__ import annotations

import sys

import click

from data.errors import UsageError


def agree(yes: bool, question: str) -> None:
    """Raise UsageError unless a person at the terminal, or the call with ``--yes``, says yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"not done: {question}", "say --yes")
    if not click.confirm(question, default=False, err=True):
        raise UsageError("not done")
