from __future__ import annotations

from data.models.item import Item
from data.models.verdict import Verdict
from data.web.tries import gravest, made_good, newest_title


def tried(title: str, state: str, group: str) -> Item:
    verdict = Verdict.PASS if state == "well" else Verdict.FAIL
    return Item("deployment", title, title, verdict, state=state, group=group)


def test_only_a_later_success_of_the_same_group_makes_good() -> None:
    newest_first = [
        tried("third", "broken", "web"),
        tried("second", "well", "web"),
        tried("first", "broken", "web"),
        tried("other", "broken", "api"),
    ]
    judged = made_good(newest_first, "well")
    assert [item.verdict for item in judged] == [Verdict.FAIL, Verdict.PASS, Verdict.WARN, Verdict.FAIL]
    assert judged[2].fields == (("since", "has succeeded"),)


def test_failures_in_a_word() -> None:
    failed = made_good([tried("b", "well", "web"), tried("a", "broken", "web")], "well")[1:]
    assert (gravest(failed), newest_title(failed)) == (Verdict.WARN, "a")
    assert (gravest(()), newest_title(())) == (Verdict.PASS, "none failed")
