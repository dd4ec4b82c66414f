"""The list of everything that fires or deviates, and in which order."""

from __future__ import annotations

from datetime import timedelta

from data.alerts.acts import Acts, fold_acts
from data.alerts.case import Standing
from data.alerts.desk import Desk, desk_of
from data.alerts.own import passes
from data.models.alert import Gravity
from data.models.maintenance import Maintenance, Span
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from tests.alert_desk import Watchtower, alert, fingerprint, silence, view
from tests.fakes import START
from tests.gallery import entry


def desk(tower: Watchtower, acts: Acts | None = None, policy: str = "manual") -> Desk:
    return desk_of(tower.snapshot, acts or Acts(), view(policy), START)


def test_what_waits_first_the_gravest_first_the_oldest_first() -> None:
    tower = Watchtower("am")
    tower.reads(1.0)
    tower.lists(
        "am",
        alert("Info", "info", minutes=90),
        alert("Young", "warning", minutes=1),
        alert("Old", "warning", minutes=60),
        alert("Grave", "critical", minutes=2),
        alert("Quiet", "critical", minutes=99, silenced=("s",)),
        alert("Held", "critical", minutes=98, inhibited=("f",)),
        alert("Taken", "critical", minutes=97, silenced=("a",)),
        silence("s", alertname="Quiet"),
        silence("a", by="chen", acknowledges=fingerprint("Taken"), comment="mine", alertname="Taken"),
    )
    assert [(case.title, case.standing.value) for case in desk(tower).cases] == [
        ("Grave", "unanswered"),
        ("Old", "unanswered"),
        ("Young", "unanswered"),
        ("Info", "unanswered"),
        ("Taken", "acknowledged"),
        ("Quiet", "silenced"),
        ("Held", "inhibited"),
    ]


def test_an_acknowledgement_shows_its_owner_and_reason() -> None:
    tower = Watchtower("am")
    owned = silence("a", by="chen", acknowledges=fingerprint("Taken"), comment="restarting it")
    tower.lists("am", alert("Taken", silenced=("a",)), owned)
    (case,) = desk(tower).cases
    assert case.answered is not None
    assert (case.answered.by, case.answered.reason, case.answered.silence) == ("chen", "restarting it", "a")
    assert case.answered.until == owned.ends and case.answered.at == owned.starts


def test_another_silence_with_a_foreign_mark_is_no_acknowledgement_of_this_one() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("Wide", silenced=("a",)), silence("a", acknowledges="beef"))
    (case,) = desk(tower).cases
    assert case.standing is Standing.SILENCED and case.answered is None


def test_one_alert_of_two_replicas_is_one_case_and_what_they_disagree_on_is_said() -> None:
    """Fault 39."""
    tower = Watchtower("am-1", "am-2")
    tower.lists("am-1", alert("Down", "critical", silenced=("s",)), silence("s"))
    tower.lists("am-2", alert("Down", "critical"))
    (case,) = desk(tower).cases
    assert case.waits and case.sources == ("am-2", "am-1")
    assert case.doubt == "fires in am-2, and is held back in am-1"


def test_an_alert_manager_that_is_gone_is_never_no_alerts() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("Down", "critical"))
    tower.fails("am")
    found = desk(tower)
    (trouble,) = found.troubles
    assert (trouble.source, trouble.phase, trouble.blind) == ("am", Phase.FAILED, True)
    assert trouble.words == "connection refused"
    old = next(case for case in found.cases if not case.own)
    assert old.old and old.verdict is Verdict.STALE
    own = next(case for case in found.cases if case.own)
    assert own.title == "am cannot be asked" and own.gravity is Gravity.HIGH


def test_one_that_has_just_started_may_not_know_everything() -> None:
    tower = Watchtower("am")
    tower.lists("am", uptime=20.0)
    (trouble,) = desk(tower).troubles
    assert not trouble.blind and "started 20 s ago" in trouble.words


def test_not_asked_yet_is_a_trouble_and_no_case() -> None:
    found = desk(Watchtower("am"))
    assert [trouble.phase for trouble in found.troubles] == [Phase.LOADING]
    assert found.cases == ()


def test_a_replica_that_answers_is_believed_before_one_that_does_not() -> None:
    tower = Watchtower("am-1", "am-2")
    tower.lists("am-1", alert("Down"))
    tower.fails("am-1")
    tower.lists("am-2", alert("Down", silenced=("s",)), silence("s"))
    case = next(case for case in desk(tower).cases if not case.own)
    assert case.standing is Standing.SILENCED and not case.old and case.doubt == ""


def test_own_verdicts_stand_in_the_same_list() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("Young", "critical", minutes=1))
    tower.reads(0.0)
    titles = [(case.title, case.own, case.summary) for case in desk(tower).cases]
    assert titles == [
        ("Young", False, ""),
        ("api · http.up", True, "503 Service Unavailable"),
    ]


def test_what_one_source_would_not_tell_is_one_alert_however_many_signals_that_are() -> None:
    tower = Watchtower()
    tower.misses("http.latency_ms")
    assert [case.title for case in desk(tower).cases] == ["api · time to answer"]
    tower.misses("http.latency_ms", "http.status", "http.cert_days")
    (case,) = desk(tower).cases
    assert (case.title, case.summary) == ("api · 3 of 4 readings are missing", "it does not answer in time")
    assert dict(case.details)["signals"] == "http.latency_ms, http.status, http.cert_days"
    assert not passes(tower.snapshot, case.key, "api")
    tower.reads(1.0)
    assert desk(tower).cases == () and passes(tower.snapshot, case.key, "api")


def test_a_watchdog_that_is_missing_is_an_alarm_of_the_gravest_kind() -> None:
    tower = Watchtower("am")
    tower.lists("am", watchdog=False)
    (case,) = desk(tower).cases
    assert (case.title, case.gravity, case.waits) == ("am · alerts.watchdog", Gravity.HIGH, True)
    assert case.summary == "Watchdog does not fire"
    tower.lists("am", watchdog=True)
    assert desk(tower).cases == ()


def test_own_verdicts_are_acknowledged_in_the_journal() -> None:
    tower = Watchtower()
    tower.reads(0.0)
    held = entry("alert.acknowledged", START, "bo", alert="own/api/http.up", source="api", reason="known")
    (case,) = desk(tower, fold_acts([held])).cases
    assert case.standing is Standing.ACKNOWLEDGED and case.answered is not None
    assert (case.answered.by, case.answered.reason) == ("bo", "known")


def test_more_than_is_shown_is_counted() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("One"), alert("Two"), total=50_000)
    assert desk(tower).cut == (("am", 2, 50_000),)


def test_silences_the_first_to_end_first_with_what_they_cover() -> None:
    tower = Watchtower("am-1", "am-2")
    soon = silence("soon", ends=9, alertname="Quiet")
    tower.lists("am-1", alert("Quiet", silenced=("soon",)), silence("late", ends=90), soon)
    tower.lists("am-2", soon)
    first, last = desk(tower).silences
    assert (first.silence.id, first.source, len(first.covers)) == ("soon", "am-1", 1)
    assert first.ends_soon(START) and not last.ends_soon(START)


def test_an_acknowledgement_that_ends_soon_is_no_warning_it_is_renewed() -> None:
    tower = Watchtower("am")
    tower.lists("am", silence("a", ends=5, acknowledges="beef"))
    assert not desk(tower).silences[0].ends_soon(START)


def test_targets_of_the_policy_run() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("High", "critical", minutes=7), alert("Low", "info"))
    high, low = desk(tower, policy="template-platform").cases
    assert high.target is not None and high.target.due == START - timedelta(minutes=2)
    assert high.overdue(START)
    assert low.target is None and not low.overdue(START)


def test_what_maintenance_covers_is_silenced_and_says_by_what() -> None:
    during = Span(START - timedelta(minutes=5), START + timedelta(minutes=55))
    tower = Watchtower(maintenance=(Maintenance("upgrade of the api", during, ("api",)),))
    tower.reads(0.0)
    (case,) = desk(tower).cases
    assert case.standing is Standing.SILENCED and not case.waits
    assert case.details[0] == ("maintenance", "upgrade of the api, until 09:57 UTC")
    tower.reads(1.0)
    assert desk(tower).cases == ()
