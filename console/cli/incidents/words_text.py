"""Words about an incident in lines and in JSON: templates, letters whole, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.cli.columns import aligned
from data.incidents.people import Callee
from data.models.incident import Incident
from data.models.letter import Letter
from data.models.message import Message, Template
from data.models.outbox import Posted, channel_title


def listing(templates: Sequence[Template]) -> list[str]:
    """One line each."""
    rows = [
        (each.id, each.audience.value, each.moment.value, each.document or "your own", each.title)
        for each in templates
    ]
    return aligned(rows) or ["No such template."]


def whole(template: Template) -> list[str]:
    """One template, with where it comes from."""
    source = f"{template.document} § {template.section}" if template.document else template.origin
    return [
        f"{template.id}  {template.title}",
        f"{template.audience.value}, {template.moment.value} · {source}",
        *([template.purpose] if template.purpose else []),
        *(["The document gives only the occasion; the sentences are proposed."] if template.proposed else []),
        "",
        f"Subject: {template.subject}",
        "",
        template.body,
    ]


def template_json(template: Template) -> dict[str, Any]:
    """One of ``incident templates --json``."""
    return {
        "id": template.id,
        "title": template.title,
        "document": template.document or None,
        "section": template.section or None,
        "audience": template.audience.value,
        "moment": template.moment.value,
        "ranks": list(template.ranks),
        "channels": list(template.channels),
        "purpose": template.purpose or None,
        "proposed": template.proposed,
        "subject": template.subject,
        "body": template.body,
        "places": list(template.places),
    }


def drafted(message: Message, hindrances: Sequence[str], names: Sequence[str]) -> list[str]:
    """A message as it stands, where it would go, and what hinders it."""
    to = ", ".join(channel_title(name) for name in names) or "no channel"
    lines = [f"{message.audience.value} words to {to}", f"Subject: {message.subject}", "", message.body]
    return [*lines, *([""] if hindrances else []), *(f"hindered: {each}" for each in hindrances)]


def letters_whole(letters: Sequence[Letter]) -> list[str]:
    """Letters whole: one block where all say the same, each channel with what it does there."""
    if not letters:
        return []
    first = letters[0]
    to = [f"{channel_title(each.channel)} ({_does(each)})" for each in letters]
    return [f"To {', '.join(to)} · {first.audience.value}", f"Subject: {first.subject}", "", first.body]


def words_json(incident: Incident, message: Message, hindrances: Sequence[str], state: str) -> dict[str, Any]:
    """Of ``incident update --json``; `state` is shown, recorded, sent or waiting."""
    return {
        "schema": 1,
        "incident": incident.id,
        "state": state,
        "audience": message.audience.value,
        "template": message.template or None,
        "subject": message.subject,
        "body": message.body,
        "hindrances": list(hindrances),
        "letters": [],
    }


def posted_json(posted: Posted) -> dict[str, Any]:
    """One letter and how it stands."""
    letter, setback = posted.letter, posted.setback
    return {
        "letter": letter.key,
        "channel": letter.channel,
        "purpose": letter.purpose.value,
        "words": letter.words or None,
        "to": list(letter.to),
        "state": posted.state.value,
        "why": setback.why if setback else None,
    }


def state_of(posted: Sequence[Posted]) -> str:
    """Sent where all are, else waiting."""
    return "sent" if posted and all(each.receipt for each in posted) else "waiting"


def left(posted: Sequence[Posted]) -> list[str]:
    """How each letter stands, and how what waits goes on."""
    rows = [
        (channel_title(each.letter.channel), each.state.value, each.setback.why if each.setback else "")
        for each in posted
    ]
    waits = any(each.open for each in posted)
    more = ["What waits goes while a console is open, or with: ops-console outbox send"] if waits else []
    return [*aligned(rows), *more]


def called(callees: Sequence[Callee]) -> list[str]:
    """Whom to call and how."""
    rows = [(each.role, each.name or "no contact has this role", *each.ways, each.hours) for each in callees]
    width = max((len(row) for row in rows), default=0)
    return aligned([tuple(row) + ("",) * (width - len(row)) for row in rows])


def callee_json(callee: Callee) -> dict[str, Any]:
    """One person to call."""
    return {
        "role": callee.role,
        "name": callee.name or None,
        "phone": callee.phone or None,
        "email": callee.email or None,
        "slack": callee.slack or None,
        "hours": callee.hours or None,
    }


def _does(letter: Letter) -> str:
    to = f"{letter.purpose.value}"
    return f"{to}: {', '.join(letter.to)}" if letter.to else to
