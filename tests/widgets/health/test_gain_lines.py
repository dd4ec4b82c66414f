"""What stands around the sources in a few lines: what deviates is never cut away for what does not."""

from __future__ import annotations

import pytest

from data.boards.gain import Gain
from data.models.board import Panel
from data.models.verdict import Verdict
from tests.around_gallery import Around
from widgets.health.gain_lines import flowing, listed
from widgets.line import plain_text, width_of


def gain(title: str, words: str, verdict: Verdict | None = Verdict.PASS) -> Gain:
    return Gain(title, words, verdict, Panel(title, title))


def test_a_service_that_is_well_is_one_dim_line() -> None:
    quiet = [gain("alerts", "none firing"), gain("vendors", "all 2 well"), gain("deployments", "")]
    (line,) = flowing(quiet, 78)
    assert plain_text(line) == "alerts none firing · vendors all 2 well"
    assert {piece.tone for piece in line} == {"dim"}


def test_what_deviates_comes_first_with_its_sign() -> None:
    mixed = [gain("alerts", "none firing"), gain("availability", "60 % of 5 services", Verdict.FAIL)]
    (line,) = flowing(mixed, 78)
    assert plain_text(line) == "✗ availability 60 % of 5 services · alerts none firing"
    assert [piece.text for piece in line if piece.tone == "fail"] == ["✗", "60 % of 5 services"]


def test_where_there_is_no_room_it_says_how_much_is_missing() -> None:
    for verdict, rows, more in ((Verdict.WARN, 3, " · 2 more"), (Verdict.PASS, 2, " · 3 more")):
        lines = flowing([gain(f"subject {n}", "x" * 40, verdict) for n in range(5)], 60)
        assert len(lines) == rows
        assert plain_text(lines[-1]).endswith(more)
        assert all(width_of(line) <= 60 for line in lines)


def test_with_room_each_subject_has_its_line() -> None:
    around = Around()
    told = [plain_text(line) for line in listed(around.gains(around.snapshot), 140)]
    assert told == [
        "✗ availability  67 % of 3 services (unhealthy: < 80 %)",
        "! alerts        2 firing, 1 silenced",
        "! deployments   3 today, 1 failed (api 4.3 to production 08:53)",
        "✓ vendors       all 2 well",
        "  maintenance   the policy allows changes from Sun 02:00 UTC, announced 7 days before",
    ]


@pytest.mark.parametrize("verdict", [Verdict.ERROR, Verdict.NO_DATA, Verdict.STALE])
def test_what_is_not_known_is_never_quiet(verdict: Verdict) -> None:
    (line,) = flowing([gain("vendors", "cannot be asked", verdict)], 78)
    assert line[0].text in "#?~" and all(piece.tone != "pass" for piece in line)


def test_nothing_to_say_takes_no_line() -> None:
    assert flowing([], 78) == [] and listed([gain("alerts", "")], 78) == []
