"""What the lists of an Alertmanager mean as numbers."""

from __future__ import annotations

from data.alerts.gravity import verdict_of
from data.models.alert import Gravity
from data.models.reading import Observation
from data.models.verdict import Verdict, worst
from data.providers.alertmanager.parse import Found
from data.providers.alertmanager.server import Server
from data.providers.alertmanager.settings import FIRING, INHIBITED, SILENCED, SILENCES, UPTIME, WATCHDOG

_NAMES = {Gravity.HIGH: "high", Gravity.MEDIUM: "medium", Gravity.LOW: "low"}


def observations(found: Found, silences: int, watchdog: str, server: Server) -> tuple[Observation, ...]:
    """The counts, the watchdog where one is named, and how long the server has been up if it says so."""
    counts = found.counts
    seen = [
        Observation(
            FIRING,
            float(counts.get("firing", 0)),
            "count",
            judged=_judged(found),
            detail=_words(found, server.words),
        ),
        Observation(SILENCED, float(counts.get("silenced", 0)), "count", judged=Verdict.PASS),
        Observation(INHIBITED, float(counts.get("inhibited", 0)), "count", judged=Verdict.PASS),
        Observation(SILENCES, float(silences), "count", judged=Verdict.PASS),
    ]
    if server.uptime is not None:
        seen.append(Observation(UPTIME, server.uptime, "s", judged=Verdict.PASS, detail=server.words))
    if watchdog:
        seen.append(_watchdog(watchdog, there=found.watchdog))
    return tuple(seen)


def _judged(found: Found) -> Verdict:
    """The gravest alert decides; what cannot be read may be anything, so it warns."""
    verdicts = [verdict_of(gravity) for gravity, count in found.active.items() if count]
    return worst([Verdict.PASS, *verdicts, *([Verdict.WARN] if found.unreadable else [])])


def _words(found: Found, server: str) -> str:
    counts = [(gravity, found.active.get(gravity, 0)) for gravity in Gravity]
    parts = [f"{count:,} {_NAMES[gravity]}" for gravity, count in counts if count]
    words = f"firing: {', '.join(parts)}" if parts else "nothing fires"
    if found.total > len(found.alerts):
        words += f"; showing {len(found.alerts):,} of {found.total:,} alerts"
    if found.unreadable:
        words += f"; {found.unreadable:,} could not be read"
    return f"{words}; {server}" if server else words


def _watchdog(name: str, *, there: bool) -> Observation:
    if there:
        return Observation(WATCHDOG, 1.0, "bool", judged=Verdict.PASS, detail=f"{name} fires, as it should")
    words = f"{name} does not fire: alerts no longer reach this Alertmanager"
    return Observation(WATCHDOG, 0.0, "bool", judged=Verdict.FAIL, detail=words)
