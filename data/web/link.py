"""The Link header: where the next page of a long answer is."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from data.errors import SourceError
from data.models.failure import FailureKind

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w-]+\*?\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]+))*)")
_PARAMETER = re.compile(r";\s*([\w-]+)\*?\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]+))")
_LONGEST = 16_384


def next_page(link: str | None, asked: str) -> str | None:
    """The address of the page after the one at `asked`; None where that was the last.

    Where the header names a cursor (Sentry), it is put into the address that was asked, for the
    one in the header may be that of another region; with ``results="false"`` there is no next page.
    Raises SourceError where the next page is at another host, which must not see our credentials,
    or is the page just asked.
    """
    for target, parameters in _LINK.findall((link or "")[:_LONGEST]):
        said = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)}
        if "next" not in said.get("rel", "").split() or said.get("results") == "false":
            continue
        return _checked(f"?{_with_cursor(asked, said['cursor'])}" if said.get("cursor") else target, asked)
    return None


def _with_cursor(asked: str, cursor: str) -> str:
    """The query of an address with another cursor."""
    pairs = [pair for pair in parse_qsl(urlsplit(asked).query, keep_blank_values=True) if pair[0] != "cursor"]
    return urlencode([*pairs, ("cursor", cursor)])


def _checked(target: str, asked: str) -> str:
    try:
        following = urljoin(asked, target)
        same_place = _place(following) == _place(asked)
    except ValueError:
        raise SourceError(FailureKind.BAD_ANSWER, "the address of the next page cannot be read") from None
    if not same_place:
        raise SourceError(
            FailureKind.REFUSED,
            "the next page is not asked for: it is at another host, which must not see the credentials",
        )
    if following == asked:
        raise SourceError(FailureKind.BAD_ANSWER, "the next page is the page itself")
    return following


def _place(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
