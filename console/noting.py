"""A line for the journal, asked for from any screen; what is half written survives."""

from __future__ import annotations

from textual.app import App

from console.half_written import NOTES, HalfWrittenTexts
from data.models.entry import Draft
from screens.messages import Record
from screens.modals.ask_text import AskText


def ask_note(app: App[int], subject: str, half_written: HalfWrittenTexts) -> None:
    """Open the line; when it is finished, ask for it to be recorded."""
    key = f"note:{subject}"

    def finished(text: str | None) -> None:
        if text:
            fields = {"note": text} | ({"about": subject} if subject else {})
            app.post_message(Record([Draft("note", fields)], NOTES, key))

    question = f"Note about {subject}" if subject else "Note"
    app.push_screen(AskText(question, place=NOTES, key=key, initial=half_written.text(NOTES, key)), finished)
