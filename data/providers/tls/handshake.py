"""One TLS greeting: what certificate the server shows, and whether it was believed."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.tls.shown import Shown
from data.web.certificate import read_certificate
from data.web.failure import network_error, verification_words
from data.web.trust import trust


async def greet(host: str, port: int, *, name: str, ca_file: Path | None) -> Shown:
    """Greet with verification; where that fails, once more without, only to see why.

    Raises SourceError where there is no TLS to be had at all.
    """
    try:
        return await _look(host, port, name, trust(ca_file))
    except ssl.SSLCertVerificationError as error:
        words, code = verification_words(error), error.verify_code
    except (OSError, ssl.SSLError, asyncio.IncompleteReadError) as error:
        raise _translated(error) from None
    try:
        seen = await _look(host, port, name, _blind())
    except (OSError, ssl.SSLError, asyncio.IncompleteReadError, SourceError):
        return Shown(None, refusal=words, refusal_code=code)
    return Shown(seen.certificate, seen.chain, seen.protocol, words, code)


async def _look(host: str, port: int, name: str, context: ssl.SSLContext) -> Shown:
    _, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname=name)
    try:
        tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
        der = tls.getpeercert(binary_form=True)
        if der is None:
            raise SourceError(FailureKind.BAD_ANSWER, "the server showed no certificate")
        return Shown(read_certificate(der), _chain_length(tls), tls.version() or "")
    finally:
        # A polite close waits for the server's farewell, which may never come.
        writer.transport.abort()


def _blind() -> ssl.SSLContext:
    """Believes anything; used only to read a certificate that was refused, and never sends a word."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _chain_length(tls: ssl.SSLObject) -> int | None:
    """How many certificates the server sent; public from Python 3.13, an inner method before."""
    for holder in (tls, getattr(tls, "_sslobj", None)):
        unverified: Any = getattr(holder, "get_unverified_chain", None)
        if unverified is not None:
            return len(unverified() or ())
    return None


def _translated(error: Exception) -> SourceError:
    if isinstance(error, ssl.SSLError) and error.reason in ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"):
        return SourceError(FailureKind.TLS, "TLS: the server answers, but not in TLS", "check the port")
    known = network_error(error)
    return known or SourceError(FailureKind.CONNECT, "the connection was closed during the TLS greeting")
