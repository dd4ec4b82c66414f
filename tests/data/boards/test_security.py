"""The security board beside its findings: certificates, keys, trail, backups; and a very large account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from data.boards.cost import cost_board
from data.boards.looked import seen_in
from data.boards.outlook import Outlook
from data.boards.security import security_board
from data.models.board import Board, Fact, Panel
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.look import Look
from data.models.reading import Observation
from data.models.series import Key, Series
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from tests.data.boards.looks import Scene
from tests.fakes import START
from tests.held_memory import held_memory
from tests.own_time import quick

AWS = frozenset(
    {
        "aws.guardduty_findings",
        "aws.cloudtrail_valid",
        "aws.config_compliance_pct",
        "aws.key_age_d",
        "aws.failed_sign_ins",
        "aws.security_group_changes",
        "aws.encryption_pct",
        "aws.cert_days",
        "code.vulnerabilities",
    }
)
BACKUP = frozenset(
    {"backup.age_h", "backup.size_bytes", "backup.size_ratio_pct", "backup.restore_test_age_d"}
)


def scene(policy: str = "manual") -> Scene:
    feeding = (("prod", AWS), ("nightly", BACKUP), ("site", frozenset({"tls.days_left", "tls.valid"})))
    return Scene(*feeding, policy=load_policies().get(policy))


def board(made: Scene) -> Board:
    return security_board(made.snapshot, replace(made.outlook, policies=load_policies().policies))


def panel(made: Scene, id: str) -> Panel:
    return next(panel for panel in board(made).panels if panel.id == id)


def account(*items: Item, seen: Sequence[Observation] = ()) -> Scene:
    return scene().lists("prod", items, *seen)


def test_certificates_of_all_sources_stand_in_one_list_the_next_to_end_first() -> None:
    item = Item("certificate", "arn", "shop.example", Verdict.WARN, amount=9.0, unit="d", at=START)
    made = account(item, Item("certificate", "arn-2", "api.example", Verdict.PASS, amount=200.0, unit="d"))
    made.says("site", Observation("tls.days_left", 61.0, "d"), Observation("tls.valid", 1.0, "bool"))
    facts = panel(made, "certificates").facts
    assert [(fact.name, fact.value) for fact in facts] == [
        ("shop.example", 9.0),
        ("site", 61.0),
        ("api.example", 200.0),
    ]


def test_a_certificate_that_is_not_valid_says_why() -> None:
    broken = Observation("tls.valid", 0.0, "bool", judged=Verdict.FAIL, detail="the name does not match")
    made = scene().says("site", Observation("tls.days_left", 61.0, "d"), broken)
    assert panel(made, "certificates").facts[0].name == "site · the name does not match"


def test_rules_that_are_complied_with_are_not_listed_and_those_that_fail_are() -> None:
    rules = [Item("rule", str(n), f"rule {n}", Verdict.PASS if n else Verdict.FAIL) for n in range(3)]
    made = account(*rules, seen=[Observation("aws.config_compliance_pct", 66.0, "%")])
    assert [fact.name for fact in panel(made, "compliance").facts] == ["Config rules complied with", "rule 0"]


def test_what_happens_comes_newest_first_and_what_lasts_oldest_first() -> None:
    def happened(kind: str) -> list[Item]:
        return [
            Item(kind, str(n), f"{kind} {n}", Verdict.WARN, at=START - timedelta(hours=n)) for n in (2, 1, 3)
        ]

    made = account(*happened("sign-in"), *happened("access-key"))
    assert [fact.name for fact in panel(made, "sign-ins").facts] == ["sign-in 1", "sign-in 2", "sign-in 3"]
    assert [fact.name for fact in panel(made, "keys").facts] == [
        "access-key 3",
        "access-key 2",
        "access-key 1",
    ]


def test_what_deviates_can_be_answered_by_the_daily_list() -> None:
    made = account(Item("access-key", "AKIA", "key of deploy, 400 d old", Verdict.WARN, at=START))
    (fact,) = panel(made, "keys").facts
    assert load_checklists().get(fact.procedure).title == "Daily security care"


def test_a_service_without_rights_names_the_action_it_lacks() -> None:
    lacking = Failure(FailureKind.RIGHTS, "CloudTrail may not be read", "allow cloudtrail:GetTrailStatus")
    made = account(seen=[Observation("aws.cloudtrail_valid", None, "bool", failure=lacking)])
    trail = panel(made, "trail")
    assert trail.phase is Phase.NO_RIGHTS and "cloudtrail:GetTrailStatus" in trail.message
    assert panel(made, "compliance").phase is Phase.FRESH
    assert board(made).verdict is Verdict.ERROR


def test_a_service_that_is_not_enabled_is_not_configured_rather_than_broken() -> None:
    off = Failure(FailureKind.NOT_CONFIGURED, "guardduty: not enabled in this region", "enable it")
    made = account(seen=[Observation("aws.guardduty_findings", None, "count", failure=off)])
    findings = panel(made, "findings")
    assert findings.phase is Phase.NOT_CONFIGURED and findings.facts == ()
    assert findings.message == "guardduty: not enabled in this region → enable it"
    assert "No finding is open" not in " ".join(board(made).sentence)
    hub = Scene(("prod", frozenset({"aws.guardduty_findings", "aws.securityhub_findings"})))
    hub.says(
        "prod",
        Observation("aws.guardduty_findings", None, "count", failure=off),
        Observation("aws.securityhub_findings", 0.0, "count"),
    )
    half = panel(hub, "findings")
    assert half.phase is Phase.FRESH and "not enabled" in half.note
    assert [fact.name for fact in half.facts] == ["Security Hub findings open"]


def test_a_rule_says_how_many_resources_break_it() -> None:
    rule = Item("rule", "r", "s3-encrypted", Verdict.FAIL, state="non compliant", amount=3.0, unit="count")
    made = account(
        rule, seen=[Observation("aws.config_compliance_pct", 66.0, "%", detail="1 of 3 rules fail")]
    )
    share, broken = panel(made, "compliance").facts
    assert share.words == "1 of 3 rules fail"
    assert (broken.text, broken.value) == ("non compliant, 3 resources", None)
    assert "s3-encrypted (non compliant, 3 resources)" in board(made).sentence[0]


def test_vulnerabilities_of_code_and_of_machines_stand_together() -> None:
    hub = Item("finding", "1", "CVE-2026-1 in openssl", Verdict.FAIL, "HIGH", "vulnerability")
    bot = Item("vulnerability", "1", "ini is vulnerable", Verdict.WARN, "low", "open")
    made = Scene(
        ("prod", frozenset({"aws.securityhub_findings"})), ("repo", frozenset({"code.vulnerabilities"}))
    )
    made.lists("prod", [hub], Observation("aws.securityhub_findings", 1.0, "count"))
    made.lists("repo", [bot], Observation("code.vulnerabilities", 1.0, "count"))
    shown = board(made)
    weak = next(each for each in shown.panels if each.id == "vulnerabilities")
    assert [fact.name for fact in weak.facts][1:] == ["CVE-2026-1 in openssl", "ini is vulnerable"]
    keys = [fact.key for each in shown.panels for fact in each.facts]
    assert len(keys) == len(set(keys))


# Backups


def backup_fact(made: Scene, name: str) -> Fact:
    return next(fact for fact in panel(made, "backups").facts if fact.name.startswith(name))


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(98.0, Verdict.PASS), (50.0, Verdict.PASS), (8.0, Verdict.WARN)]
)
def test_a_backup_far_below_its_like_is_suspicious(ratio: float, verdict: Verdict) -> None:
    made = scene().says("nightly", Observation("backup.size_ratio_pct", ratio, "%"))
    fact = backup_fact(made, "size against")
    assert fact.verdict is verdict
    assert ("suspiciously small" in fact.words) is (verdict is Verdict.WARN)


def test_a_size_alone_is_held_against_the_sizes_before_it() -> None:
    made = scene().says("nightly", Observation("backup.size_bytes", 100.0, "bytes"))
    now = made.snapshot.elapsed
    sizes = [1000.0, 1000.0, 1010.0, 990.0, 1020.0, 100.0]

    def past(key: Key, start: float, end: float) -> Series:
        known = key[1] == "backup.size_bytes"
        return (
            Series(tuple(now - 86_400.0 * n for n in range(6, 0, -1)), tuple(sizes))
            if known
            else Series((), ())
        )

    shown = security_board(made.snapshot, replace(made.outlook, past=past))
    fact = next(fact for each in shown.panels for fact in each.facts if "median" in fact.name)
    assert fact.name == "size against the median of the last 4"
    assert fact.value == pytest.approx(100 * 100.0 / 1005.0)
    assert fact.verdict is Verdict.WARN


def test_the_documents_contradict_one_another_about_restore_tests_in_sight() -> None:
    made = scene().says("nightly", Observation("backup.restore_test_age_d", 20.0, "d"))
    fact = backup_fact(made, "days since a restore")
    assert fact.verdict is Verdict.FAIL
    assert "skafu wants <= 31 d (pass)" in fact.words
    assert ("by skafu", "<= 31 d → pass (§ Backup Procedures)") in fact.details


def test_a_backup_that_is_late_is_in_the_sentence() -> None:
    made = scene().says("nightly", Observation("backup.age_h", 31.0, "h"))
    made.lists("prod", (), Observation("aws.guardduty_findings", 0.0, "count"))
    assert any("age of the newest backup 31 h" in line for line in board(made).sentence)


# Looks, and size


@pytest.mark.parametrize("look", ["loading", "stale", "failed", "no-rights"])
def test_no_look_but_fresh_ever_passes(look: str) -> None:
    made = scene()
    for name in ("prod", "nightly", "site"):
        if look != "loading":
            made.says(name, Observation("backup.age_h", 1.0, "h"))
        if look in ("failed", "no-rights"):
            made.fails(name, FailureKind.RIGHTS if look == "no-rights" else FailureKind.CONNECT)
    if look == "stale":
        made.later(600)
    shown = board(made)
    phases = {each.phase.value for each in shown.panels if each.phase is not Phase.NOT_CONFIGURED}
    assert phases == {look}
    assert shown.verdict is not Verdict.PASS
    assert not any("keep" in line and "within" in line for line in shown.sentence)


def test_without_any_source_each_panel_shows_how_to_get_one() -> None:
    shown = security_board(Scene(("x", frozenset({"db.up"}))).snapshot, scene().outlook)
    assert shown.verdict is Verdict.NO_DATA
    assert all(each.phase is Phase.NOT_CONFIGURED and each.configure for each in shown.panels)


def very_large() -> tuple[Snapshot, Outlook]:
    """Ten thousand things of six kinds, half of them seen before."""
    kinds = ("finding", "finding", "vulnerability", "access-key", "rule", "unused")
    items = [
        Item(
            kinds[n % len(kinds)],
            f"arn:aws:securityhub:eu-west-1:123456789012:finding/{n}",
            f"finding number {n} of a very large account",
            (Verdict.FAIL, Verdict.WARN)[n % 2],
            ("critical", "high", "medium", "low")[n % 4],
            at=START - timedelta(minutes=n),
        )
        for n in range(10_000)
    ]
    made = account(*items, seen=[Observation("aws.guardduty_findings", 20_000.0, "count")])
    snapshot = made.snapshot
    half = dict(list(seen_in(snapshot).items())[::2])
    return snapshot, replace(made.outlook, look=Look(START - timedelta(days=1), half))


def test_of_ten_thousand_findings_only_what_can_be_looked_at_becomes_lines() -> None:
    shown = security_board(*very_large())
    findings = next(each for each in shown.panels if each.id == "findings")
    assert len(findings.facts) == 50 and findings.total == 20_000
    assert sum(len(each.facts) for each in shown.panels) < 400


@pytest.mark.serial
@pytest.mark.parametrize("board_of_all", [security_board, cost_board])
def test_ten_thousand_findings_cost_less_than_thirty_milliseconds(
    board_of_all: Callable[[Snapshot, Outlook], Board],
) -> None:
    snapshot, outlook = very_large()
    took = []
    with held_memory():
        for _ in range(10):
            begun = process_time()
            board_of_all(snapshot, outlook)
            took.append(process_time() - begun)
    print(f"{board_of_all.__name__}: {min(took) * 1000:.1f} ms")
    assert quick(min(took), 0.03)
