"""Availability in both senses of the word: of services at this moment, and of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.boards.contradictions import others_say
from data.boards.facts import fact_of
from data.boards.gain import Gain
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.models.board import Fact
from data.models.failure import FailureKind
from data.models.policy import Policy
from data.models.practice import Band
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict, worst
from data.quantity import format_value

UP = "services.up_pct"
_OVER_TIME = "api.availability_pct"
SIGNALS = ("http.up", _OVER_TIME)
_GROUP = "services"
_NOTE = "“availability” means two things: the share of services that are up, and the share of time"
_MINE = (FailureKind.RIGHTS, FailureKind.AUTH, FailureKind.NOT_CONFIGURED, FailureKind.RATE_LIMITED)
"""Failures that say nothing about the service that was asked."""


def availability(snapshot: Snapshot, outlook: Outlook) -> Gain:
    """The share of critical services that are up, by the policy's bands; and that of time, by its limits."""
    services = services_of(snapshot)
    over_time = tuple(
        replace(fact_of(each, snapshot, outlook), details=others_say(each, outlook))
        for each in readings_of(snapshot, _OVER_TIME)
    )
    now = (_now(services, snapshot, outlook),) if services else ()
    panel = framed("availability", "Availability", (*now, *over_time), SIGNALS, snapshot)
    if now:
        # The services themselves are what is told, so one that does not answer is no hole in the panel.
        panel = replace(panel, phase=Phase.FRESH, message="", note=_NOTE if over_time else "")
    words = _now_words(services, outlook) if now else _time_words(over_time)
    meant = _only_in_maintenance(services, snapshot)
    judged = over_time if meant else (*now, *over_time)
    verdicts = [fact.verdict for fact in judged if fact.verdict is not None]
    return Gain("availability", words + meant, worst(verdicts) if verdicts else None, panel)


def services_up(services: Sequence[SourceState]) -> tuple[list[str], list[str], list[str]]:
    """The names of those that are up, down, and not known."""
    up: list[str] = []
    down: list[str] = []
    unknown: list[str] = []
    for state in services:
        values = [each.observation.value for each in state.readings if each.signal == "http.up"]
        if state.phase is Phase.FRESH and values and None not in values:
            (up if all(values) else down).append(state.name)
        elif state.phase is Phase.FAILED and state.failure and state.failure.kind not in _MINE:
            down.append(state.name)
        else:
            unknown.append(state.name)
    return up, down, unknown


def _only_in_maintenance(services: Sequence[SourceState], snapshot: Snapshot) -> str:
    """Words where everything that is down is being changed on purpose: that is told, and does not alarm."""
    down = set(services_up(services)[1])
    silenced = {state.name for state in services if state.name in down and snapshot.silenced(state)}
    if not down or silenced != down:
        return ""
    return ", in maintenance"


def services_of(snapshot: Snapshot) -> list[SourceState]:
    """Those in the group of that name; without one, every critical source that is asked whether it is up."""
    asked = [state for state in snapshot.sources if "http.up" in state.feeds]
    named = [state for state in asked if state.group == _GROUP]
    return named or [state for state in asked if state.critical]


def _now(services: Sequence[SourceState], snapshot: Snapshot, outlook: Outlook) -> Fact:
    up, down, unknown = services_up(services)
    known = len(up) + len(down)
    share = 100 * len(up) / known if known else None
    band = outlook.policy.band(UP, share) if share is not None else None
    verdict = band.verdict if band is not None else None
    if unknown:
        verdict = worst([verdict or Verdict.PASS, Verdict.NO_DATA])
    limit = _limit(band, outlook.policy) if band is not None else None
    return Fact(
        key=f"health:{UP}",
        name="services up",
        verdict=verdict,
        value=share,
        unit="%",
        limit=limit,
        threshold=Threshold("%", target=limit) if limit else None,
        observed_at=snapshot.at,
        words="; ".join([_now_words(services, outlook), *([f"down: {', '.join(down)}"] if down else [])]),
        group="services",
        details=(
            *(("down", name) for name in down),
            *(("not known", name) for name in unknown),
            *_bands(outlook),
        ),
    )


def _now_words(services: Sequence[SourceState], outlook: Outlook) -> str:
    """``80 % of 5 services (degraded: ≥ 80 %)``."""
    up, down, unknown = services_up(services)
    known = len(up) + len(down)
    if not known:
        return "not known yet"
    share = 100 * len(up) / known
    band = outlook.policy.band(UP, share)
    named = f" ({band.name}: {_range(band, outlook.policy)})" if band is not None else ""
    missing = f", {len(unknown)} not known" if unknown else ""
    return f"{format_value(share, '%', digits=2)} of {known} service{'s' * (known != 1)}{named}{missing}"


def _range(band: Band, policy: Policy) -> str:
    """``≥ 80 %``; the lowest band is what lies below all others."""
    others = [each.at_least for each in policy.bands if each.signal == UP and each.at_least > band.at_least]
    if band.at_least <= 0 and others:
        return f"< {format_value(min(others), '%')}"
    return f"≥ {format_value(band.at_least, '%')}"


def _limit(band: Band, policy: Policy) -> Limit:
    """The band that should be kept to: the best there is, with where it is written."""
    best = max((each for each in policy.bands if each.signal == UP), key=lambda each: each.at_least)
    return Limit(Comparison.GE, best.at_least, best.origin.policy, best.origin.section, band.origin.says)


def _bands(outlook: Outlook) -> tuple[tuple[str, str], ...]:
    """What each band is called, and where that is written; other documents' where this one has none."""
    own = [outlook.policy] if any(band.signal == UP for band in outlook.policy.bands) else outlook.policies
    told = [
        (band.name, f"{_range(band, policy)}, {band.origin.policy} § {band.origin.section}")
        for policy in own
        for band in policy.bands
        if band.signal == UP
    ]
    return tuple(dict.fromkeys(told))


def _time_words(over_time: Sequence[Fact]) -> str:
    if not over_time:
        return ""
    return f"{format_value(over_time[0].value, '%')} of the time"
