"""What helps against each kind of lost points."""

from __future__ import annotations

from data.models.score import Mark

ADVICE = {
    Mark.DETECT: "Walk the health screen in a fixed order, and declare at the first signal that fails: "
    "an incident too many is closed in a minute.",
    Mark.ACKNOWLEDGE: "Say that you answer before you look further: incident ack.",
    Mark.SEVERITY: "Ask who is affected and what they cannot do, with the policy's severities beside you "
    "(policy show); when in doubt take the graver one.",
    Mark.ESCALATE: "Call somebody while there is time: read who is called for which severity, and do it "
    "once by hand.",
    Mark.UPDATES: "Begin the next update when the last one has gone out, and let its clock wake you: that "
    "nothing is new is also worth saying.",
    Mark.RUNBOOK: "Find the procedure by what you see, not by what you suspect: read {procedure} once in "
    "peace, with what it shows.",
    Mark.ORDER: "Work through {procedure} from the top, with a second person who reads each step aloud "
    "before it is done.",
    Mark.CHECKS: "Look before you change: let the first step of every run be one that only looks.",
    Mark.MITIGATE: "Play {procedure} to its last step, and hold what you did against the signals: what is "
    "not measured is not mended.",
    Mark.EVIDENCE: "Name a scribe, or write a line at each decision: what was seen, what was done, what "
    "came of it.",
    Mark.HANDOVER: "Practise a handover: severity, what is under way and what is open, said and said back.",
    Mark.REVIEW: "End it in form: resolve it, then write the report while it is fresh.",
    Mark.CALM: "Before declaring, name the signal and the limit that it broke: a strange note is not yet "
    "an outage.",
    Mark.LOOKED: "Work through the day's list to its signature, also when all seems well.",
    Mark.HARM: "Before each step that changes something say what could get worse, and how to take it back; "
    "what must come before it stands in {procedure}.",
}
"""What to train, by the line that lost the points; ``{procedure}`` is the one that was right."""
