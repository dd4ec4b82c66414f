"""What the places of the shipped templates stand for."""

from __future__ import annotations

KNOWN = {
    "id": "the incident's id",
    "title": "what the incident is called",
    "severity": "its severity, as its policy names it",
    "severity_name": "that severity's name",
    "status": "how far the answer has come",
    "service": "the affected services",
    "started": "when the trouble was first seen, else when it was declared",
    "declared": "when it was declared",
    "updated": "now",
    "resolved": "when it was over",
    "duration": "from its start until it was over, or until now",
    "next": "when the next words are due, by the policy or the ladder",
    "every": "how often words are due, by the policy or the ladder",
    "commander": "who is in command",
    "who": "whom the policy names for this severity",
    "reason": "why it has this severity",
    "tasks": "open tasks and their owners",
    "impact": "who notices what; only a person knows",
    "scope": "who and what is affected, and where; only a person knows",
    "actions": "what is being done; only a person knows",
    "cause": "why it happened; only a person knows",
    "timeline": "when an end is expected; only a person knows",
    "brief": "the trouble in a few words for customers; only a person knows",
    "name": "to whom it is addressed; only a person knows",
    "to": "who is called",
}
"""Every place that the shipped templates have; a team's own may have others, which a person fills."""
