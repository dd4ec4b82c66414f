from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import catalogue
from data.policies.book import load_policies
from data.policies.format import read_policy
from data.policies.lint import lint
from data.policies.reader import read_toml

HEAD = 'schema = 1\nid = "ours"\ntitle = "Ours"\ndocument = "Our agreement"\n'


@pytest.mark.parametrize("id", load_policies().ids)
def test_shipped_policies_are_in_order(id: str) -> None:
    assert lint(load_policies().get(id), catalogue()) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[threshold]]\nsignals=["api.p95_mss"]\nunit="ms"\ntarget={must="< 1", section="S", says="s"}',
            "api.p95_mss: not a known signal, perhaps api.p95_ms",
        ),
        (
            '[[threshold]]\nsignals=["api.p95_ms"]\nunit="%"\ntarget={must="< 1", section="S", says="s"}',
            'api.p95_ms: its unit is "ms", not "%"',
        ),
        (
            '[[threshold]]\nsignals=["api.p95_ms"]\nunit="ms"\ntarget={must="> 1", section="S", says="s"}',
            'api.p95_ms: target "> 1" is the wrong way round, more of it is worse',
        ),
        (
            '[[threshold]]\nsignals=["api.p95_ms"]\nunit="ms"\nwarn={when="> 9", section="S", says="s"}\n'
            'fail={when="> 5", section="S", says="s"}',
            'api.p95_ms: fail "> 5" comes before warn "> 9"',
        ),
        (
            '[[threshold]]\nsignals=["api.success_pct"]\nunit="%"\n'
            'target={must="> 90", section="S", says="s"}\n'
            'fail={when="< 95", section="S", says="s"}',
            'api.success_pct: fail "< 95" comes before target "> 90"',
        ),
        (
            '[[threshold]]\nsignals=["our.own"]\nunit="%"\ntarget={must="> 90", section="S", says="s"}\n'
            'fail={when="> 95", section="S", says="s"}',
            'our.own: target "> 90" and fail "> 95" look opposite ways',
        ),
        (
            '[[threshold]]\nsignals=["api.p95_ms"]\nunit="ms"\ntarget={must="< 1", section="S"}',
            "api.p95_ms: target has no says",
        ),
        (
            '[[clock]]\nname="respond"\nwithin="15m"\nseverities=["P9"]\nsection="S"\nsays="s"',
            "clock respond: P9 is not a severity of this policy",
        ),
    ],
)
def test_oddities_are_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(f"{HEAD}{text}\n")
    assert told in lint(read_policy(read_toml(file)), catalogue())
