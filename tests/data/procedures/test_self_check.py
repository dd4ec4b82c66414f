from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.checklist import (
    Aggregate,
    Check,
    Checklist,
    Demand,
    Every,
    Group,
    Item,
    Must,
    Recurrence,
    SignalCheck,
    SourceCheck,
)
from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.snapshot import Snapshot, SourceState
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.procedures.finding import Finding
from data.procedures.library import load_checklists
from data.procedures.self_check import self_check
from data.procedures.standard import standard_for
from tests.data.procedures.snapshots import failed, fresh, loading, seen, snapshot, stale

BOOK = load_policies()
LIBRARY = load_checklists()
CONNECTIONS = SignalCheck("db.connections_pct")
UP = SignalCheck("http.up", must=Must(Comparison.GE, 1))


def found(
    list_id: str, item_id: str, given: Snapshot, *, chosen: str = "", configured: str = "manual"
) -> Finding:
    checklist = LIBRARY.get(list_id)
    item = checklist.item(item_id)
    assert item is not None
    finding = self_check(
        item, checklist, given, standard_for(checklist, BOOK, configured=configured, chosen=chosen)
    )
    assert finding is not None
    return finding


def checked(given: Snapshot, *checks: Check, document: str = "manual") -> Finding:
    checklist = Checklist("own", "Own", document, "Here", Recurrence(Every.DAY), (Group("g", ()),))
    item = Item("x", "X", checks, command=("check-x", "-v"))
    finding = self_check(item, checklist, given, standard_for(checklist, BOOK, configured="manual"))
    assert finding is not None
    return finding


def test_an_item_without_checks_waits_for_a_person() -> None:
    checklist = LIBRARY.get("manual-weekly-security")
    assert (
        self_check(
            checklist.items[0], checklist, snapshot(), standard_for(checklist, BOOK, configured="manual")
        )
        is None
    )


@pytest.mark.parametrize(
    ("value", "verdict"), [(79.9, "pass"), (80.0, "fail"), (81.0, "fail"), (97.0, "fail")]
)
def test_the_sentences_own_limit_decides(value: float, verdict: str) -> None:
    finding = found(
        "manual-morning", "connections", snapshot(fresh("main", seen("db.connections_pct", value, "%")))
    )
    assert finding.verdict == verdict
    [evidence] = finding.evidence
    assert (evidence.policy, evidence.section, evidence.threshold) == ("manual", "Key Metrics to Check", 80.0)
    assert (evidence.source, evidence.value, evidence.query) == ("main", value, "ask main")


def test_a_target_missed_fails_the_item_though_it_would_only_warn_elsewhere() -> None:
    given = snapshot(fresh("prom", seen("api.error_rate_pct", 1.5, "%")))
    assert found("manual-morning", "error-rate", given).verdict is Verdict.FAIL
    lenient = SignalCheck("api.error_rate_pct", demand=Demand.ALERT)
    assert checked(given, lenient).verdict is Verdict.WARN


def test_the_policy_chosen_decides_before_the_documents_own_and_the_consoles() -> None:
    given = snapshot(fresh("prom", seen("api.p95_ms", 412, "ms")))
    assert found("manual-morning", "response-time", given).verdict is Verdict.PASS
    strict = found("manual-morning", "response-time", given, chosen="skafu")
    assert strict.verdict is Verdict.FAIL
    assert strict.evidence[0].policy == "skafu"


def test_where_the_document_has_no_number_the_consoles_policy_decides() -> None:
    given = snapshot(
        fresh(
            "box",
            seen("host.disk_pct", 85, "%"),
            seen("host.cpu_pct", 10, "%"),
            seen("host.memory_pct", 10, "%"),
        )
    )
    finding = found("template-platform-morning", "resources", given, configured="strictest")
    assert finding.verdict is Verdict.FAIL
    assert finding.words.startswith("disk")


def test_a_value_in_another_unit_is_converted_and_so_is_the_threshold_beside_it() -> None:
    finding = found("manual-morning", "response-time", snapshot(fresh("prom", seen("api.p95_ms", 2.4, "s"))))
    assert finding.verdict is Verdict.FAIL
    assert finding.evidence[0].threshold == 2.0


def test_all_servers_must_respond_and_the_words_name_the_one_that_does_not() -> None:
    good = [fresh(f"api-{n}", seen("http.up", 1, "bool")) for n in range(4)]
    assert found("manual-morning", "servers", snapshot(*good)).words == "4 of 4"
    bad = found("manual-morning", "servers", snapshot(*good, fresh("api-9", seen("http.up", 0, "bool"))))
    assert bad.verdict is Verdict.FAIL
    assert bad.words.startswith("api-9")
    assert bad.evidence[0].source == "api-9"


def test_any_one_is_enough_where_the_list_says_so() -> None:
    given = snapshot(fresh("a", seen("http.up", 0, "bool")), fresh("b", seen("http.up", 1, "bool")))
    anyone = SignalCheck("http.up", aggregate=Aggregate.ANY, must=Must(Comparison.GE, 1))
    assert checked(given, UP).verdict is Verdict.FAIL
    assert checked(given, anyone).verdict is Verdict.PASS
    assert checked(snapshot(failed(loading("a", "http.up"))), anyone).verdict is Verdict.ERROR


def test_labels_narrow_what_is_looked_at() -> None:
    disks = fresh(
        "box",
        seen("host.disk_pct", 95, "%", (("mount", "/var"),)),
        seen("host.disk_pct", 10, "%", (("mount", "/"),)),
    )
    assert checked(snapshot(disks), SignalCheck("host.disk_pct")).verdict is Verdict.FAIL
    assert "box /var" in checked(snapshot(disks), SignalCheck("host.disk_pct")).words
    assert checked(snapshot(disks), SignalCheck("host.disk_pct", (("mount", "/"),))).verdict is Verdict.PASS
    none = checked(snapshot(disks), SignalCheck("host.disk_pct", (("mount", "/home"),)))
    assert none.verdict is Verdict.NO_DATA
    assert "mount=/home" in none.words


def test_several_checks_must_all_hold_and_the_words_say_which_does_not() -> None:
    box = fresh("box", seen("host.cpu_pct", 12, "%"), seen("host.memory_pct", 91, "%"))
    finding = found("skafu-daily", "cpu-memory", snapshot(box))
    assert finding.verdict is Verdict.FAIL
    assert "91 %" in finding.words and "12 %" not in finding.words
    assert len(finding.evidence) == 2


def _never_answered(state: SourceState) -> SourceState:
    return loading(state.name, *state.feeds)


def _without_rights(state: SourceState) -> SourceState:
    return failed(state, FailureKind.RIGHTS)


Break = Callable[[SourceState], SourceState]
BROKEN: dict[str, tuple[Break, Verdict, str]] = {
    "never answered": (_never_answered, Verdict.NO_DATA, "has not answered yet"),
    "refused": (failed, Verdict.ERROR, "connection refused"),
    "refused from the start": (lambda s: failed(_never_answered(s)), Verdict.ERROR, "connection refused"),
    "no rights": (_without_rights, Verdict.ERROR, "connection refused"),
    "out of date": (stale, Verdict.STALE, "old"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_known_is_said_as_such_and_never_passes(fault: str) -> None:
    breaks, verdict, words = BROKEN[fault]
    good = fresh("main", seen("db.connections_pct", 5, "%"))
    finding = checked(snapshot(breaks(good)), CONNECTIONS)
    assert finding.verdict is verdict
    assert words in finding.words
    beside = checked(snapshot(breaks(good), fresh("other", seen("db.connections_pct", 5, "%"))), CONNECTIONS)
    assert beside.verdict is verdict


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), float("-inf")])
def test_no_number_is_no_data_and_is_not_written_as_one(value: float | None) -> None:
    finding = checked(snapshot(fresh("main", seen("db.connections_pct", value, "%"))), CONNECTIONS)
    assert finding.verdict is Verdict.NO_DATA
    assert finding.evidence[0].value is None


def test_nothing_configured_says_so_and_brings_the_lines() -> None:
    finding = found("manual-morning", "backup", snapshot())
    assert finding.verdict is Verdict.NO_DATA
    assert finding.words == "not configured: nothing feeds backup.age_h"
    assert "backup.age_h" in finding.configure and "[[" in finding.configure


def test_everything_on_aws_says_how_to_configure_it() -> None:
    skafu = LIBRARY.get("skafu-daily")
    on_aws = [
        i.id
        for i in skafu.items
        for c in i.checks
        if isinstance(c, SignalCheck) and c.signal.startswith("aws.")
    ]
    assert len(on_aws) == 14
    for item in on_aws:
        finding = found("skafu-daily", item, snapshot())
        assert (finding.verdict, "[[aws]]" in finding.configure) == (Verdict.NO_DATA, True)


def test_a_value_that_nobody_set_a_limit_for_is_left_to_a_person() -> None:
    finding = found(
        "skafu-daily", "failed-sign-ins", snapshot(fresh("aws", seen("aws.failed_sign_ins", 7, "count")))
    )
    assert finding.verdict is Verdict.NO_DATA
    assert "7" in finding.words and "yours to judge" in finding.words
    assert finding.evidence[0].value == 7


def test_the_sources_own_verdict_decides_where_no_policy_does() -> None:
    for own, verdict in (
        (Verdict.PASS, Verdict.PASS),
        (Verdict.WARN, Verdict.WARN),
        (Verdict.FAIL, Verdict.FAIL),
    ):
        site = fresh("site", Observation("tls.days_left", 20, "d", judged=own), seen("tls.valid", 1, "bool"))
        assert found("skafu-daily", "certificates", snapshot(site)).verdict is verdict


def test_an_item_bound_to_a_source_takes_its_verdict() -> None:
    check = SourceCheck("ntp")
    good = fresh("ntp", Observation("command.state", 0, "", judged=Verdict.PASS, detail="in step"))
    bad = fresh("ntp", Observation("command.state", 2, "", judged=Verdict.FAIL, detail="off by 3 s"))
    assert checked(snapshot(good), check).verdict is Verdict.PASS
    assert (checked(snapshot(bad), check).verdict, checked(snapshot(bad), check).words) == (
        Verdict.FAIL,
        "off by 3 s",
    )
    assert checked(snapshot(failed(good)), check).verdict is Verdict.ERROR
    assert checked(snapshot(failed(loading("ntp"))), check).verdict is Verdict.ERROR
    assert checked(snapshot(stale(good)), check).verdict is Verdict.STALE
    assert checked(snapshot(loading("ntp")), check).verdict is Verdict.NO_DATA
    missing = checked(snapshot(), check)
    assert missing.verdict is Verdict.NO_DATA
    assert missing.configure == '[[command]]\nname = "ntp"\nargv = ["check-x", "-v"]\n'


def test_a_command_that_fails_without_figures_fails_the_item_that_waits_for_them() -> None:
    state = Observation("command.state", 2, "", judged=Verdict.FAIL, detail="there is no backup")
    silent = replace(fresh("nightly", state), feeds=frozenset({"command.state", "backup.age_h"}))
    finding = found("manual-morning", "backup", snapshot(silent))
    assert (finding.verdict, finding.words) == (Verdict.FAIL, "nightly: there is no backup")


def test_evidence_is_bounded_and_the_worst_is_kept() -> None:
    many = [seen("host.disk_pct", 10, "%", (("mount", f"/{n}"),)) for n in range(500)]
    many.insert(250, seen("host.disk_pct", 99, "%", (("mount", "/full"),)))
    finding = checked(snapshot(fresh("box", *many)), SignalCheck("host.disk_pct"))
    assert len(finding.evidence) == 20
    assert finding.evidence[0].value == 99


@given(
    st.lists(
        st.tuples(st.floats(0, 100) | st.none() | st.just(float("nan")), st.sampled_from(["ok", *BROKEN])),
        min_size=1,
        max_size=6,
    )
)
def test_all_passes_only_if_each_one_does(answers: list[tuple[float | None, str]]) -> None:
    def state(number: int, value: float | None, fault: str) -> SourceState:
        good = fresh(f"s{number}", seen("db.connections_pct", value, "%"))
        return BROKEN[fault][0](good) if fault in BROKEN else good

    given = snapshot(*(state(number, *answer) for number, answer in enumerate(answers)))
    every = all(fault == "ok" and value is not None and value < 80 for value, fault in answers)
    assert (checked(given, CONNECTIONS).verdict is Verdict.PASS) is every
