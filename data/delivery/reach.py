"""Whether an address can be reached at all, found out without asking anything of it."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from data.config.channel import WebChannelSettings
from data.config.secret import SecretReader
from data.delivery.secret import proxy_of
from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.failure import network_error
from data.web.trust import trust


async def reach(url: str, settings: WebChannelSettings, secrets: SecretReader, name: str) -> str:
    """Connect to where an address leads, greet by TLS where it says so, and hang up; what was reached.

    Not a byte is asked, so that nothing there takes it for a letter. Behind a proxy only that is
    tried. Raises SourceError.
    """
    proxy = proxy_of(settings, secrets, name)
    try:
        parts = urlsplit(proxy.get_secret_value() if proxy else url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        if not parts.hostname:
            raise ValueError
    except ValueError:
        raise SourceError(FailureKind.REFUSED, "not an address") from None
    tls = trust(settings.ca_file) if secure else None
    try:
        async with asyncio.timeout(settings.timeout):
            _, writer = await asyncio.open_connection(parts.hostname, port, ssl=tls)
    except TimeoutError:
        words = f"timed out after {settings.timeout:g} s while connecting"
        raise SourceError(FailureKind.TIMEOUT, words) from None
    except (OSError, UnicodeError) as error:
        raise network_error(error) or SourceError(FailureKind.CONNECT, "cannot connect") from None
    writer.transport.abort()
    return "its proxy is reached" if proxy else "is reached"
