"""From signals to a panel: what is known of them, and how it stands with the sources that feed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.boards.facts import fact_of
from data.boards.outlook import Outlook
from data.catalogue import catalogue
from data.models.board import Fact, Panel, Shape
from data.models.failure import Failure, FailureKind
from data.models.reading import Reading
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict

_GRAVITY = (Phase.FRESH, Phase.LOADING, Phase.STALE, Phase.NO_RIGHTS, Phase.FAILED)
_RIGHTS = (FailureKind.RIGHTS, FailureKind.AUTH)
_MOST = 200
_NAMED = 4


def panel_of(
    id: str,
    title: str,
    signals: Sequence[str],
    snapshot: Snapshot,
    outlook: Outlook,
) -> Panel:
    """A line for every reading of these signals, in the order of the signals; of very many the worst."""
    readings = readings_of(snapshot, *signals)
    worst_first = sorted(range(len(readings)), key=lambda place: -readings[place].verdict.rank)
    facts = tuple(fact_of(readings[place], snapshot, outlook) for place in sorted(worst_first[:_MOST]))
    total = len(readings) if len(readings) > _MOST else None
    return framed(id, title, facts, signals, snapshot, total=total)


def framed(
    id: str,
    title: str,
    facts: tuple[Fact, ...],
    signals: Sequence[str],
    snapshot: Snapshot,
    *,
    shape: Shape = Shape.LINES,
    total: int | None = None,
    note: str = "",
) -> Panel:
    """A panel of facts that were made elsewhere, with the standing of the sources behind `signals`."""
    panel = Panel(id, title, _told_apart(facts), shape, note=note, total=total)
    if not snapshot.feeding(*signals):
        words = "no source is configured for this"
        return replace(panel, phase=Phase.NOT_CONFIGURED, message=words, configure=configure_of(signals))
    phase, message = standing(signals, snapshot)
    unset = _unset_words(signals, snapshot)
    if phase is Phase.FRESH and not facts:
        if unset:
            return replace(panel, phase=Phase.NOT_CONFIGURED, message=unset)
        message = "the sources have nothing to say about this"
    notes = (note or _missing_words(signals, snapshot), unset)
    return replace(panel, phase=phase, message=message, note="; ".join(filter(None, notes)))


def _told_apart(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts, those of one name from several sources with their source's name beside it."""
    sources: dict[str, set[str]] = {}
    for fact in facts:
        sources.setdefault(fact.name, set()).add(fact.source)
    return tuple(
        replace(fact, name=f"{fact.name} · {fact.source}") if len(sources[fact.name]) > 1 else fact
        for fact in facts
    )


def readings_of(snapshot: Snapshot, *signals: str) -> tuple[Reading, ...]:
    """The readings of signals, in their order, without those of what is not set up where it is asked for."""
    return tuple(each for signal in signals for each in snapshot.readings_of(signal) if not _unset(each))


def _unset_words(signals: Iterable[str], snapshot: Snapshot) -> str:
    """What is not set up at a source that answers, and what would set it up."""
    failures = [
        each.observation.failure
        for signal in signals
        for each in snapshot.readings_of(signal)
        if _unset(each) and each.observation.failure is not None
    ]
    return "; ".join(dict.fromkeys(map(_failure_words, failures)))


def standing(signals: Sequence[str], snapshot: Snapshot) -> tuple[Phase, str]:
    """The worst phase of what feeds these signals, and why it is not fresh."""
    found = [_of_source(source, frozenset(signals)) for source in snapshot.feeding(*signals)]
    phase, _ = max(found, key=lambda each: _GRAVITY.index(each[0]), default=(Phase.NOT_CONFIGURED, ""))
    alike = list(dict.fromkeys(words for each, words in found if each is phase and words))
    more = f" (and {len(alike) - 1} more)" if len(alike) > 1 else ""
    return phase, f"{alike[0]}{more}" if alike else ""


def configure_of(signals: Iterable[str]) -> str:
    """The lines of configuration that bring these signals to life, each source begun only once."""
    sources: dict[str, list[str]] = {}
    for signal in signals:
        known = catalogue().get(signal)
        if known is None:
            continue
        head, mark, rest = known.configure.partition("\n[[" + _kind(known.configure) + ".")
        parts = sources.setdefault(head.strip(), [])
        part = f"{mark.strip()}{rest}".strip()
        if part and part not in parts:
            parts.append(part)
    return "\n\n".join("\n".join([head, *parts]) for head, parts in sources.items()) + (
        "\n" if sources else ""
    )


def _missing_words(signals: Sequence[str], snapshot: Snapshot) -> str:
    """Which of a panel's signals no source feeds, though one of that kind is there that could."""
    kinds = {source.kind for source in snapshot.sources}
    missing = [
        signal
        for signal in dict.fromkeys(signals)
        if not snapshot.feeding(signal)
        and (known := catalogue().get(signal)) is not None
        and _kind(known.configure) in kinds
    ]
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return f"not configured: {', '.join(missing[:_NAMED])}{more}" if missing else ""


def _of_source(source: SourceState, signals: frozenset[str]) -> tuple[Phase, str]:
    if source.phase is Phase.STALE:
        return source.phase, f"{source.name} has not answered in time"
    if source.phase is not Phase.FRESH:
        failure = source.failure
        return source.phase, f"{source.name}: {_failure_words(failure)}" if failure else ""
    readings = [each for each in source.readings if each.signal in signals and not _unset(each)]
    failed = next((each for each in readings if each.observation.failure is not None), None)
    if failed is not None and failed.observation.failure is not None:
        failure = failed.observation.failure
        phase = Phase.NO_RIGHTS if failure.kind in _RIGHTS else Phase.FAILED
        return phase, f"{source.name}: {_failure_words(failure)}"
    if readings and all(each.verdict is Verdict.STALE for each in readings):
        return Phase.STALE, f"{source.name}: {readings[0].words}"
    return Phase.FRESH, ""


def _failure_words(failure: Failure) -> str:
    return f"{failure.message} → {failure.remedy}" if failure.remedy else failure.message


def _unset(reading: Reading) -> bool:
    failure = reading.observation.failure
    return failure is not None and failure.kind is FailureKind.NOT_CONFIGURED


def _kind(configure: str) -> str:
    return configure.partition("[[")[2].partition("]]")[0]
