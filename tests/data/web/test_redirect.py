"""Where redirects may lead, and how long a server may ask to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.progress import Progress
from data.web.redirect import link_local, next_hop
from data.web.retry_after import CAP_S, parse_retry_after

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/x", "https://h/x"),
        ("x?y=1", "https://h/a/x?y=1"),
        ("https://other/x", "https://other/x"),
        ("//other/x", "https://other/x"),
    ],
)
def test_followed(location: str, target: str) -> None:
    assert next_hop("https://h/a/b", location, credentials=False) == target


@pytest.mark.parametrize(
    ("location", "credentials", "why"),
    [
        ("file:///etc/passwd", False, "only http and https"),
        ("http://h/x", False, "from https to http"),
        ("https://169.254.169.254/", False, "link-local"),
        ("https://[fe80::1%25eth0]/", False, "link-local"),
        ("https://other/", True, "another host"),
        ("https://h:444/", True, "another host"),
        ("https://[x/", False, "not an address"),
    ],
)
def test_refused(location: str, credentials: bool, why: str) -> None:
    with pytest.raises(SourceError, match=why) as caught:
        next_hop("https://h/a", location, credentials=credentials)
    assert caught.value.failure.kind is FailureKind.REFUSED


def test_the_default_port_is_the_same_place() -> None:
    assert next_hop("https://h/", "https://h:443/x", credentials=True) == "https://h:443/x"


@pytest.mark.parametrize(("host", "local"), [("169.254.1.1", True), ("127.0.0.1", False), ("h", False)])
def test_link_local_addresses(host: str, local: bool) -> None:
    assert link_local(host) is local


class Connection:
    """Stands for a connection that a name led to."""

    def __init__(self, address: str) -> None:
        self.address, self.closed = address, False

    def get_extra_info(self, _name: str) -> tuple[str, int]:
        return self.address, 80

    async def aclose(self) -> None:
        self.closed = True


async def test_a_name_that_leads_to_a_link_local_address_is_found_out_before_anything_is_sent() -> None:
    progress, connection = Progress(), Connection("169.254.169.254")
    event, info = "connection.connect_tcp.complete", {"return_value": connection}
    await progress.trace(event, info)  # the configured address itself may lie anywhere
    progress.redirected = True
    with pytest.raises(SourceError, match="link-local"):
        await progress.trace(event, info)
    assert connection.closed


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("1", 1.0),
        (" 30 ", 30.0),
        ("3600", CAP_S),
        ("9" * 400, CAP_S),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("Fri, 20 Nov 2026 09:01:30 GMT", 90.0),
        ("Fri, 20 Nov 2026 08:00:00 GMT", 0.0),
        ("Fri, 20 Nov 2026 23:00:00 +0000", CAP_S),
        ("Fri, 99 Nov 2026 23:00:00 GMT", None),
        ("Fri, 20 Nov 0000 23:00:00 GMT", 0.0),
        ("\x00", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    """Fault 35."""
    assert parse_retry_after(value, NOW) == seconds
