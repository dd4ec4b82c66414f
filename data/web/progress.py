"""How far a request has come, so that a time-out can say what it was waiting for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.redirect import link_local

_DOING = {
    "connection.start_tls": "greeting by TLS",
    "proxy.": "speaking to the proxy",
    "http11.send": "sending the request",
    "http11.receive_response_headers": "waiting for the answer",
    "http11.receive_response_body": "reading the answer",
}

_TO_THE_PROXY = b"CONNECT"
"""What only opens a way is not the request itself."""


class Progress:
    """Listens to httpcore's trace of one request."""

    def __init__(self) -> None:
        self.doing = "connecting"
        self.redirected = False
        self._stream: Any = None
        self.given = False
        """Whether the request's body was on its way: from then on the other side may have all of it."""

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Called before and after each step.

        A redirect that names a host is held to where that host really is: nothing has been
        sent yet when the connection turns out to end at a link-local address. A connection that is
        given up in the middle of its greeting by TLS is closed here: httpcore forgets it.
        """
        if event.endswith(".send_request_body.started"):
            self.given = self.given or info["request"].method != _TO_THE_PROXY
        self.doing = next((words for begin, words in _DOING.items() if event.startswith(begin)), self.doing)
        if event == "connection.connect_tcp.complete":
            self._stream = info["return_value"]
            address = self._stream.get_extra_info("server_addr")
            if self.redirected and address and link_local(str(address[0])):
                await self._stream.aclose()
                raise SourceError(
                    FailureKind.REFUSED, "the redirect is not followed: it leads to a link-local address"
                )
        if event == "connection.start_tls.failed" and self._stream is not None:
            await self._stream.aclose()
