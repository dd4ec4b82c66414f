"""A line for the journal, asked for from any screen; what is half written survives."""

from __future__ import annotations

from textual.app import App

from data.models.entry import Draft
from screens.messages import Record
from screens.modals.ask_text import AskText


def ask_note(app: App[int], subject: str, half_written: str = "") -> None:
    """Open the line; when it is finished, ask for it to be recorded."""
    about = f" about {subject}" if subject else ""

    def finished(text: str | None) -> None:
        if text:
            fields = {"note": text} | ({"about": subject} if subject else {})
            app.post_message(Record([Draft("note", fields)]))

    app.push_screen(AskText(f"Note{about}", key=f"note:{subject}", initial=half_written), finished)
