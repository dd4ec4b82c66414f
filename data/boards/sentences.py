"""The verdict of a board in words: what is wrong, since when, compared with what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from data.boards.facts import UNUSUAL
from data.boards.outlook import Outlook
from data.models.board import Board, Fact, Panel
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst
from data.quantity import format_value

UNSEEN = (Phase.FAILED, Phase.NO_RIGHTS, Phase.STALE)
"""The looks of a panel that shows old things, or none, though there may be others."""
_LINES = 2
_FELL = {Verdict.FAIL: "fail", Verdict.WARN: "warn"}
_BLIND, _SILENT, _ODD = "Cannot be seen whole: ", "No data: ", "Unusual: "


def board_of(id: str, title: str, panels: Sequence[Panel], snapshot: Snapshot, outlook: Outlook) -> Board:
    """A board of these panels, with the common sentence."""
    return Board(id, title, verdict_of(panels), said(panels, snapshot, outlook), tuple(panels))


def verdict_of(panels: Sequence[Panel]) -> Verdict:
    """The worst of all panels that are configured; one that cannot be seen is never a pass."""
    return worst(_verdict(panel) for panel in panels if panel.phase is not Phase.NOT_CONFIGURED)


def said(panels: Sequence[Panel], snapshot: Snapshot, outlook: Outlook) -> tuple[str, ...]:
    """One or two lines: the worst first, then what cannot be seen, else what is not as usual."""
    sentence = _said(panels, snapshot, outlook)
    unusual = _unusual(panels)
    return (*sentence, unusual) if unusual and len(sentence) < _LINES else sentence


def beside_the_worst(lines: Sequence[str]) -> list[str]:
    """Of what was `said`: what cannot be seen, what says nothing, and what is not as usual."""
    return [line for line in lines if line.startswith((_BLIND, _SILENT, _ODD))]


def capital(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def _said(panels: Sequence[Panel], snapshot: Snapshot, outlook: Outlook) -> tuple[str, ...]:
    facts = [fact for panel in panels for fact in panel.facts if fact.verdict is not None]
    wrong = sorted(
        (fact for fact in facts if fact.verdict in _FELL),
        key=lambda fact: -(fact.verdict.rank if fact.verdict else 0),
    )
    unseen = [panel for panel in panels if panel.phase in UNSEEN]
    silent = [panel for panel in panels if panel.phase is Phase.FRESH and not panel.facts]
    count = len(facts) + sum(panel.total - len(panel.facts) for panel in panels if panel.total is not None)
    if wrong:
        return (_wrong(wrong, count, snapshot, outlook.zone), *(_blind(unseen) or _silent(silent)))
    if unseen:
        return _blind(unseen)
    if all(panel.phase is Phase.NOT_CONFIGURED for panel in panels):
        return ("Nothing here is configured yet; each panel shows the lines that bring it to life.",)
    if any(panel.phase is Phase.LOADING for panel in panels):
        return ("Asking for the first time…",)
    if silent and not facts:
        return _silent(silent)
    return (_well(facts, count), *_silent(silent))


def fact_words(fact: Fact, snapshot: Snapshot, zone: ZoneInfo) -> str:
    """A fact in a phrase: its value and limit, since when, and what it was at another time."""
    if fact.text and fact.value is None and fact.limit is None:
        began = f", since {clock(fact.since, snapshot.at, zone)}" if fact.since else ""
        return f"{fact.name} ({fact.text}{began})"
    value = fact.text or format_value(fact.value, fact.unit)
    limit = f" ({told})" if (told := _limit_words(fact)) else ""
    began = f" since {clock(fact.since, snapshot.at, zone)}" if fact.since else ""
    was = f", {format_value(fact.compared.value, fact.unit)} {fact.compared.span}" if fact.compared else ""
    return f"{fact.name} {value}{limit}{began}{was}"


def clock(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment as people say it: the time today, with the day before that."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%a %d %b %H:%M}"


def _wrong(wrong: Sequence[Fact], count: int, snapshot: Snapshot, zone: ZoneInfo) -> str:
    first = wrong[0]
    alike = sum(fact.verdict is first.verdict for fact in wrong)
    verb = _FELL[first.verdict or Verdict.FAIL] + ("s" if alike == 1 else "")
    more = f"; and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return f"{alike} of {count:,} {verb}: {fact_words(first, snapshot, zone)}{more}."


def _blind(unseen: Sequence[Panel]) -> tuple[str, ...]:
    if not unseen:
        return ()
    first = unseen[0]
    more = f"; and {len(unseen) - 1} more" if len(unseen) > 1 else ""
    return (f"{_BLIND}{first.title.lower()} ({first.message or first.phase.value}){more}.",)


def _silent(silent: Sequence[Panel]) -> tuple[str, ...]:
    """What is asked for, and of which no source has anything: no data, which is no pass."""
    if not silent:
        return ()
    more = f"; and {len(silent) - 1} more" if len(silent) > 1 else ""
    return (f"{_SILENT}{silent[0].title.lower()}{more}.",)


def _unusual(panels: Sequence[Panel]) -> str:
    """What keeps within its limits but not to its habits, or breaks with both."""
    found = [fact for panel in panels for fact in panel.facts if UNUSUAL in fact.words]
    if not found:
        return ""
    more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{_ODD}{found[0].name} {found[0].words.partition(UNUSUAL)[2]}{more}."


def _well(facts: Sequence[Fact], count: int) -> str:
    unknown = sum(1 for fact in facts if fact.verdict is not None and not fact.verdict.known)
    if not facts:
        return "Nothing here has a limit, so nothing is judged."
    if unknown:
        return f"{unknown} of {count:,} are not known; the others keep within their limits."
    if count == 1:
        return "What is judged keeps within its limit."
    return f"All {count:,} keep within their limits."


def _verdict(panel: Panel) -> Verdict:
    stand_in = {
        Phase.LOADING: Verdict.NO_DATA,
        Phase.STALE: Verdict.STALE,
        Phase.NO_RIGHTS: Verdict.ERROR,
        Phase.FAILED: Verdict.ERROR,
    }.get(panel.phase)
    known = [fact.verdict for fact in panel.facts if fact.verdict is not None]
    if stand_in is not None:
        known.append(stand_in)
    elif not panel.facts:
        known.append(Verdict.NO_DATA)
    return worst(known) if known else Verdict.PASS


def _limit_words(fact: Fact) -> str:
    """The number that decided; where there is none, or only a yes or no, what was said of it."""
    unit = fact.threshold.unit if fact.threshold else fact.unit
    if fact.limit is None or unit == "bool":
        return fact.words
    return f"limit {fact.limit.comparison} {format_value(fact.limit.number, unit)}"
