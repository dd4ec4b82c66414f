from __future__ import annotations

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.fly.client import FlyProvider
from tests.api_provider import asking, recorded, said, seen


async def test_an_app() -> None:
    async with asking("fly", recorded("fly/machines.json")) as asked:
        assert isinstance(asked.provider, FlyProvider)
        answer = await asked.whole()
        assert asked.paths == ["/v1/apps/example-app/machines"]
    assert seen(answer, "fly.machines", app="example-app").value == 2.0
    assert answer.query == f"{asked.server.url} about example-app"


async def test_an_app_without_machines() -> None:
    async with asking("fly", said([])) as asked:
        answer = await asked.whole()
    assert [each.value for each in answer.observations] == [0.0, 0.0, 0.0]
    assert not answer.items


@pytest.mark.parametrize(
    ("file", "status", "kind"),
    [
        ("unauthorized", "401 Unauthorized", FailureKind.AUTH),
        ("not-found", "404 Not Found", FailureKind.NOT_FOUND),
    ],
)
async def test_documented_errors(file: str, status: str, kind: FailureKind) -> None:
    async with asking("fly", recorded(f"fly/{file}.json", status=status)) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.whole()
    assert raised.value.failure.kind is kind and "Fly says" in raised.value.message
