"""What a whole snapshot comes to, for people and for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.models.snapshot import SourceState
from data.models.verdict import Verdict, worst

EXIT_CODES = {
    Verdict.PASS: 0,
    Verdict.WARN: 1,
    Verdict.FAIL: 2,
    Verdict.NO_DATA: 3,
    Verdict.STALE: 3,
    Verdict.ERROR: 3,
}
"""The monitoring plugins' convention."""

_WORDS = {
    Verdict.FAIL: ("fails", "fail"),
    Verdict.ERROR: ("cannot be asked", "cannot be asked"),
    Verdict.NO_DATA: ("has no data", "have no data"),
    Verdict.STALE: ("is stale", "are stale"),
    Verdict.WARN: ("warns", "warn"),
}


def overall(sources: Sequence[SourceState]) -> Verdict:
    """The worst of all; a source that is not critical can only warn."""
    return worst(source.weight for source in sources)


def sentence(sources: Sequence[SourceState]) -> str:
    """One line that says what is wrong, or that nothing is."""
    total = len(sources)
    if not total:
        return "There is nothing to ask: no sources are configured."
    counts = Counter(source.verdict for source in sources)
    parts = [
        f"{counts[verdict]} {many if counts[verdict] > 1 else one}"
        for verdict, (one, many) in _WORDS.items()
        if counts[verdict]
    ]
    if parts:
        return f"Of {total} source{'' if total == 1 else 's'} {', '.join(parts)}."
    return "The one source passes." if total == 1 else f"All {total} sources pass."
