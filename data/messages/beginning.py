"""Which text somebody who wants to write begins with."""

from __future__ import annotations

from data.messages.writing_desk import WritingDesk
from data.models.incident import Audience
from data.models.message import Moment, Template


def key_of(template: Template) -> str:
    """What tells a template from the others; words of one's own have none but their audience."""
    return template.id or f"own-{template.audience.value}"


def choices(desk: WritingDesk) -> tuple[Template, ...]:
    """What is due first, then words of one's own, the team's own texts, its policy's, then all others."""
    due = [each.template for each in desk.proposals()]
    own = [desk.plain(audience) for audience in Audience]
    near = ("", desk.incident.ladder, desk.incident.policy)
    others = sorted(
        desk.templates.all,
        key=lambda each: near.index(each.document) if each.document in near else len(near),
    )
    found = {key_of(each): each for each in (*due, *own, *others)}
    return tuple(found.values())


def begin_with(desk: WritingDesk, words: str = "", latest: str = "") -> tuple[Template, str]:
    """The template to begin with, and a text that stands in its place already.

    `words` are an audience, perhaps with a text, or the id of a template, or a text; `latest` is the key
    of what was begun and not finished.
    """
    known = {key_of(each): each for each in choices(desk)}
    head, _, text = words.strip().partition(" ")
    audience = next((each for each in Audience if each.value == head.casefold()), None)
    if not text and head in known:
        return known[head], ""
    if audience is None and words.strip():
        return desk.plain(Audience.INTERNAL), words.strip()
    if audience is not None and text.strip():
        return desk.plain(audience), text.strip()
    if latest in known and audience in (None, known[latest].audience):
        return known[latest], ""
    due = (each.template for each in desk.proposals() if each.template.moment is not Moment.ESCALATION)
    fitting = (each for each in due if audience in (None, each.audience))
    return next(fitting, desk.plain(audience or Audience.INTERNAL)), ""
