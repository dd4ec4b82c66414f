"""The TLS kind against real endpoints, one for each of the six states."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.tls.client import TlsProvider
from data.providers.tls.settings import TlsSettings
from data.timekeeping import SystemTimekeeper
from tests.certificates import ca_file, now, self_signed_context, server_context
from tests.listening import listening
from tests.own_time import within
from tests.ports import closed_port
from tests.servers import hang, raw, serve


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


async def look(port: int, **more: object) -> Answer:
    settings = TlsSettings.model_validate({"name": "site", "address": f"127.0.0.1:{port}", **more})
    provider = TlsProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader({})))
    answer = await provider.fetch()
    await provider.close()
    return answer


async def seen(context: ssl.SSLContext, **more: object) -> tuple[Answer, Mapping[str, float | None], str]:
    async with serve(hang, tls=context) as server:
        answer = await look(server.port, **more)
    valid = answer.observations[0]
    values = {observation.signal: observation.value for observation in answer.observations}
    return answer, values, valid.detail


async def test_valid(authority: trustme.CA, tmp_path: Path) -> None:
    answer, values, words = await seen(server_context(authority), ca_file=ca_file(authority, tmp_path))
    assert values["tls.valid"] == 1
    assert values["tls.days_left"] == pytest.approx(90, abs=0.1)
    assert words == "valid, 90 days left"
    assert answer.observations[0].judged is Verdict.PASS
    assert "names       127.0.0.1" in answer.raw
    assert "chain       1 sent" in answer.raw
    assert answer.digest.startswith("sha256:")


async def test_expiring_in_six_days_is_beyond_the_sources_own_limit(
    authority: trustme.CA, tmp_path: Path
) -> None:
    context = server_context(authority, days=6)
    answer, values, words = await seen(context, ca_file=ca_file(authority, tmp_path))
    left = answer.observations[1]
    assert (values["tls.valid"], words) == (1, "expiring, 6 days left")
    assert left.own is not None
    assert left.own.fail is not None
    assert left.value is not None
    assert left.own.fail.holds(left.value)


async def test_expired(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority, days=-3)
    answer, values, words = await seen(context, ca_file=ca_file(authority, tmp_path))
    assert values["tls.valid"] == 0
    assert values["tls.days_left"] == pytest.approx(-3, abs=0.1)
    assert words == "the certificate expired 3 days ago"
    assert {observation.judged for observation in answer.observations} == {Verdict.FAIL}


async def test_wrong_host(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority, "shop.example.com", "*.example.org")
    answer, values, words = await seen(context, ca_file=ca_file(authority, tmp_path))
    assert values["tls.valid"] == 0
    assert words == "the certificate is for shop.example.com, *.example.org, not for 127.0.0.1"
    assert answer.observations[1].judged is Verdict.FAIL


async def test_the_name_to_be_found_can_be_given(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority, "*.example.org")
    _, values, _ = await seen(context, ca_file=ca_file(authority, tmp_path), server_name="shop.example.org")
    assert values["tls.valid"] == 1


async def test_untrusted(authority: trustme.CA, tmp_path: Path) -> None:
    stranger = trustme.CA()
    _, values, words = await seen(server_context(stranger), ca_file=ca_file(authority, tmp_path))
    assert values["tls.valid"] == 0
    assert values["tls.days_left"] == pytest.approx(90, abs=0.1)
    assert words == "the issuer of the certificate is not trusted here"


async def test_self_signed_and_without_names() -> None:
    _, values, words = await seen(self_signed_context())
    assert values["tls.valid"] == 0
    assert words.endswith("the certificate is self-signed")


async def test_everything_that_is_wrong_is_said(authority: trustme.CA) -> None:
    _, _, words = await seen(server_context(authority, "other.example.com", days=-10))
    assert words == (
        "the certificate expired 10 days ago; the certificate is for other.example.com, not for 127.0.0.1; "
        "the issuer of the certificate is not trusted here"
    )


async def test_not_valid_yet(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority, not_before=now() + timedelta(days=2))
    _, values, words = await seen(context, ca_file=ca_file(authority, tmp_path))
    assert (values["tls.valid"], words) == (0, "the certificate is not valid yet")


async def test_cannot_connect() -> None:
    with closed_port() as port, pytest.raises(SourceError) as caught:
        await look(port)
    assert (caught.value.failure.kind, caught.value.message) == (FailureKind.CONNECT, "connection refused")


async def test_a_server_that_does_not_speak_tls() -> None:
    async def shout(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ready\r\n")

    async with listening(shout) as port:
        with pytest.raises(SourceError, match="but not in TLS"):
            await look(port)


async def test_a_server_that_hangs_up_during_the_greeting() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with listening(hang_up) as port:
        with pytest.raises(SourceError) as caught:
            await look(port)
    assert caught.value.failure.kind is FailureKind.CONNECT
    assert "closed during the TLS greeting" in caught.value.message or "reset" in caught.value.message


async def test_a_server_that_never_greets_is_cut_off() -> None:
    with within(1.5):
        async with serve(hang) as server:
            with pytest.raises(SourceError) as caught:
                await look(server.port, timeout="300ms")
        assert caught.value.failure.kind is FailureKind.TIMEOUT


async def test_a_missing_ca_file_is_named(tmp_path: Path) -> None:
    async with serve(raw(b"")) as server:
        with pytest.raises(SourceError, match=r"cannot use ca_file .*nowhere\.pem: No such file"):
            await look(server.port, ca_file=tmp_path / "nowhere.pem")
