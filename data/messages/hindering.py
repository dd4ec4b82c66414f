"""What hinders words from leaving: a place that is not filled, a secret, signs nobody sees, too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.config.channel import ChannelSettings
from data.messages.bounds import bounds_of
from data.messages.secrets import secrets_in
from data.models.message import PLACE
from data.safe import LINE_LIMIT, TEXT_LIMIT, safe_block
from data.scrubber import Scrubber

_TOO_MUCH = 100_000
"""Characters beyond which nothing else is looked at."""
_NONE: Mapping[str, ChannelSettings] = {}


def hindrances(
    subject: str,
    body: str,
    channels: Mapping[str, ChannelSettings] = _NONE,
    own: Scrubber | None = None,
) -> tuple[str, ...]:
    """Everything that must be mended before these words go anywhere; none where they may.

    `channels` are those they would go to, `own` knows the secrets of the console's configuration.
    """
    if len(subject) + len(body) > _TOO_MUCH:
        return (f"{len(subject) + len(body)} characters are more than anybody reads",)
    return tuple(
        dict.fromkeys(
            [
                *_missing(subject, body),
                *_unseen("subject", subject),
                *_unseen("text", body),
                *(f"subject: {reason.partition(': ')[2] or reason}" for reason in secrets_in(subject, own)),
                *secrets_in(body, own),
                *_too_long(subject, body, channels),
            ]
        )
    )


def _missing(subject: str, body: str) -> Iterator[str]:
    if not subject.strip():
        yield "there is no subject"
    if "\n" in subject or "\r" in subject:
        yield "the subject is more than one line"
    if not body.strip():
        yield "there is no text"
    for found in dict.fromkeys((*PLACE.findall(subject), *PLACE.findall(body))):
        yield f"{{{found}}} is not filled"


def _unseen(where: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        if safe_block(line, len(line) + 1) != line:
            yield f"{where}, line {number}: a sign that nobody sees, or a terminal would obey"


def _too_long(subject: str, body: str, channels: Mapping[str, ChannelSettings]) -> Iterator[str]:
    if not channels and (len(body) > TEXT_LIMIT or len(subject) > LINE_LIMIT):
        yield f"a text has at most {TEXT_LIMIT} characters, and its subject {LINE_LIMIT}"
    for name, settings in channels.items():
        bounds = bounds_of(name, settings)
        for what, text, most in (("subject", subject, bounds.subject), ("text", body, bounds.body)):
            if len(text) > most:
                yield f"{name}: the {what} has {len(text)} characters and may have {most}"
