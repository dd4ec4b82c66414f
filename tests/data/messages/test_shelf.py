"""The shipped templates, and a team's own beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ConfigError, UsageError
from data.messages.shelf import load_templates
from data.models.incident import Audience
from data.models.message import Moment, Template
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.messages.shipped_places import KNOWN

SHIPPED = load_templates().all


@pytest.mark.parametrize("template", SHIPPED, ids=lambda each: each.id)
def test_a_shipped_template_says_where_it_comes_from_and_what_fills_it(template: Template) -> None:
    book = load_policies()
    assert template.document in {*book.ids, *(ladder.id for ladder in book.ladders)}
    assert template.section
    assert template.purpose
    assert set(template.places) <= set(KNOWN)


@pytest.mark.parametrize(
    "document", sorted({each.document for each in SHIPPED} - {"pagerduty-guide", "unified"})
)
def test_each_document_has_words_for_the_beginning_the_middle_and_the_end(document: str) -> None:
    moments = {(each.audience, each.moment) for each in SHIPPED if each.document == document}
    wanted = (Moment.FIRST, Moment.UPDATE, Moment.RESTORED)
    assert {(audience, moment) for audience in Audience for moment in wanted} <= moments


def test_a_teams_own_stand_last_and_share_their_file_with_procedures(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        'schema = 1\n[[message]]\nid = "ours"\ntitle = "Ours"\naudience = "public"\nmoment = "first"\n'
        'subject = "{service} and {region}"\nbody = """\nHello\n"""\n'
    )
    own = load_templates([file]).all[-1]
    assert (own.id, own.document, own.body, own.places) == ("ours", "", "Hello", ("service", "region"))
    assert load_runbooks([file]).runbooks == load_runbooks().runbooks
    assert load_checklists([file]).checklists == load_checklists().checklists


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('id = "manual-page"', "already a message template of manual.toml"),
        ('channels = ["slak"]', 'the nearest known one is "slack"'),
        ('audience = "everybody"', "audience"),
        ('subject = "two\\nlines"\nbodi = "x"', "bodi"),
        ('body = "\\u001b[31m"', "control characters"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_its_key(tmp_path: Path, change: str, words: str) -> None:
    file = tmp_path / "ours.toml"
    lines = {
        "id": 'id = "x"',
        "audience": 'audience = "public"',
        "subject": 'subject = "s"',
        "body": 'body = "b"',
    }
    lines[change.partition(" ")[0]] = change
    file.write_text('schema = 1\n[[message]]\ntitle = "X"\n' + "\n".join(lines.values()) + "\n")
    with pytest.raises(ConfigError, match=words) as told:
        load_templates([file])
    assert "ours.toml" in str(told.value)


def test_an_unknown_template_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as told:
        load_templates().get("manual-pag")
    assert "manual-page" in (str(told.value) + told.value.remedy)
