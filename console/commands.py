"""What the command palette offers on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import SystemCommand

from console.publishing import MODES
from console.requests import Requests
from screens.messages import Hurry, NoteAsked, RunAsked, SourceAsked
from themes import THEMES


def system_commands(app: Requests) -> Iterator[SystemCommand]:
    """Screens, lists, sources, and what can be done anywhere."""
    for mode, key, title in MODES:
        yield SystemCommand(
            title, f"Open {title.lower()} ({key})", partial(app.run_action, f"mode('{mode}')")
        )
    yield SystemCommand("Note", "Write a line into the journal (n)", lambda: app.post_message(NoteAsked()))
    yield SystemCommand("Ask now", "Ask every source now", lambda: app.post_message(Hurry()))
    yield SystemCommand("Keys", "Show every key of this screen (?)", app.action_keys)
    yield SystemCommand("Quit", "Leave the console (q)", partial(app.run_action, "quit"))
    for checklist in app.parts.checklists:
        opening = partial(app.post_message, RunAsked(checklist.id))
        yield SystemCommand(f"Run {checklist.title}", f"Checklist {checklist.id}", opening)
    for source in app.parts.watch.sources:
        opening = partial(app.post_message, SourceAsked(source.name))
        yield SystemCommand(f"Source {source.name}", f"{source.kind}, every {source.every:g} s", opening)
    for name in THEMES:
        yield SystemCommand(f"Theme {name}", "Draw in other colours", partial(setattr, app, "theme", name))
