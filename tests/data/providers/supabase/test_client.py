from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.supabase.client import SupabaseProvider
from tests.api_provider import asking, recorded, routes, seen

REF = "abcdefghijklmnopqrst"
PROJECT = f"/v1/projects/{REF}"


async def test_a_project_and_its_services() -> None:
    table = {
        PROJECT: recorded("supabase/project.json"),
        f"{PROJECT}/health": recorded("supabase/health.json"),
    }
    async with asking("supabase", routes(table)) as asked:
        assert isinstance(asked.provider, SupabaseProvider)
        answer = await asked.whole()
        targets = {urlsplit(r.target).path: parse_qs(urlsplit(r.target).query) for r in asked.server.requests}
    assert seen(answer, "supabase.healthy", service="project").value == 1.0
    assert seen(answer, "supabase.healthy", service="realtime").value == 0.0
    assert targets[f"{PROJECT}/health"]["services"][:2] == ["auth", "db"]
    assert answer.items[0].title == "realtime"


async def test_health_that_is_refused_hides_not_that_it_is_paused() -> None:
    table = {
        PROJECT: recorded("supabase/paused.json"),
        f"{PROJECT}/health": recorded("supabase/unauthorized.json", status="400 Bad Request"),
    }
    async with asking("supabase", routes(table)) as asked:
        answer = await asked.whole()
    assert seen(answer, "supabase.healthy", service="project").value == 0.0
    failure = seen(answer, "supabase.healthy", service="services").failure
    assert failure is not None and "Supabase says: Unauthorized" in failure.message


@pytest.mark.parametrize(
    ("file", "status", "kind"),
    [
        ("unauthorized", "401 Unauthorized", FailureKind.AUTH),
        ("too-often", "429 Too Many Requests", FailureKind.RATE_LIMITED),
    ],
)
async def test_documented_errors(file: str, status: str, kind: FailureKind) -> None:
    async with asking("supabase", recorded(f"supabase/{file}.json", status=status)) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.whole()
    assert raised.value.failure.kind is kind
