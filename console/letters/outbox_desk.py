"""The way to the letters that wait, from an incident or from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.modals.outbox import OutboxDialog

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding


def open_outbox(app: Commanding, incident: str = "", key: str = "") -> None:
    """Show what waits; the letter of that key first, or the first that needs a person."""
    posting = app.posting
    writable = not app.parts.only_looks
    app.push_screen(
        OutboxDialog(
            lambda: posting.outbox,
            app.parts.time.now,
            app.half_written.text,
            posting.hurry,
            key,
            writable=writable,
        )
    )
