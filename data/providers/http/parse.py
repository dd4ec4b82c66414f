"""From an HTTP answer to observations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import SourceError
from data.models.reading import Observation
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.providers.http.expectation import unmet
from data.providers.http.settings import HttpSettings
from data.web.answer import HttpAnswer
from data.web.certificate import days_left, read_certificate


def observations(answer: HttpAnswer, settings: HttpSettings, now: datetime) -> tuple[Observation, ...]:
    """Up or not, how fast, with what status, and how long the certificate lasts."""
    failure = unmet(answer, settings, now)
    up = Observation(
        "http.up",
        float(failure is None),
        "bool",
        judged=Verdict.FAIL if failure else Verdict.PASS,
        detail=failure.message if failure else _words(answer),
        failure=failure,
    )
    expected = answer.status in settings.expect_status
    status = Observation(
        "http.status",
        float(answer.status),
        "code",
        judged=Verdict.PASS if expected else Verdict.FAIL,
        detail=answer.phrase,
    )
    latency = Observation("http.latency_ms", answer.took_ms, "ms", own=_latency_limits(settings))
    if failure:
        # An error page may well be fast; that is no evidence of a fast service.
        latency = replace(latency, judged=Verdict.NO_DATA, detail="time of an unexpected answer")
    return (up, latency, status, *_certificate(answer, settings, now))


def _certificate(answer: HttpAnswer, settings: HttpSettings, now: datetime) -> tuple[Observation, ...]:
    if answer.certificate is None:
        return ()
    try:
        certificate = read_certificate(answer.certificate)
    except SourceError as error:
        return (Observation("http.cert_days", None, "d", detail=error.message, failure=error.failure),)
    left = days_left(
        "http.cert_days",
        certificate,
        now,
        warn=("cert_warn_days", settings.cert_warn_days),
        fail=("cert_fail_days", settings.cert_fail_days),
    )
    return (left,)


def _words(answer: HttpAnswer) -> str:
    notes = ["at the second attempt" if answer.attempts > 1 else "", "" if answer.complete else "body cut"]
    return ", ".join([answer.phrase, *filter(None, notes)])


def _latency_limits(settings: HttpSettings) -> Threshold | None:
    warn, fail = (
        Limit(Comparison.GT, number, "configuration", key) if number is not None else None
        for key, number in (
            ("latency_warn_ms", settings.latency_warn_ms),
            ("latency_fail_ms", settings.latency_fail_ms),
        )
    )
    return Threshold("ms", warn=warn, fail=fail) if warn or fail else None
