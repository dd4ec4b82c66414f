"""Four ways to play each scenario: as it should be, not at all, after the red herrings, and with harm."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.scenario import Scenario
from tests.data.drills.players import Players

Work = tuple[float, str, tuple[str, ...]]
"""From which second on, by which runbook, which steps; each takes ten seconds."""


@dataclass(frozen=True, slots=True)
class Play:
    """What players do in one scenario: `right` helps, `trail` follows what leads nowhere, `harm` harms.

    The ideal ones declare `seen` seconds after the beginning.
    """

    scenario: str
    seen: float
    severity: str
    situation: str
    right: tuple[Work, ...]
    trail: tuple[Work, ...]
    harm: tuple[Work, ...]


PLAYS = (
    Play(
        "database-connections",
        330,
        "P0",
        "service-down",
        ((410, "unified-database-connections", ("status", "pool", "restart", "well")),),
        ((900, "unified-performance", ("analytics", "queries")),),
        ((400, "manual-system-down", ("replica",)),),
    ),
    Play(
        "system-down",
        150,
        "P0",
        "service-down",
        ((230, "manual-system-down", ("dashboard", "infrastructure", "cause", "good-version")),),
        ((900, "unified-database-connections", ("status", "pool", "restart")),),
        ((200, "manual-system-down", ("restart", "replica")),),
    ),
    Play(
        "data-corruption",
        150,
        "P0",
        "data-loss",
        (
            (200, "manual-data-corruption", ("scope", "stop-writes", "preserve", "backup", "restore")),
            (900, "manual-data-corruption", ("validate",)),
        ),
        ((900, "unified-database-connections", ("status", "restart")),),
        ((200, "manual-data-corruption", ("restore",)),),
    ),
    Play(
        "security-incident",
        200,
        "P1",
        "security-breach",
        ((260, "manual-security-incident", ("scope", "isolate", "evidence", "credentials", "vector")),),
        ((900, "unified-database-connections", ("status", "restart")),),
        ((200, "manual-security-incident", ("credentials",)),),
    ),
    Play(
        "performance-degradation",
        210,
        "P2",
        "performance-degradation",
        ((290, "manual-performance", ("resources", "slow", "changes", "disable")),),
        ((900, "unified-performance", ("analytics", "scale")),),
        ((240, "manual-system-down", ("restart",)),),
    ),
    Play(
        "high-error-rate",
        150,
        "P1",
        "partial-outage",
        ((220, "unified-error-rate", ("types", "deployments", "traces", "deploy", "watch")),),
        ((900, "unified-database-connections", ("status", "restart")),),
        ((240, "runbooks-rollback", ("database",)),),
    ),
    Play(
        "certificate-expiry",
        150,
        "P1",
        "major-feature",
        ((220, "skafu-emergency-change", ("request", "impact", "risk", "approval", "plan", "implement")),),
        ((900, "manual-system-down", ("dashboard", "restart")),),
        ((300, "skafu-infrastructure", ("code",)),),
    ),
    Play(
        "backup-silently-failing",
        150,
        "P2",
        "monitoring-silent",
        ((220, "template-platform-alert-medium", ("details", "impact", "plan", "fix", "watch")),),
        ((900, "manual-system-down", ("dashboard", "restart")),),
        ((300, "runbooks-restore", ("restore",)),),
    ),
    Play(
        "cost-spike",
        150,
        "P2",
        "minor-feature",
        ((220, "skafu-optimisation", ("profile", "autoscaling")),),
        ((900, "unified-performance", ("analytics", "queries")),),
        ((300, "skafu-incident", ("scale",)),),
    ),
    Play(
        "region-loss",
        140,
        "P0",
        "service-down",
        (
            (
                210,
                "skafu-cross-region",
                ("watch", "standby", "dns", "redirect", "synchronise", "notify"),
            ),
        ),
        ((900, "runbooks-rollback", ("logs", "rollback")),),
        ((240, "skafu-cross-region", ("dns",)),),
    ),
    Play(
        "vendor-outage",
        200,
        "P1",
        "partial-outage",
        ((270, "unified-incident", ("alerts", "endpoints", "logs", "fix", "verify")),),
        ((900, "runbooks-rollback", ("logs", "rollback")),),
        ((300, "unified-database-connections", ("restart",)),),
    ),
)


def ideal(scenario: Scenario, play: Play) -> Players:
    """Declared at once, told, escalated, looked at, mended by the right runbook, and brought to its end."""
    players, at = Players(scenario), play.seen
    players.declares(at, play.severity, situation=play.situation)
    players.does(at + 5, "incident.acknowledged")
    players.does(at + 10, "incident.role", role="commander", who="alice")
    players.does(at + 15, "incident.update", audience="internal", text="we are on it")
    players.does(at + 20, "incident.update", audience="public", text="we are investigating")
    players.does(at + 25, "incident.escalated", to="the manager")
    players.does(at + 30, "incident.note", note="what we saw, and since when")
    for second, runbook, steps in play.right:
        players.works(second, runbook, *steps)
    players.does(at + 300, "incident.update", audience="public", text="it is well again")
    players.does(at + 400, "incident.handover", role="commander", to="bob", was="alice")
    players.does(1000, "incident.resolved")
    players.does(1100, "incident.met", clock="report")
    return players


def trailing(scenario: Scenario, play: Play) -> Players:
    """Late, of the least severity, and after what leads nowhere; the right runbook is never opened."""
    players = Players(scenario)
    least = Players(scenario).scene.policy.severities[-1].id
    players.declares(800, least)
    players.does(820, "incident.acknowledged")
    players.does(830, "incident.note", note="somebody says that it is the usual")
    for second, runbook, steps in play.trail:
        players.works(second, runbook, *steps)
    return players


def harming(scenario: Scenario, play: Play) -> Players:
    """Everything as it should be but the deed itself, which makes it worse and is left so."""
    players, at = Players(scenario), play.seen
    players.declares(at, play.severity, situation=play.situation)
    players.does(at + 5, "incident.acknowledged")
    players.does(at + 15, "incident.update", audience="internal", text="we are on it")
    players.does(at + 20, "incident.update", audience="public", text="we are investigating")
    players.does(at + 25, "incident.escalated", to="the manager")
    for second, runbook, steps in play.harm:
        players.works(second, runbook, *steps)
    return players
