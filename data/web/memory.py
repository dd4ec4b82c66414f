"""The last answers that a server gave a mark to, so that it may say: nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.web.answer import HttpAnswer

NOT_MODIFIED = 304
_LONGEST_MARK = 300
_MARKS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


class AnswerMemory:
    """Whole answers by address, the longest unused dropped where they exceed `max_bytes`."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: dict[str, HttpAnswer] = {}

    @property
    def size(self) -> int:
        """The bytes of all bodies that are kept."""
        return sum(len(answer.body) for answer in self._kept.values())

    def conditions(self, url: str) -> dict[str, str]:
        """The headers that ask for the document only where it is another than the one kept."""
        kept = self._kept.get(url)
        return {ask: kept.headers[mark] for mark, ask in _MARKS if kept and _usable(kept.headers.get(mark))}

    def settle(self, url: str, answer: HttpAnswer) -> HttpAnswer:
        """The answer itself, or the kept one where the server says that it still holds.

        Headers of the new answer win: a rate limit is counted even where nothing has changed.
        """
        kept = self._kept.pop(url, None)
        if answer.status == NOT_MODIFIED and kept is not None:
            answer = replace(
                answer,
                status=kept.status,
                headers=_merged(kept.headers, answer.headers),
                body=kept.body,
                digest=kept.digest,
                reused=True,
            )
        if self._worth_keeping(answer):
            self._kept[url] = answer
            while self.size > self._max_bytes:
                del self._kept[next(iter(self._kept))]
        return answer

    def _worth_keeping(self, answer: HttpAnswer) -> bool:
        marked = any(_usable(answer.headers.get(mark)) for mark, _ in _MARKS)
        whole = answer.status == 200 and answer.complete
        return marked and whole and 0 < len(answer.body) <= self._max_bytes


def _usable(mark: str | None) -> bool:
    """Whether a mark can be sent back as it came."""
    return mark is not None and 0 < len(mark) <= _LONGEST_MARK and mark.isascii() and mark.isprintable()


def _merged(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The old headers, except where the new answer speaks; its length is that of nothing."""
    return {**old, **{name: value for name, value in new.items() if name != "content-length"}}
