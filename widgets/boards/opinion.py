"""What each policy makes of one value: where documents disagree, it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from data.models.reading import Reading
from widgets.line import Line, Span, fit
from widgets.sign import quiet, sign

if TYPE_CHECKING:
    from data.policies.comparing import Opinion

Opinions = Callable[[Reading], "Sequence[Opinion]"]

_NAME = 20


def opinion_lines(opinions: Sequence[Opinion]) -> Iterator[Line]:
    """A line for each policy that has a limit, then who has none."""
    yield (Span("What the documents make of it", "heading"),)
    silent = [each.policy.id for each in opinions if each.judgement is None]
    for each in opinions:
        if each.judgement is None:
            continue
        judgement = each.judgement
        section = f" § {judgement.limit.section}" if judgement.limit else ""
        yield (
            Span("  "),
            sign(judgement.verdict),
            Span(" " + fit(each.policy.id, _NAME)),
            Span(judgement.words, quiet(judgement.verdict)),
            Span(section, "dim"),
        )
    if silent:
        yield (Span(f"    no limit: {', '.join(silent)}", "dim"),)
