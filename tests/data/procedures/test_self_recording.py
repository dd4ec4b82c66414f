"""Which findings are worth an entry."""

from __future__ import annotations

from dataclasses import replace

from data.models.run import Run
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.procedures import intents
from data.procedures.finding import Finding
from data.procedures.fold import fold_runs
from data.procedures.library import load_checklists
from data.procedures.self_recording import SelfRecording
from data.procedures.standard import standard_for
from tests.fakes import START, HandClock
from tests.gallery import Gallery, written

MORNING = load_checklists().get("manual-morning")
RUN = "manual-morning-2026-11-20"
SNAPSHOT = Gallery().snapshot()
SETTLED = replace(SNAPSHOT, sources=tuple(s for s in SNAPSHOT.sources if s.name != "new one"))


def begun() -> Run:
    return fold_runs(written(intents.start(MORNING, RUN, START.date(), "manual")))[RUN]


def recording(clock: HandClock) -> SelfRecording:
    return SelfRecording(MORNING, standard_for(MORNING, load_policies(), configured="manual"), clock)


def told(checks: SelfRecording, verdict: Verdict) -> list[str]:
    drafts = checks.due(begun(), SETTLED, {"disk": Finding(verdict, "words")})
    return [str(draft.fields["verdict"]) for draft in drafts]


def test_what_is_missing_waits_until_every_source_has_been_asked() -> None:
    checks = recording(HandClock())
    findings = checks.findings(SNAPSHOT)
    early = {draft.fields["item"] for draft in checks.due(begun(), SNAPSHOT, findings)}
    late = {draft.fields["item"] for draft in checks.due(begun(), SETTLED, findings)}
    assert early == {"database", "connections", "disk"}
    assert late == {"servers", "error-rate", "backup", "response-time", "error-rate-critical"}


def test_worse_is_told_at_once_and_better_when_it_stays_so() -> None:
    clock = HandClock()
    checks = recording(clock)
    assert told(checks, Verdict.PASS) == ["pass"]
    clock.move(1)
    assert told(checks, Verdict.FAIL) == ["fail"]
    clock.move(1)
    assert told(checks, Verdict.PASS) == []
    clock.move(9)
    assert told(checks, Verdict.PASS) == ["pass"]


def test_the_same_is_not_told_twice_while_it_is_on_its_way() -> None:
    checks = recording(HandClock())
    assert told(checks, Verdict.FAIL) == ["fail"]
    assert told(checks, Verdict.FAIL) == []
