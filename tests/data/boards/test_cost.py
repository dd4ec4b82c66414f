"""The cost board: the month against the budget, what changed and who explains it, in every look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest

from data.boards.cost import cost_board
from data.models.board import Board, Panel
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.past import Past
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.procedures.library import load_checklists
from tests.data.boards.looks import Scene
from tests.fakes import START

FEEDS = frozenset(
    {
        "cost.month_to_date",
        "cost.forecast",
        "cost.yesterday",
        "cost.day",
        "cost.anomalies",
        "cost.unused_resources",
        "cost.unused_usd",
        "cost.savings_coverage_pct",
        "cost.budget_pct",
    }
)
TODAY = START.date()
ASKED = "November up to the 20.; asked 3 h ago; a refresh costs about $0.05"
SPIKE = Item(
    "anomaly",
    "a1",
    "EC2 cost $41.00 more than expected",
    Verdict.WARN,
    state="open",
    at=START,
    amount=41.0,
    unit="usd",
)


def past(costs: Mapping[date, float], **labels: str) -> Past:
    times = tuple(datetime.combine(day, time(), UTC).timestamp() for day in costs)
    return Past("cost.day", tuple(labels.items()), "usd", times, tuple(costs.values()))


def days(count: int, value: float, last: float | None = None) -> dict[date, float]:
    costs = {TODAY - timedelta(days=number): value for number in range(count, 0, -1)}
    return costs if last is None else {**costs, TODAY - timedelta(days=1): last}


def budget(verdict: Verdict, state: str, actual: str = "$812.00") -> Item:
    fields = (("limit", "$1,000.00"), ("actual", actual), ("forecast", "$1,140.00"), ("period", "monthly"))
    return Item("budget", "total", "total", verdict, state=state, amount=812.0, unit="usd", fields=fields)


def observations(**values: float | None) -> tuple[Observation, ...]:
    told = {"month_to_date": 812.0, "forecast": 1140.0, "yesterday": 61.0, "unused_usd": 0.0, **values}
    return (
        *(
            Observation(f"cost.{name}", value, "%" if name.endswith("pct") else "usd", detail=ASKED)
            for name, value in told.items()
        ),
        Observation("cost.budget_pct", 81.2, "%", detail="total: $812.00 of $1,000.00"),
        Observation("cost.budget_pct", 81.2, "%", (("budget", "total"),)),
        Observation("cost.anomalies", 0.0, "count"),
    )


def account(*items: Item, pasts: tuple[Past, ...] = (), seen: tuple[Observation, ...] | None = None) -> Scene:
    made = Scene(("prod", FEEDS))
    answer = Answer(observations() if seen is None else seen, "q", items=items, pasts=pasts)
    made.store.record(Round("prod", made.clock.now(), made.clock.elapsed(), 5.0, answer))
    return made


def board(made: Scene) -> Board:
    return cost_board(made.snapshot, made.outlook)


def panel(shown: Board, id: str) -> Panel:
    return next(panel for panel in shown.panels if panel.id == id)


SIXTY = (past(days(60, 15.0), service="S3"), past(days(60, 5.0, last=46.0), service="EC2"))


def test_the_month_stands_against_its_budget_with_age_and_price() -> None:
    shown = board(account(budget(Verdict.WARN, "will be used up"), pasts=SIXTY))
    month = panel(shown, "month")
    named = next(fact for fact in month.facts if fact.name == "budget total")
    assert (named.value, named.verdict) == (81.2, Verdict.WARN)
    assert named.words == "$812.00 of $1,000.00, will be used up: $1,140.00 expected"
    assert "asked 3 h ago" in month.note and "$0.05" in month.note
    assert [fact.name for fact in month.facts].count("budget used") == 0
    assert shown.verdict is Verdict.WARN
    assert shown.sentence[0].startswith(
        "November: $812.00 of $1,000.00 budgeted; will be used up, $1,140.00 expected."
    )


def test_the_service_that_explains_the_change_is_in_the_sentence() -> None:
    shown = board(account(budget(Verdict.PASS, "within"), SPIKE, pasts=SIXTY))
    assert "Thu 19 Nov +$41.00 against the day before: EC2 explains all of it" in shown.sentence[1]
    assert "unexpected: EC2 cost $41.00 more than expected" in shown.sentence[1]
    day, week, month = panel(shown, "changes").facts
    assert (day.name, day.text) == ("day +$41.00: EC2 explains all of it", "$20.00 → $61.00")
    assert month.value == pytest.approx(41.0)
    assert ("EC2", "+$41.00") in week.details


def test_days_that_are_not_known_are_not_compared() -> None:
    shown = board(account(pasts=(past(days(10, 15.0), service="S3"),)))
    words = [fact.words for fact in panel(shown, "changes").facts]
    assert words == [
        "the last day against the day before: the same",
        "10 days are known, it takes 14 in a row",
        "10 days are known, it takes 60 in a row",
    ]


def test_services_are_ranked_with_their_share_and_their_days() -> None:
    services = panel(board(account(pasts=SIXTY)), "services")
    assert services.title == "By service, 30 days"
    assert [(fact.name, fact.value) for fact in services.facts] == [
        ("S3 · 70 %", 450.0),
        ("EC2 · 30 %", 191.0),
    ]
    assert services.facts[0].words == "70 % of the whole"
    drawn = services.facts[1].drawn
    assert drawn is not None and drawn.values[-1] == 46.0 and len(drawn.values) == 60


def test_a_day_is_compared_with_the_same_weekday_before() -> None:
    (fact,) = panel(board(account(pasts=SIXTY)), "days").facts
    assert fact.value == 61.0
    assert fact.compared is not None and (fact.compared.value, fact.compared.span) == (20.0, "a week before")
    drawn = fact.drawn
    assert drawn is not None
    midnight_of_the_19th = 33 * 3600 + 2 * 60 + 10
    assert drawn.times[-1] == pytest.approx(10 * 86_400.0 - midnight_of_the_19th)


def test_the_dearest_of_what_nobody_uses_comes_first() -> None:
    things = [
        Item(
            "unused",
            str(number),
            f"vol-{number}: attached to nothing",
            Verdict.WARN,
            amount=float(number),
            unit="usd",
        )
        for number in range(20)
    ]
    shown = board(account(*things, seen=observations(unused_usd=190.0)))
    unused = panel(shown, "unused")
    assert unused.facts[0].value == 190.0
    assert [fact.value for fact in unused.facts[1:4]] == [19.0, 18.0, 17.0]
    assert unused.total == 21
    assert unused.facts[1].procedure == "skafu-cost-immediate"
    assert "$190.00 a month for what nobody uses" in shown.sentence[1]


def test_when_nothing_is_wrong_it_says_so() -> None:
    shown = board(account(budget(Verdict.PASS, "within"), pasts=SIXTY))
    assert shown.verdict is Verdict.PASS
    assert "Nothing needs an answer." in shown.sentence[0]


def test_an_account_without_budgets_or_days() -> None:
    shown = board(account(seen=observations()[:3]))
    assert "no budget is known" in shown.sentence[0]
    assert "November: $812.00 so far, $1,140.00 expected" in shown.sentence[0]
    assert panel(shown, "services").message


def test_the_lists_of_the_document_are_at_hand_and_exist() -> None:
    library = load_checklists()
    facts = panel(board(account()), "lists").facts
    assert len(facts) == 5
    assert all(library.get(fact.procedure).title == fact.name for fact in facts)


def test_an_account_without_a_budget_still_has_a_month() -> None:
    none = Failure(FailureKind.NOT_CONFIGURED, "budgets: the account has none", "create one")
    seen = (*observations()[:4], Observation("cost.budget_pct", None, "%", failure=none))
    shown = board(account(seen=seen))
    month = panel(shown, "month")
    assert month.phase is Phase.FRESH and "budgets: the account has none → create one" in month.note
    assert "budget used" not in {fact.name for fact in month.facts}


def test_partial_rights_say_what_is_lacking() -> None:
    lacking = Failure(FailureKind.RIGHTS, "ce:GetAnomalies is not allowed", "add ce:GetAnomalies to the role")
    seen = (*observations()[:5], Observation("cost.anomalies", None, "count", failure=lacking))
    shown = board(account(budget(Verdict.PASS, "within"), seen=seen))
    anomalies = panel(shown, "anomalies")
    assert anomalies.phase is Phase.NO_RIGHTS and "add ce:GetAnomalies" in anomalies.message
    assert panel(shown, "month").phase is Phase.FRESH
    assert shown.verdict is Verdict.ERROR
    assert any("Cannot be seen whole: anomalies" in line for line in shown.sentence)


@pytest.mark.parametrize("look", ["loading", "stale", "failed", "no-rights"])
def test_no_look_but_fresh_ever_passes(look: str) -> None:
    made = (
        Scene(("prod", FEEDS)) if look == "loading" else account(budget(Verdict.PASS, "within"), pasts=SIXTY)
    )
    if look == "stale":
        made.later(600)
    if look in ("failed", "no-rights"):
        made.fails("prod", FailureKind.RIGHTS if look == "no-rights" else FailureKind.CONNECT)
    shown = board(made)
    assert shown.verdict is not Verdict.PASS
    assert {each.phase.value for each in shown.panels if each.id != "lists"} == {look}
    assert not any("Nothing needs an answer" in line for line in shown.sentence)


def test_without_any_source_each_panel_shows_how_to_get_one() -> None:
    shown = board(Scene(("api", frozenset({"http.up"}))))
    assert shown.verdict is Verdict.NO_DATA
    assert all(each.configure for each in shown.panels if each.id != "lists")
    assert "configured" in shown.sentence[0]
