"""A TLS endpoint whose certificate can be re-issued while it runs."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import trustme

from console.lab.ports import HOST
from console.lab.services.web import Page, Request, WebServer

GOOD_DAYS = 90.0
NAME = "localhost"
_LIFE = timedelta(days=91)
# So that for an hour the whole days left are the number that was asked for.
_WHOLE = timedelta(hours=1)


class Site:
    """An HTTPS page, signed by an authority of the lab's own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.authority = folder / "ca.pem"
        self._chain = folder / "site.pem"
        self._ca = trustme.CA(organization_name="ops-console lab")
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._web = WebServer(port, _welcome, self._tls)

    @property
    def address(self) -> str:
        """Host name and port; the certificate is for that name and for the address behind it."""
        return f"{NAME}:{self._web.port}"

    async def start(self, now: datetime) -> None:
        """Issue a good certificate and listen."""
        self._ca.cert_pem.write_to_path(self.authority)
        self.issue(now, GOOD_DAYS)
        await self._web.start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._web.stop()

    def issue(self, now: datetime, days: float) -> None:
        """From the next connection on, show a certificate that ends `days` after `now`."""
        end = now + timedelta(days=days) + _WHOLE
        leaf = self._ca.issue_cert(NAME, HOST, not_before=end - _LIFE, not_after=end)
        self._chain.touch(0o600)
        leaf.private_key_and_cert_chain_pem.write_to_path(self._chain)
        self._tls.load_cert_chain(self._chain)


async def _welcome(request: Request) -> Page:
    return Page(HTTPStatus.OK, "<!doctype html><title>lab</title><p>The site is up.", "text/html")
