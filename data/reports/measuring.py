"""From samples to a field: one number, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from data.catalogue import catalogue
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst
from data.quantity import convert, format_value
from data.reports.sample import Basis, Sample
from data.reports.wanted import How, Wanted


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a report. Without `value` and `text` there is no data, and `words` say why."""

    key: str
    title: str
    unit: str = ""
    value: float | None = None
    text: str = ""
    verdict: Verdict = Verdict.NO_DATA
    words: str = ""
    signal: str = ""
    sources: tuple[str, ...] = ()
    observed_at: datetime | None = None
    basis: Basis | None = None
    configure: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to show."""
        return self.value is not None or bool(self.text)

    @property
    def shown(self) -> str:
        """The value as people read it, or that there is none."""
        if not self.known:
            return "no data"
        return self.text or format_value(self.value, self.unit)


Find = Callable[[str], Sequence[Sample]]
"""The samples of a signal."""


def measure(wanted: Wanted, ways: Sequence[Find], snapshot: Snapshot) -> Field:
    """The field by the first way, and in it the first signal, that has a value."""
    reasons: list[str] = []
    for find in ways:
        for signal in wanted.signals:
            samples = find(signal)
            if any(sample.value is not None for sample in samples):
                field = _merged(wanted, signal, samples)
                if field.known:
                    return field
                reasons.append(field.words)
    why, configure = _nothing(wanted, snapshot)
    words = reasons[0] if reasons else why
    return Field(wanted.key, wanted.title, wanted.unit, words=words, configure=configure)


def _merged(wanted: Wanted, signal: str, samples: Sequence[Sample]) -> Field:
    known = [sample for sample in samples if sample.value is not None]
    missing = [sample for sample in samples if sample.value is None]
    if missing and wanted.how is How.SUM:
        gaps = ", ".join(dict.fromkeys(sample.source for sample in missing))
        words = f"a part of the sum is missing: {gaps}: {missing[0].words}"
        return Field(wanted.key, wanted.title, wanted.unit, words=words, signal=signal)
    values = [_in_unit(sample, wanted.unit) for sample in known]
    if None in values:
        words = f"{signal} comes in {known[0].unit or 'plain numbers'}, which is not {wanted.unit}"
        return Field(wanted.key, wanted.title, wanted.unit, words=words, signal=signal)
    decisive = max(known, key=lambda sample: (sample.verdict.rank, _badness(sample)))
    numbers = [value for value in values if value is not None]
    value = _one(wanted.how, numbers, known.index(decisive))
    return Field(
        wanted.key,
        wanted.title,
        wanted.unit,
        value,
        verdict=worst(sample.verdict for sample in samples),
        words=_words(decisive, len(known), missing),
        signal=signal,
        sources=tuple(dict.fromkeys(sample.source for sample in known)),
        observed_at=max((sample.at for sample in known if sample.at), default=None),
        basis=decisive.basis,
    )


def _one(how: How, values: Sequence[float], decisive: int) -> float:
    if how is How.SUM:
        return sum(values)
    return fmean(values) if how is How.MEAN else values[decisive]


def _badness(sample: Sample) -> float:
    """How far towards the bad end a value lies, among others of its signal."""
    signal = catalogue().get(sample.signal)
    sign = -1.0 if signal is not None and signal.higher_is == "better" else 1.0
    return sign * (sample.value or 0.0)


def _words(decisive: Sample, count: int, missing: Sequence[Sample]) -> str:
    labels = " ".join(value for _, value in decisive.labels if value)
    where = f"{decisive.source}{' ' if labels else ''}{labels}: " if count > 1 else ""
    gaps = f"; {len(missing)} of {count + len(missing)} not known: {missing[0].words}" if missing else ""
    note = "; written down by a checklist" if decisive.basis is Basis.JOURNAL else ""
    return f"{where}{decisive.words}{gaps}{note}"


def _in_unit(sample: Sample, unit: str) -> float | None:
    if sample.value is None:
        return None
    if unit == "usd" and sample.unit in ("eur", "gbp"):
        return None
    return convert(sample.value, sample.unit or unit, unit)


def _nothing(wanted: Wanted, snapshot: Snapshot) -> tuple[str, str]:
    """Why there is no value, and the lines that would bring one."""
    for signal in wanted.signals:
        for state in snapshot.feeding(signal):
            reading = next((each for each in state.readings if each.signal == signal), None)
            if state.failure is not None:
                remedy = f" ({state.failure.remedy})" if state.failure.remedy else ""
                return f"{state.name}: {state.failure.message}{remedy}", ""
            if reading is not None:
                return f"{state.name}: {reading.words}", ""
            if state.phase is not Phase.NOT_CONFIGURED:
                return f"{state.name} brought no {signal}", ""
    known = catalogue().get(wanted.signals[0])
    return f"no source brings {wanted.signals[0]}", known.configure if known else ""
