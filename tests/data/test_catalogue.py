from __future__ import annotations

import re
import tomllib

import pytest

from data.catalogue import KnownSignal, catalogue
from data.policies.book import load_policies
from data.sources import SETTINGS

KINDS = {
    "http",
    "tls",
    "postgres",
    "prometheus",
    "alertmanager",
    "aws",
    "host",
    "command",
    "github",
    "sentry",
    "vercel",
    "supabase",
    "fly",
    "statuspage",
}


def test_a_signal_is_known_by_name() -> None:
    known = catalogue().get("db.connections_pct")
    assert known is not None
    assert (known.unit, known.title, known.higher_is) == ("%", "connections in use", "worse")
    assert tomllib.loads(known.configure)["postgres"][0]["dsn_env"] == "DATABASE_URL"


def test_a_teams_own_signal_is_not_known_but_its_neighbour_is() -> None:
    assert catalogue().get("business.active_userz") is None
    assert catalogue().nearest("business.active_userz") == "business.active_users"


@pytest.mark.parametrize("known", tuple(catalogue()), ids=lambda known: known.name)
def test_every_snippet_configures_a_named_source(known: KnownSignal) -> None:
    tables = tomllib.loads(known.configure)
    assert set(tables) <= KINDS
    assert all(source["name"] for sources in tables.values() for source in sources)
    assert re.search(r"{[a-z_]+}", known.configure) is None


@pytest.mark.parametrize("known", tuple(catalogue()), ids=lambda known: known.name)
def test_a_query_feeds_the_signal_it_is_for(known: KnownSignal) -> None:
    tables = tomllib.loads(known.configure)
    for sources in tables.values():
        for query in (query for source in sources for query in source.get("query", [])):
            assert (query["signal"], query["unit"]) == (known.name, known.unit)


@pytest.mark.parametrize("known", tuple(catalogue()), ids=lambda known: known.name)
def test_every_snippet_of_a_kind_at_hand_is_accepted_and_feeds_its_signal(known: KnownSignal) -> None:
    tables = tomllib.loads(known.configure)
    at_hand = [
        SETTINGS[kind].model_validate(source)
        for kind, sources in tables.items()
        for source in sources
        if kind in SETTINGS
    ]
    # The share of services that are up is counted from http.up, no source brings it.
    wanted = "http.up" if known.name == "services.up_pct" else known.name
    assert all(wanted in source.feeds() for source in at_hand)


def test_what_policies_speak_of_is_known() -> None:
    assert [signal for signal in load_policies().signals() if catalogue().get(signal) is None] == []
