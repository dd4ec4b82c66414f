"""An AWS of a test's own making on loopback: answers in the service model's shape, and faults.

What a test lets it answer is checked against the shape that the service promises.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from console.lab.account import wire
from console.lab.account.wire import Parameters as Parameters
from console.lab.account.wire import find_operation, read, written
from tests.aws_refusal import Refusal as Refusal
from tests.aws_refusal import refused


@dataclass(frozen=True)
class Sent(wire.Sent):
    """An answer as bytes; `act` is what the server does in place of sending them."""

    act: Callable[[Handler], None] | None = None


Answering = Parameters | wire.Sent | Refusal | Callable[[Parameters], "Parameters | wire.Sent | Refusal"]
"""What an operation answers; a function is given the request's parameters."""


def page(text: str, status: int = 200) -> Sent:
    """A page for people where an answer ought to be, such as a proxy sends."""
    return Sent(text.encode(), status, {"Content-Type": "text/html"})


def hanging() -> Sent:
    """Takes the request and never answers."""
    return Sent(act=lambda handler: handler.leave_waiting())


def dripping(pause: float = 0.05) -> Sent:
    """A head at once, and then a byte at a time without an end."""
    return Sent(act=lambda handler: handler.drip(pause))


def flooding(size: int = 50_000_000) -> Sent:
    """A body that is much too large."""
    return Sent(act=lambda handler: handler.flood(size))


def resetting() -> Sent:
    """Breaks the connection off."""
    return Sent(act=lambda handler: handler.reset())


@dataclass
class AwsEndpoint:
    """What it answers, by boto3's names (``"ce.get_cost_and_usage"``; ``"*"`` for all others)."""

    answers: dict[str, Answering]
    port: int = 0
    asked: list[tuple[str, Parameters]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Answers that were not in the service's shape: the test that gave them fails."""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, name: str) -> int:
        """How often an operation was called."""
        return sum(asked == name for asked, _ in self.asked)


@contextmanager
def aws_endpoint(answers: Mapping[str, Answering]) -> Iterator[AwsEndpoint]:
    """Serves until the block is left; `answers` may be changed meanwhile."""
    endpoint = AwsEndpoint(dict(answers))
    handler = type("BoundHandler", (Handler,), {"endpoint": endpoint})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.block_on_close = True, False
    endpoint.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
    assert not endpoint.wrong, endpoint.wrong


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    endpoint: AwsEndpoint
    protocol_version = "HTTP/1.1"
    # Head and body leave as two pieces; else the second waits for the first to be acknowledged.
    disable_nagle_algorithm = True
    timeout = 30

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.endpoint.heads.append({name.lower(): value for name, value in self.headers.items()})
        with suppress(ConnectionError, TimeoutError):
            self._send(self._sent(body))

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    def _sent(self, body: bytes) -> wire.Sent:
        split = urlsplit(self.path)
        called = find_operation(
            self.command, self.path, self.headers, body, set(self.endpoint.answers) - {"*"}
        )
        if called is None:
            self.endpoint.asked.append(("?", {}))
            given = self.endpoint.answers.get("*")
            return given if isinstance(given, wire.Sent) else Sent(b"unknown operation", 501)
        name, model = called
        parameters = read(model, self.command, split.path, split.query, dict(self.headers), body)
        self.endpoint.asked.append((name, parameters))
        given = self.endpoint.answers.get(
            name, self.endpoint.answers.get("*", Refusal("NotInThisTest", status=501))
        )
        if callable(given):
            given = given(parameters)
        if isinstance(given, Refusal):
            return refused(model, given)
        if isinstance(given, wire.Sent):
            return given
        try:
            return written(model, given)
        except AssertionError as error:
            self.endpoint.wrong.append(str(error))
            return Sent(b"the test's own answer has not the service's shape", 500)

    def _send(self, sent: wire.Sent) -> None:
        if isinstance(sent, Sent) and sent.act is not None:
            self.close_connection = True
            sent.act(self)
            return
        self.send_response(sent.status)
        for name, value in sent.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent.body)

    def leave_waiting(self) -> None:
        self.endpoint.over.wait(60)

    def drip(self, pause: float) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.endpoint.over.wait(pause):
            self.wfile.write(b" ")

    def flood(self, size: int) -> None:
        self.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
        while size > 0 and not self.endpoint.over.is_set():
            self.wfile.write(b" " * 100_000)
            size -= 100_000

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass
