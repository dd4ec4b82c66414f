"""How an interface is reached: through a proxy only when told, and never with a secret in sight."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.access import ApiSettings
from tests.api_provider import asking, recorded
from tests.servers import plain, serve


async def test_the_proxy_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 33."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with (
        serve(recorded("fly/machines.json")) as proxy,
        asking("fly", plain("[]"), environ={"TOKEN": "t", "PROXY": proxy.url}, proxy_env="PROXY") as asked,
    ):
        await asked.whole()
        assert not asked.server.requests
        assert proxy.requests[0].target == f"{asked.server.url}/v1/apps/example-app/machines"
    async with asking("fly", plain("[]")) as asked:
        await asked.whole()
        assert len(asked.server.requests) == 1


async def test_a_proxy_that_is_not_set_is_named() -> None:
    async with asking("fly", plain("[]"), proxy_env="NO_SUCH_PROXY") as asked:
        with pytest.raises(SourceError, match="NO_SUCH_PROXY is not set") as raised:
            await asked.whole()
    assert raised.value.failure.kind is FailureKind.NOT_CONFIGURED


@pytest.mark.parametrize(
    "given",
    [
        {"url": "ftp://x.example"},
        {"url": "https://x.example", "proxy": "http://p:1", "proxy_env": "P"},
        {"url": "https://x.example", "token_env": "T", "token_file": "/t"},
        {"url": "https://x.example", "token": "written here"},
        {},
    ],
)
def test_settings_that_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ApiSettings.model_validate({"name": "x", **given})
