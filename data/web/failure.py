"""What went wrong on the network, in words: one translation for sockets, TLS and httpx."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Callable, Iterator

import httpx

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe

_VERIFICATION = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is self-signed",
    19: "the chain ends in a self-signed certificate that is not trusted here",
    20: "the issuer of the certificate is not trusted here",
    21: "the chain is incomplete and its issuer not trusted here",
    62: "the certificate is for another host name",
    64: "the certificate is for another address",
}


def verification_words(error: ssl.SSLCertVerificationError) -> str:
    """Why a certificate was not accepted."""
    return _VERIFICATION.get(error.verify_code) or safe(error.verify_message or "verification failed", 200)


def network_error(error: BaseException) -> SourceError | None:
    """What a socket or TLS error means; None where the chain of causes holds neither."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return SourceError(FailureKind.TLS, f"TLS: {verification_words(cause)}")
        if isinstance(cause, ssl.SSLError):
            reason = safe((cause.reason or "handshake failed").replace("_", " ").lower(), 200)
            return SourceError(FailureKind.TLS, f"TLS: {reason}")
        if isinstance(cause, socket.gaierror):
            words = safe(cause.strerror or "cannot be resolved", 200)
            return SourceError(FailureKind.DNS, f"the host name cannot be resolved: {words}")
        if isinstance(cause, OSError) and cause.errno is not None:
            return _socket_error(cause.errno)
    return None


def httpx_error(error: httpx.HTTPError, clean: Callable[[str], str]) -> SourceError:
    """What an httpx error means; where its own words are used, `clean` takes our secrets out."""
    if isinstance(error, httpx.LocalProtocolError):
        return SourceError(
            FailureKind.REFUSED, "a header or address cannot be sent as HTTP", "look for line ends in secrets"
        )
    if isinstance(error, httpx.TimeoutException):
        return SourceError(FailureKind.TIMEOUT, "timed out while connecting")
    if isinstance(error, httpx.ProxyError):
        return SourceError(FailureKind.CONNECT, f"the proxy refused: {safe(clean(str(error)), 200)}")
    if isinstance(error, httpx.RemoteProtocolError):
        if "disconnected without" in str(error):
            return SourceError(FailureKind.CONNECT, "the connection ended without an answer")
        return SourceError(FailureKind.BAD_ANSWER, f"not proper HTTP: {safe(clean(str(error)), 200)}")
    if isinstance(error, httpx.UnsupportedProtocol):
        return SourceError(FailureKind.REFUSED, "only http and https addresses are asked")
    known = network_error(error)
    if known is not None:
        return known
    if isinstance(error, httpx.ReadError | httpx.WriteError):
        return SourceError(FailureKind.CONNECT, "the connection was reset")
    return SourceError(FailureKind.CONNECT, "cannot connect")


def _socket_error(number: int) -> SourceError:
    if number == errno.ETIMEDOUT:
        return SourceError(FailureKind.TIMEOUT, "timed out while connecting")
    words = {
        errno.ECONNREFUSED: "connection refused",
        errno.ECONNRESET: "the connection was reset",
        errno.EPIPE: "the connection was reset",
    }
    return SourceError(FailureKind.CONNECT, words.get(number) or os.strerror(number).lower())


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                yield from _causes(member)
        error = error.__cause__ or error.__context__
