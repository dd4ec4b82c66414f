"""From a finished check to observations."""

from __future__ import annotations

import re

from data.catalogue import catalogue
from data.models.labels import Labels
from data.models.reading import Observation
from data.models.threshold import Threshold
from data.models.verdict import Verdict, worst
from data.providers.command.output import split_output
from data.providers.command.perfdata import Datum, parse_perfdata
from data.providers.command.settings import CommandSettings
from data.safe import safe

STATES = {0: Verdict.PASS, 1: Verdict.WARN, 2: Verdict.FAIL, 3: Verdict.NO_DATA}
"""What the four exit codes mean: OK, WARNING, CRITICAL, UNKNOWN."""
_UNITS = {"c": "count"}


def observations(code: int, text: str, settings: CommandSettings, took_ms: float) -> tuple[Observation, ...]:
    """The state, the time it took, and each value of the performance data; `code` is 0 to 3."""
    words, perfdata = split_output(text)
    state = STATES[code]
    return (
        Observation(
            "command.state", float(code), "", judged=state, detail=safe(words or "it printed nothing")
        ),
        Observation("command.took_ms", took_ms, "ms"),
        *(_observation(datum, state, settings) for datum in parse_perfdata(perfdata)),
    )


def _observation(datum: Datum, state: Verdict, settings: CommandSettings) -> Observation:
    signal, labels = _name(datum.label, settings)
    unit = _UNITS.get(datum.unit, datum.unit)
    known = catalogue().get(signal)
    if not unit and known is not None:
        unit = known.unit
    judged = _judged(datum)
    # The exit code knows better: some plugins print numbers in the place of thresholds that
    # mean something else, and a check that says OK must not fail because of them.
    if judged is not None and state.known and worst((judged, state)) is not state:
        note = "the thresholds beside this value do not agree with the exit code"
        return Observation(signal, datum.value, unit, labels, judged=state, detail=note)
    return Observation(signal, datum.value, unit, labels, judged=judged, own=_threshold(datum, unit))


def _judged(datum: Datum) -> Verdict | None:
    if datum.value is None or not (datum.warn or datum.crit):
        return None
    if datum.crit and datum.crit.alerts(datum.value):
        return Verdict.FAIL
    return Verdict.WARN if datum.warn and datum.warn.alerts(datum.value) else Verdict.PASS


def _threshold(datum: Datum, unit: str) -> Threshold | None:
    warn = datum.warn.limit("warning", never_negative=datum.never_negative) if datum.warn else None
    fail = datum.crit.limit("critical", never_negative=datum.never_negative) if datum.crit else None
    return Threshold(unit, warn=warn, fail=fail) if warn or fail else None


def _name(label: str, settings: CommandSettings) -> tuple[str, Labels]:
    """The signal that a label feeds; a label that is not plain is kept beside its plain form."""
    if label in settings.signals:
        return settings.signals[label], ()
    plain = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_") or "value"
    return f"command.{plain}", () if plain == label else (("label", label),)
