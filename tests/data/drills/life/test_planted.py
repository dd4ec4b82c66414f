"""Whatever field a name or a secret was planted in, the exported scenario does not hold it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.drills.life.lived import Lived
from data.drills.life.scenario import exported, read_back
from data.drills.life.vocabulary import ordinary
from data.models.alert import Alert
from data.models.entry import Entry
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.reading import Observation, Reading
from data.models.series import Series
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.life.lives import ID, at, entry, lived, neutral, ran, told

_PLANTED = (
    "gutenberg", "pg-3.acme.internal", "10.20.30.40", "mira.kallas@acme.example", "Zx9Zx9Zx9Zx9Zx9Zx9Zx9Zx9",
    "https://mira:p4ss@acme.example/x?token=Zx9", "/home/mkallas/.ssh/id_rsa",
    'qx"]\n[[service]]\nname = "qx',
    "acme'\\u0041qx", "Ünïcødé-qx", "ACME qx Ltd", "arn:aws:iam::123456789012:role/qx", "\x1b[31mqxqx\x7f",
)  # fmt: skip
_PIECES = ("gutenberg", "acme", "10.20", "mira", "kallas", "zx9", "p4ss", "qx", "123456789012", "ünïcødé")


def _entries(word: str) -> list[Entry]:
    """The word in every field that an entry may have."""
    evidence = {
        **dict.fromkeys(("source", "kind", "signal", "unit", "words", "query", "policy", "section"), word),
        "labels": {word: word}, "value": 5.0, "verdict": "fail", "threshold": 3.0, "digest": word,
    }  # fmt: skip
    more = {"by": word, "host": word, "evidence": [evidence]}
    return [
        entry(400, "incident.declared", word, word, incident=ID, title=word, severity=word, policy=word,
              situation=word, services=[word], reason=word, ladder=word, evidence=[evidence]),
        told(410, "role", role=word, who=word, reports_to=word),
        told(420, "note", note=word, text=word),
        told(430, "task", owner=word, text=word, task=word),
        told(440, "alert", text=f"{word} fires: {word}", key=word, evidence=more["evidence"]),
        told(445, "deployment", text=f"deployment {word}: {word}", key=word, evidence=more["evidence"]),
        told(450, "signal", text=word, key=word, evidence=more["evidence"]),
        ran(460, "begun", mode="execute", steps=["restart"], title=word, values={word: word}),
        ran(470, "started", step="restart", argv=[word], cwd=word, target=word),
        ran(475, "finished", step="restart", ended="exited", code=0, output=word, output_bytes=9),
        entry(480, "runbook.begun", word, word, run=word, runbook=word, incident=ID, steps=[word]),
        entry(481, "runbook.confirmed", word, word, run=word, runbook=word, step=word),
        told(600, "resolved", note=word),
    ]  # fmt: skip


def _snapshot(word: str, second: float) -> Snapshot:
    """The word in every field that a source may have."""
    seen = Observation(word, 5.0, word, ((word, word),), detail=word, query=word)
    reading = Reading(
        word, word, seen, at(second), at(second), second, 3.0, word, word, Verdict.FAIL, None, None, word
    )
    alert = Alert(kind="alert", id=word, title=word, at=at(430), group=word, labels=((word, word),),
                  severity=word, fields=(("summary", word),), url=word)  # fmt: skip
    item = Item("deployment", word, word, at=at(300), group=word, state=word, url=word)
    vendor = Item("vendor-incident", word, word, severity=word, at=at(350))
    failure = Failure(FailureKind.TIMEOUT, word, word)
    state = SourceState(word, word, word, 5.0, True, Phase.FAILED, Verdict.ERROR, None, (reading,), failure,
                        query=word, raw=word, items=(alert, item, vendor))  # fmt: skip
    return Snapshot(at(second), second, int(second), word, (state,))


def _lived(word: str) -> Lived:
    found = lived(_entries(word))
    times = tuple(at(second).timestamp() for second in range(0, 900, 5))
    values = tuple(50.0 if 380 <= second < 480 else 2.0 for second in range(0, 900, 5))
    pasts = {
        (word, word, ((word, word),)): Series(times, values),
        ("b", word, ()): Series(tuple(time + 1 for time in times), values),
        ("c", "db.up", ()): Series(times[:60] + times[100:], values[:60] + values[100:]),
    }
    snapshots = tuple(_snapshot(word, second) for second in range(100, 800, 100))
    return replace(found, pasts=pasts, snapshots=snapshots)


@pytest.mark.parametrize("word", _PLANTED)
def test_it_is_in_no_place(word: str) -> None:
    found = _lived(word)
    secrets = (word,) if word.isalnum() else ()
    text = exported(found, neutral(found, *secrets), load_policies()).text
    scenario = read_back(text, load_runbooks(), load_policies())
    assert scenario.troubles and scenario.deeds and scenario.injects
    assert word not in text
    assert [each for each in _PIECES if each in word.casefold() and each in text.casefold()] == []


_SECRETS = (
    "pg-prod-3.acme.internal", "2001:db8:85a3::8a2e:370:7334", "mira.kallas@acme.example",
    "acme/gutenberg-web",
    "arn:aws:iam::123456789012:role/gutenberg", "postgresql://gutenberg:S3cretPw@pg-prod-3:5432/gutenbergdb",
    "acme-backups-eu", "#acme-oncall", "Margarethe Kallas", "sk_live_51HxYzAbCdEfGh", "Hunter2Pass",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "QWxhZGRpbjpvcGVuc2VzYW1lMTIz",
    "https://gutenberg.acme.example:8443/v1?key=Tr0ub4dor", "xoxb-1234567890-abcdefghij",
    "/home/mkallas/.ssh/id_rsa",
    "+44 20 7946 0958", "ip-10-20-30-41.eu-west-1.compute.internal",
)  # fmt: skip


def _forms(secret: str) -> tuple[str, ...]:
    """As it is, and as it may have been printed, encoded or torn in two by the end of a line."""
    half = len(secret) // 2
    return (
        secret,
        secret.upper(),
        quote(secret, safe=""),
        b64encode(secret.encode()).decode(),
        secret.encode().hex(),
        f"{secret[:half]}\n{secret[half:]}",
    )


def test_nothing_is_left_of_any_secret_in_any_form() -> None:
    words = [form for secret in _SECRETS for form in _forms(secret)]
    found = _lived("; ".join(words))
    entries = (*found.entries, *(told(425, "note", note=each) for each in words))
    found = replace(found, entries=entries)
    text = exported(found, neutral(found), load_policies()).text.casefold()
    pieces = {piece for each in words for piece in (each.casefold(), *re.split(r"[^\w]+", each.casefold()))}
    telling = [each for each in pieces if len(each) > 3 and not ordinary(each)]
    assert len(telling) > 100
    assert [each for each in telling if each in text] == []


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=30))
def test_whatever_was_planted_the_file_can_be_read(word: str) -> None:
    planted = f"Qx{word}qX"
    found = _lived(planted)
    text = exported(found, neutral(found), load_policies()).text
    read_back(text, load_runbooks(), load_policies())
    assert "qx" not in text.casefold()
