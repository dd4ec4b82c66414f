"""Addresses: which are taken, and what people get to see of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.scrubber import MASK, Scrubber
from data.web.address import check_http_url, mask_url, secret_name, url_secrets


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.example.com/health", "https://api.example.com/health"),
        ("https://u:p@h:8443/x?a=1#frag", f"https://{MASK}@h:8443/x?a=1"),
        ("http://h/?api_key=abc&service=web&sig=1", f"http://h/?api_key={MASK}&service=web&sig={MASK}"),
        ("http://h/?access_token=&page=2", "http://h/?access_token=&page=2"),
        ("http://h/hooks/T0ab12cd34ef56gh78ij90/x", f"http://h/hooks/{MASK}/x"),
        (
            "http://h/p/01a1fabe-0f4e-74c4-8348-49e31c767e64",
            "http://h/p/01a1fabe-0f4e-74c4-8348-49e31c767e64",
        ),
        ("http://h/?q=abcdefghijklmnop1234567890", f"http://h/?q={MASK}"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://[broken/", "(an address that cannot be read)"),
    ],
)
def test_masking(url: str, shown: str) -> None:
    assert mask_url(url) == shown


def test_the_secrets_of_an_address_are_found_as_written_and_as_meant() -> None:
    found = url_secrets("https://user:s3%2Fcret@h/?token=a%20b&page=2")
    assert {"s3/cret", "a%20b", "a b"} <= set(found)
    assert "2" not in found


@given(st.text(alphabet="abcXYZ0123456789", min_size=4, max_size=40))
def test_whatever_stands_under_a_secret_name_is_masked(secret: str) -> None:
    url = f"https://user:{secret}@example.com/?token={secret}"
    assert secret not in mask_url(url).removeprefix("https://").replace("example.com", "").replace(
        "token", ""
    )


@pytest.mark.parametrize("url", ["ftp://h/", "//h/", "http:///x", "http://h:0/", "http://h\n/", "http://[x/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="an address"):
        check_http_url(url)


@pytest.mark.parametrize(
    ("name", "secret"),
    [("Authorization", True), ("X-Api-Key", True), ("Cookie", True), ("Accept", False), ("code", True)],
)
def test_names_that_hold_secrets(name: str, secret: bool) -> None:
    assert secret_name(name) is secret


def test_scrubbing_takes_whole_values_and_long_words() -> None:
    scrubber = Scrubber(["Bearer abcdefgh-1", "pin9", "x"])
    assert scrubber.text("Bearer of abcdefgh-1, pin9 x") == f"Bearer of {MASK}, {MASK} x"
    assert scrubber.bytes(b"abcdefgh-1") == MASK.encode()
