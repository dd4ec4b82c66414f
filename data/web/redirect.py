"""Where a redirect may lead."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from data.errors import SourceError
from data.models.failure import FailureKind

_PORTS = {"http": 80, "https": 443}


def next_hop(current: str, location: str, *, credentials: bool) -> str:
    """The address that `location` means, seen from `current`.

    Raises SourceError (refused) where it leaves HTTP, gives up TLS, reaches for a link-local
    address, or would carry credentials to another host.
    """
    try:
        target = urljoin(current, location)
        here, there = urlsplit(current), urlsplit(target)
        same_place = _place(here) == _place(there)
    except ValueError:
        raise _refused("it is not an address") from None
    if there.scheme not in _PORTS or not there.hostname:
        raise _refused("only http and https are followed")
    if here.scheme == "https" and there.scheme == "http":
        raise _refused("it leads from https to http")
    if link_local(there.hostname):
        raise _refused("it leads to a link-local address")
    if credentials and not same_place:
        raise _refused("it leads to another host, which must not see the credentials")
    return target


def link_local(host: str) -> bool:
    """Whether a literal address is one that clouds serve their instances' credentials on."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_link_local)


def _place(parts: SplitResult) -> tuple[str | None, int | None]:
    return parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _refused(why: str) -> SourceError:
    return SourceError(
        FailureKind.REFUSED, f"the redirect is not followed: {why}", "put the final address in url"
    )
