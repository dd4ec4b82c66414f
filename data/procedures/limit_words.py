"""What a value was held against, in words that cannot be read the wrong way round."""

from __future__ import annotations

from data.models.evidence import Evidence
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.quantity import format_value


def limit_words(evidence: Evidence) -> str:
    """What was wanted, or what raises the alarm; empty for a yes or no, which says it all by itself."""
    if evidence.threshold is None or evidence.value is None or evidence.unit == "bool":
        return ""
    number = f"{evidence.comparison} {format_value(evidence.threshold, evidence.unit)}"
    holds = Comparison(evidence.comparison).holds(evidence.value, evidence.threshold)
    return f"wanted {number}" if holds is (evidence.verdict is Verdict.PASS) else f"alarm when {number}"
