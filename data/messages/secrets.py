"""Finds what looks like a secret in words that are about to leave; it never repeats what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from data.config.inline_secret import inline_secrets
from data.journal.redaction import redacted_text
from data.messages.machine_made import machine_made
from data.scrubber import Scrubber
from data.web.address import secret_name, user_secrets

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{0,30}://[^\s<>\"'`|]+", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:password|passphrase|passcode|secret|token|api[ _-]?key|credentials?)\s+(?:is|was|are|now)\s+"
    r"[\"'`]?(?=\S*[0-9!$%^&*_=+])(?=\S*[A-Za-z])(\S{6,})",
    re.IGNORECASE,
)
_RUN = re.compile(r"[A-Za-z0-9+/_=-]{20,}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DIGEST = re.compile(
    r"\bsha(?:1|256|384|512)[:=-][0-9a-f]{7,128}\b|/commits?/[0-9a-f]{7,64}\b", re.IGNORECASE
)
_GOOGLE = re.compile(r"\bAIza[\w-]{30,}")


def secrets_in(text: str, own: Scrubber | None = None) -> tuple[str, ...]:
    """What looks like a secret, as reasons with the number of the line; `own` knows the console's own."""
    found = list(_whole(text, own))
    for number, line in enumerate(text.split("\n"), start=1):
        reason = _in_line(line)
        if reason:
            found.append(f"line {number}: {reason}")
    if not found and redacted_text(text) != text:
        found.append("this looks like a secret, and the journal would not keep it")
    return tuple(found)


def _whole(text: str, own: Scrubber | None) -> Iterator[str]:
    if own is not None and own.text(text) != text:
        yield "one of the console's own secrets stands in it"
    if "PRIVATE KEY" in text.upper() and "-----BEGIN" in text.upper():
        yield "a private key stands in it"


def _in_line(line: str) -> str:
    if redacted_text(line) != line:
        return "this looks like a secret"
    told = next(iter((*inline_secrets(line, ("line",)), *inline_secrets(line.split(), ("line",)))), None)
    if told is not None or _GOOGLE.search(line):
        return "this looks like a token, a key or a password"
    if _SPOKEN.search(line):
        return "this looks like a password said aloud"
    if any(_tells(address[0]) for address in _ADDRESS.finditer(line)):
        return "an address with a secret in it"
    if any(machine_made(run[0]) for run in _RUN.finditer(_UUID.sub(" ", _DIGEST.sub(" ", line)))):
        return "a long string that looks like a key; shorten it where it is none"
    return ""


def _tells(address: str) -> bool:
    """Whether an address has a password, or a parameter that by its name holds a secret."""
    try:
        pairs = [pair.partition("=") for pair in urlsplit(address).query.split("&")]
        return bool(user_secrets(address)) or any(value and secret_name(name) for name, _, value in pairs)
    except ValueError:
        return True
