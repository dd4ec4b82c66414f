"""What one reading, and what several together, say about an item."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from data.models.checklist import Aggregate
from data.models.evidence import Evidence
from data.models.verdict import Verdict, worst

_EVIDENCE_LIMIT = 20
"""So many pieces of evidence are kept of one item, the worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with the words for it, what it rests on, and what to configure where nothing feeds it."""

    verdict: Verdict
    words: str
    evidence: tuple[Evidence, ...] = ()
    configure: str = ""


def together(evidence: Sequence[Evidence], aggregate: Aggregate) -> Finding:
    """What readings of one signal come to; `evidence` holds one for each, and is not empty."""
    ordered = tuple(sorted(evidence, key=_telling, reverse=True))
    passed = [each for each in ordered if each.verdict is Verdict.PASS]
    if aggregate is Aggregate.ANY and passed:
        return Finding(
            Verdict.PASS,
            _counted(passed[0], len(passed), len(ordered)),
            (*passed, *ordered)[:_EVIDENCE_LIMIT],
        )
    first = ordered[0]
    same = sum(each.verdict is first.verdict for each in ordered)
    return Finding(first.verdict, _counted(first, same, len(ordered)), ordered[:_EVIDENCE_LIMIT])


def all_of(findings: Sequence[tuple[str, Finding]]) -> Finding:
    """What several checks of one item come to, each with the name of what it looked at."""
    if len(findings) == 1:
        return findings[0][1]
    verdict = worst(finding.verdict for _, finding in findings)
    telling = [(name, finding) for name, finding in findings if finding.verdict is verdict]
    return Finding(
        verdict,
        "; ".join(
            f"{name}: {finding.words}" if finding.evidence else finding.words for name, finding in telling
        ),
        tuple(each for _, finding in findings for each in finding.evidence)[:_EVIDENCE_LIMIT],
    )


def gap(evidence: Evidence) -> float:
    """How far a value is beyond its limit, in parts of the limit; below 0 where it is within."""
    if evidence.value is None or evidence.threshold is None:
        return -math.inf
    distance = abs(evidence.value - evidence.threshold) / (abs(evidence.threshold) or 1.0)
    return -distance if evidence.verdict is Verdict.PASS else distance


def _telling(evidence: Evidence) -> tuple[int, float]:
    return (evidence.verdict.rank, gap(evidence))


def _counted(evidence: Evidence, same: int, total: int) -> str:
    """The most telling one's words, and how many say the same; its name where there are others."""
    if total == 1:
        return evidence.words
    name = " ".join((evidence.source, *(value for _, value in evidence.labels)))
    words = evidence.words if evidence.words.startswith(name) else f"{name}: {evidence.words}"
    if evidence.verdict is Verdict.PASS:
        return f"{same} of {total}, nearest {words}" if evidence.unit != "bool" else f"{same} of {total}"
    return f"{same} of {total}: {words}" if same > 1 else words
