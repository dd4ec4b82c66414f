from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SourceError
from data.web.link import next_page
from tests.own_time import within

HERE = "https://api.example.com/things?page=1"


@pytest.mark.parametrize(
    ("link", "following"),
    [
        (None, None),
        ("", None),
        ("nonsense", None),
        ('<https://api.example.com/things?page=2>; rel="next"', "https://api.example.com/things?page=2"),
        ("<https://api.example.com/things?page=2>; rel=next", "https://api.example.com/things?page=2"),
        ('</things?page=2>; rel="next"', "https://api.example.com/things?page=2"),
        (
            '<?a=1,2>; rel="prev", <?page=2>; title="x, y"; REL="last next"',
            "https://api.example.com/things?page=2",
        ),
        ('<?page=1>; rel="first", <?page=9>; rel="last"', None),
        ('<?c=1>; rel="next"; results="false"; cursor="0:100:0"', None),
        (
            '<?c=0>; rel="previous"; results="false", <?c=1>; rel="next"; results="true"',
            "https://api.example.com/things?c=1",
        ),
    ],
)
def test_the_next_page(link: str | None, following: str | None) -> None:
    assert next_page(link, HERE) == following


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/things?page=2",
        "http://api.example.com/things?page=2",
        "https://api.example.com:8443/things?page=2",
        "//evil.example/",
        "https://api.example.com@evil.example/",
        "https://[",
        HERE,
    ],
)
def test_a_next_page_that_is_not_asked_for(target: str) -> None:
    with pytest.raises(SourceError):
        next_page(f'<{target}>; rel="next"', HERE)


@pytest.mark.parametrize(
    "host", ["https://us.sentry.example", "https://api.example.com", "https://evil.example"]
)
def test_a_cursor_goes_into_the_address_that_was_asked(host: str) -> None:
    link = f'<{host}/x?cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", '
    link += f'<{host}/x?cursor=0:100:0>; rel="next"; results="true"; cursor="0:100:0"'
    asked = "https://api.example.com/x?query=is%3Aunresolved+project%3Aapp&cursor=0%3A0%3A0"
    following = "https://api.example.com/x?query=is%3Aunresolved+project%3Aapp&cursor=0%3A100%3A0"
    assert next_page(link, asked) == following
    with pytest.raises(SourceError, match="the page itself"):
        next_page(link, following)


@given(st.text(max_size=300))
def test_whatever_a_server_writes_is_read_or_refused(link: str) -> None:
    try:
        following = next_page(f'<?page=2>; rel="next", {link}', HERE)
    except SourceError:
        return
    assert following is None or following.startswith("https://api.example.com/")


@pytest.mark.parametrize(
    "link", ["<" * 100_000, "<a>;" * 50_000, '<a>; a="' * 20_000, "<a>" + "; a=b" * 20_000]
)
def test_a_long_header_takes_no_long_time(link: str) -> None:
    with within(1.0):
        next_page(link, HERE)
