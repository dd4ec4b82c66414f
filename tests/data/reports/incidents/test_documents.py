"""The report and the review as people and programs read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.models.entry import Trust
from data.models.series import Series
from data.reports.incidents.document import report_document, review_document
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.questions import IDS
from data.reports.incidents.review import report_of, review_of
from data.reports.incidents.review_markdown import review_markdown
from tests.data.incidents.scene import THREE, Scene
from tests.data.reports.incidents.script import ACK, MITIGATED, RESOLVED, case_of, outage

UTC = ZoneInfo("UTC")
SNAPSHOT = Path(__file__).with_name("outage.md")
HOSTILE = (
    "<script>alert(1)</script> [x](http://e.example) ![y](z) | `a` <img src=x> &lt; # **b** https://e.example"
)


def test_the_review_reads_as_it_did() -> None:
    """Written anew by deleting the file beside this one and running the test twice."""
    said = review_markdown(review_of(case_of(outage())), ZoneInfo("Europe/London"), "outage.svg")
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(said, encoding="utf-8")
        pytest.fail(f"{SNAPSHOT.name} was not there and is written: read it, and run again")
    assert said == SNAPSHOT.read_text(encoding="utf-8")


def test_json_has_the_times_of_the_script_in_seconds() -> None:
    found = report_document(report_of(case_of(outage())), UTC)
    assert (found["schema"], found["document"], found["severity"]) == (1, "report", "P1")
    times = {name: each["after_s"] for name, each in found["times"].items()}
    assert times["acknowledged"] == ACK and times["mitigated"] == MITIGATED and times["resolved"] == RESOLVED
    assert found["times"]["declared"]["at"] == "2026-11-20T03:00:00.000+00:00"
    assert [each["lasted_s"] for each in found["severities"]] == [600, RESOLVED - 600]
    (track,) = found["signals"]["tracks"]
    assert [point for point, _ in track["points"]] == [-20, 60, 1900] and track["limit"] == 80
    assert found["actions"][0]["due"] == "2026-11-20"


def test_json_of_the_review_has_all_twelve_questions() -> None:
    found = json.loads(json.dumps(review_document(review_of(case_of(outage())), UTC), allow_nan=False))
    assert tuple(each["id"] for each in found["answers"]) == IDS and len(IDS) == 12
    for each in found["answers"]:
        assert each["data"] or each["why_not"], "an empty answer has its reason"
        assert each["state"] in ("data", "data, in part", "people", "open")
    states = {each["id"]: each["state"] for each in found["answers"]}
    assert states["communication"] == "data" and states["root-cause"] == "data, in part"
    assert _types(found) <= {"dict", "list", "str", "int", "float", "bool", "NoneType"}


def _types(value: Any) -> set[str]:  # noqa: ANN401 - whatever JSON holds
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {type(value).__name__}.union(*map(_types, inner))


def test_lines_without_evidence_are_marked_and_edited_entries_told() -> None:
    case = case_of(outage())
    note = next(id for id, entry in case.entries.items() if entry.kind == "incident.note")
    case.entries[note] = replace(case.entries[note], trust=Trust.EDITED)  # type: ignore[index]
    said = report_markdown(report_of(case), UTC)
    assert "pool limit is 100 — **unsupported** (the entry is edited)" in said
    assert "3 of them unsupported" in said
    signal = next(line for line in said.splitlines() if "connections fail —" in line)
    assert "unsupported" not in signal and "97 %" in signal and "sha256:9f9f9f9f9f9f…" in signal


def test_people_answer_and_their_answer_counts() -> None:
    scene = outage()
    first = scene.at(5000, "incident.judged", question="root-cause", text="limit too low", by="bo")
    scene.at(5100, "incident.correction", amends=first.id, text="limit <b>100</b>")
    found = next(each for each in review_of(case_of(scene)).answers if each.id == "root-cause")
    assert found.state.value == "people" and found.said[0][0] == "limit <b>100</b>"
    assert "limit \\<b\\>100\\</b\\>" in review_markdown(review_of(case_of(scene)), UTC)


def test_corrected_words_stand_with_the_first_ones() -> None:
    scene = outage()
    note = next(entry for entry in scene.entries if entry.kind == "incident.note")
    scene.at(2600, "incident.correction", amends=note.id, note="pool limit is 120", by="bo")
    said = report_markdown(report_of(case_of(scene)), UTC)
    assert "pool limit is 120 (put right by bo; first: pool limit is 100)" in said
    told = next(each for each in report_of(case_of(scene)).story if each.entry == note.id)
    assert told.original == "pool limit is 100"


def test_a_past_makes_the_curve_and_the_ends_are_marked() -> None:
    began = THREE.timestamp()
    times = tuple(began + second for second in range(-1800, 2600, 60))
    values = tuple(97.0 if began < at < began + 1900 else 50.0 for at in times)
    case = case_of(outage(), pasts={("db main", "db.connections_pct", ()): Series(times, values)})
    said = report_markdown(report_of(case), UTC)
    line = next(row for row in said.splitlines() if row.startswith("| db main"))
    assert line.count("┊") == line.count("┆") == 1
    before, _, rest = line.partition("┊")
    assert "▁" in before and "█" not in before and "█" in rest
    (track,) = report_of(case).picture.tracks
    assert track.recorded and len(track.points) > 70


def test_doubts_are_said() -> None:
    scene = outage()
    scene.at(2000, "clock.moved", seconds=-3600.0)
    assert "**in doubt**: the clock of bastion-1 was moved by -3600 s" in report_markdown(
        report_of(case_of(scene)), UTC
    ).replace("\\", "")


def hostile(words: str) -> Scene:
    scene = Scene()
    bad = {"source": words, "signal": words, "value": 1.0, "unit": words, "words": words, "policy": words}
    scene.enter(0, "incident.declared", {
        "severity": "P0", "title": words, "policy": "skafu", "services": [words], "reason": words,
        "evidence": [bad | {"labels": {"a": words}, "section": words, "digest": words}],
    }, words)  # fmt: skip
    scene.at(1, "incident.note", by=words, note=words)
    scene.at(2, "incident.task", owner=words, text=words)
    scene.at(3, "incident.question", text=words)
    scene.at(4, "incident.role", role=words, who=words)
    scene.at(5, "incident.action", text=words, owner=words, area=words)
    scene.at(6, "incident.severity", severity=words, reason=words)
    scene.at(7, "runbook.begun", run=words, runbook=words, title=words, steps=[words])
    scene.at(8, "incident.judged", question="fix", text=words)
    return scene


def test_nothing_that_was_written_is_obeyed() -> None:
    said = review_markdown(review_of(case_of(hostile(HOSTILE))), UTC)
    plain = re.sub(r"\\.", "", said)
    assert "<" not in plain and "https://" not in said
    assert not re.search(r"!?\[[^\]]*\]\(", plain)
    own = [line for line in said.splitlines() if line.startswith("#")]
    assert all(line.count("#") - line.count("\\#") <= 3 for line in own)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_whatever_is_written_every_table_keeps_its_shape(words: str) -> None:
    said = review_markdown(review_of(case_of(hostile(words))), UTC)
    width = 0
    for line in said.splitlines():
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        if line.startswith("| ---") or line.startswith("|---"):
            assert cells == width
        elif line.startswith("|"):
            assert width in (0, cells), line
            width = cells
        else:
            width = 0
    json.dumps(review_document(review_of(case_of(hostile(words))), UTC), allow_nan=False)
