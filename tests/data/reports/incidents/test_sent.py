"""The letters of an incident in its report."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from data.models.letter import Receipt
from data.outbox import writing
from data.reports.incidents.document import report_document
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.review import report_of
from tests.data.incidents.scene import ID, Scene
from tests.data.outbox.scene import letter, setback
from tests.data.reports.incidents.script import case_of


def test_each_letter_with_what_became_of_it() -> None:
    scene = Scene()
    scene.declare()
    ours = letter("one", incident=ID, subject="We look | into it")
    theirs = replace(letter("two", "statuspage", incident=ID), subject="Down")
    scene.write(300, writing.queue((ours, theirs)))
    scene.write(301, [writing.failed(ours, 1, setback("refused", certain=True))])
    scene.write(310, [writing.sent(ours, 2, Receipt("ts-1"))])
    report = report_of(case_of(scene))
    first, second = report.sent
    assert (first.channel, first.attempts, second.channel, second.came) == ("Slack", 2, "status page", None)
    assert first.came is not None and first.came == first.queued.replace(minute=5, second=10)
    assert [each["state"] for each in report_document(report, ZoneInfo("UTC"))["letters"]] == [
        "sent",
        "waiting",
    ]
    assert "We look \\| into it" in report_markdown(report, ZoneInfo("UTC"))
