"""What recorded certificates mean, without a network."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.models.verdict import Verdict
from data.providers.tls.parse import TlsState, assess, describe, observations
from data.providers.tls.settings import TlsSettings
from data.providers.tls.shown import Shown
from data.web.certificate import Certificate, read_certificate

FIXTURES = Path("tests/fixtures/tls")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LEAF, SELF_SIGNED = "leaf.pem", "self-signed.pem"


def recorded(name: str) -> Certificate:
    return read_certificate(ssl.PEM_cert_to_DER_cert((FIXTURES / name).read_text()))


def settings(**more: object) -> TlsSettings:
    return TlsSettings.model_validate({"name": "site", "address": "shop.example.com", **more})


@pytest.mark.parametrize(
    ("file", "code", "more", "at", "state", "words"),
    [
        (LEAF, 0, {}, datetime(2026, 9, 2, tzinfo=UTC), TlsState.VALID, "valid, 86 days left"),
        (LEAF, 0, {}, NOW, TlsState.EXPIRING, "expiring, 6 days left"),
        (LEAF, 0, {}, datetime(2026, 12, 1, tzinfo=UTC), TlsState.EXPIRED, "expired 4 days ago"),
        (LEAF, 10, {}, NOW, TlsState.EXPIRED, "a certificate of its chain has expired"),
        (LEAF, 62, {"server_name": "x.example.net"}, NOW, TlsState.WRONG_HOST, "not for x.example.net"),
        (LEAF, 20, {}, NOW, TlsState.UNTRUSTED, "refused"),
        (SELF_SIGNED, 18, {}, NOW, TlsState.WRONG_HOST, "for other names, not for shop.example.com; refused"),
        (None, 18, {}, NOW, TlsState.UNTRUSTED, "refused"),
        (None, 10, {}, NOW, TlsState.EXPIRED, "chain has expired"),
    ],
)
def test_the_state_of_a_certificate(
    file: str | None, code: int, more: dict[str, object], at: datetime, state: TlsState, words: str
) -> None:
    shown = Shown(recorded(file) if file else None, refusal="refused" if code else "", refusal_code=code)
    found, said = assess(shown, settings(**more), at)
    assert found is state
    assert words in said
    good = state in (TlsState.VALID, TlsState.EXPIRING)
    for observation in observations(shown, settings(**more), at):
        assert (observation.judged is Verdict.FAIL) is not good


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        ("shop.example.com", True),
        ("SHOP.example.com.", True),
        ("v1.api.example.com", True),
        ("api.example.com", False),
        ("a.v1.api.example.com", False),
        ("example.com", False),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
    ],
)
def test_which_hosts_a_certificate_covers(host: str, covered: bool) -> None:
    assert recorded(LEAF).covers(host) is covered


def test_what_a_certificate_says_of_itself_is_safe_to_show() -> None:
    certificate = recorded(SELF_SIGNED)
    shown = describe(Shown(certificate, chain=1, protocol="TLSv1.3"), "words")
    assert "printer␛[2J.example.com" in shown
    assert "\u202e" not in shown
    assert "not after   2030-01-01T00:00:00Z" in shown


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("example.com", "example.com", 443),
        ("example.com:8443", "example.com", 8443),
        ("[::1]:9443", "::1", 9443),
        ("192.0.2.1:1", "192.0.2.1", 1),
        ("bücher.example:443", "bücher.example", 443),
    ],
)
def test_addresses(address: str, host: str, port: int) -> None:
    made = TlsSettings(name="x", address=address)
    assert (made.host, made.port, made.expected_name) == (host, port, host)


@pytest.mark.parametrize(
    "address",
    [
        "",
        ":443",
        "https://example.com",
        "example.com/x",
        "a b:1",
        "example.com:99999",
        "u@h:1",
        f"{'a' * 64}.com",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ValueError, match="looks like"):
        TlsSettings(name="x", address=address)


def test_a_warning_comes_before_a_failure() -> None:
    with pytest.raises(ValueError, match="fail_days must not be more than warn_days"):
        settings(warn_days=7)
