from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.providers.statuspage.client import StatuspageProvider
from data.providers.statuspage.settings import VENDORS, StatuspageSettings
from tests.api_provider import asking, recorded, seen


async def test_a_vendor() -> None:
    async with asking("statuspage", recorded("statuspage/summary.json"), token_env=None) as asked:
        assert isinstance(asked.provider, StatuspageProvider)
        answer = await asked.whole()
        assert asked.paths == ["/api/v2/summary.json"]
        assert "authorization" not in asked.server.requests[0].headers
    assert seen(answer, "vendor.incidents", vendor="github").value == 1.0


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendor_by_name(vendor: str) -> None:
    settings = StatuspageSettings.model_validate({"name": "v", "vendor": vendor.title()})
    assert settings.url == VENDORS[vendor] and settings.called.lower() == vendor


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"vendor": "aws"}, "the service"),
        ({"vendor": "slack"}, "interface of its own"),
        ({"vendor": "acme"}, "give the url"),
        ({}, "give the url"),
    ],
)
def test_a_vendor_without_such_a_page(given: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        StatuspageSettings.model_validate({"name": "v", **given})


def test_any_other_vendor_has_an_address() -> None:
    settings = StatuspageSettings.model_validate({"name": "acme", "url": "https://status.acme.example"})
    assert settings.called == "acme"
