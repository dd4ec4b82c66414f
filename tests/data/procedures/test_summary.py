from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from data.models.checklist import Group, Item
from data.models.item_record import ItemState
from data.models.verdict import Verdict
from data.procedures import intents
from data.procedures.markdown import markdown
from data.procedures.sheet import Sheet, filled, sheet_of
from data.procedures.summary import minutes, sentence, summary
from tests.data.procedures.runs import LIST, Work, disk

LONDON = ZoneInfo("Europe/London")
YESTERDAY = date(2026, 11, 19)


def yesterday(value: float, verdict: Verdict) -> Work:
    work = Work(YESTERDAY)
    work.do(intents.check(work.run, "disk", disk(value, verdict)))
    return work


def worked(note: str = "looks odd") -> Sheet:
    before, work = yesterday(40, Verdict.PASS), Work()
    work.do(intents.check(work.run, "disk", disk(91, Verdict.FAIL)))
    work.do(intents.mark(work.run, "till", ItemState.SKIPPED, reason="no key", spent_s=250))
    work.do(intents.note(work.run, note, "disk"), by="bo")
    work.do(intents.mark(work.run, "rota", ItemState.DONE))
    work.do(intents.sign(work.run, "handed to bo"))
    return sheet_of(LIST, work.run, [before.run, work.run])


def test_the_sentence_says_what_needs_whom_and_what_is_new() -> None:
    work = Work()
    before = yesterday(40, Verdict.PASS).run
    assert sentence(sheet_of(LIST, work.run, [before])) == "0 of 3 decided; 3 need you."
    work.do(intents.check(work.run, "disk", disk(91, Verdict.FAIL)))
    assert sentence(sheet_of(LIST, work.run, [before])) == (
        "1 of 3 decided by themselves; 2 need you, 1 fails: disk. Since yesterday new: disk."
    )
    for item in ("till", "rota"):
        work.do(intents.mark(work.run, item, ItemState.DONE))
    work.do(intents.mark(work.run, "disk", ItemState.DONE, reason="known"))
    assert sentence(sheet_of(LIST, work.run, [before])) == ("All 3 are in order. Same as yesterday.")


def test_a_warning_is_not_passed_over_in_silence() -> None:
    work = Work()
    work.do(intents.check(work.run, "disk", disk(85, Verdict.WARN)))
    for item in ("till", "rota"):
        work.do(intents.mark(work.run, item, ItemState.DONE))
    sheet = sheet_of(LIST, work.run)
    assert sentence(sheet) == "1 of 3 decided by themselves; 1 warns: disk."
    assert "warned:\n  Disks have room: 85 % is not < 80 %" in summary(sheet, LONDON)


def test_the_summary_fits_one_screen_and_says_everything_that_matters() -> None:
    text = summary(worked(), LONDON)
    for told in (
        "Opening the shop · 2026-11-20 · fail",
        "Disks have room: 91 % is not < 80 % (new)",
        "Till opens: no key (alice)",
        "Disks have room: looks odd (bo)",
        "of 5 min",
        "alice, bo",
        "signed by alice 2026-11-20 09:01 Europe/London",
        "handed to bo",
    ):
        assert told in text


def test_a_summary_stays_one_screen_whatever_was_written() -> None:
    work = Work()
    for number in range(60):
        work.do(intents.note(work.run, f"note {number} " + "x" * 500 + "\nsecond line", "disk"))
    lines = summary(sheet_of(LIST, work.run), LONDON).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert any("more" in line for line in lines)


def test_the_markdown_holds_evidence_verdicts_and_words() -> None:
    text = markdown(worked(), LONDON)
    assert text.startswith("# Opening the shop, 2026-11-20: fail\n")
    for told in (
        "| Disks have room | failed | fail | 91 % is not \\< 80 % | itself | new |",
        "| Till opens | skipped | no-data |  | alice: no key |  |",
        "## Evidence",
        "box host.disk\\_pct mount=/, 91 %, fail, wanted \\< 80 %, manual § Key Metrics, sha256:0",
        "looks odd (bo, 2026-11-20T09:00:40+00:00)",
    ):
        assert told in text


def test_words_cannot_break_out_of_the_markdown() -> None:
    text = markdown(worked(note="a | b\n# c <script> [x](y) `z`"), LONDON)
    assert "a \\| b \\# c \\<script\\> \\[x\\](y) \\`z\\`" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (250, "4 min 10 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h 00 min"),
        (3900, "1 h 05 min"),
    ],
)
def test_minutes(seconds: float, words: str) -> None:
    assert minutes(seconds) == words


def test_time_over_the_budget_is_said() -> None:
    work = Work()
    work.do(intents.note(work.run, "x", spent_s=360))
    assert "6 min of 5 min, 1 min over" in summary(sheet_of(LIST, work.run), LONDON)


def test_a_command_gets_its_day() -> None:
    assert filled(("report", "--date={day}"), YESTERDAY) == ("report", "--date=2026-11-19")


def test_many_failures_are_named_up_to_a_point() -> None:
    items = tuple(Item(f"item-{n}", f"Item {n}") for n in range(6))
    long = replace(LIST, groups=(Group("Many", items),))
    work = Work()
    work.entries.clear()
    work.do(intents.start(long, work.id, work.day, "manual"))
    for item in items:
        work.do(intents.mark(work.run, item.id, ItemState.FAILED))
    told = sentence(sheet_of(long, work.run))
    assert told == "6 of 6 decided; 6 fail: item 0, item 1, item 2, item 3 and 2 more."
