"""An AWS of a test's own making on loopback: answers in the service model's shape, and faults.

What a test lets it answer is checked by botocore's own validator against the shape that the
service promises, then written in the service's own protocol.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from botocore import xform_name
from botocore.validate import ParamValidator
from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

Parameters = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """An answer as bytes, with its status; `then` is what the server does after its head and body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[Handler], None] | None = None


@dataclass(frozen=True)
class Refusal:
    """An error, in the words and the protocol of the service that is asked."""

    code: str
    message: str = ""
    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)


Answering = Parameters | Sent | Refusal | Callable[[Parameters], "Parameters | Sent | Refusal"]
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
    timeout = 30

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.endpoint.heads.append({name.lower(): value for name, value in self.headers.items()})
        with suppress(ConnectionError, TimeoutError):
            self._send(self._sent(body))

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    def _sent(self, body: bytes) -> Sent:
        split = urlsplit(self.path)
        called = find_operation(self.command, self.path, self.headers, body, set(self.endpoint.answers))
        if called is None:
            self.endpoint.asked.append(("?", {}))
            given = self.endpoint.answers.get("*")
            return given if isinstance(given, Sent) else Sent(b"unknown operation", 501)
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
        if isinstance(given, Sent):
            return given
        try:
            return written(model, given)
        except AssertionError as error:
            self.endpoint.wrong.append(str(error))
            return Sent(b"the test's own answer has not the service's shape", 500)

    def _send(self, sent: Sent) -> None:
        if sent.act is not None:
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


@cache
def service(name: str) -> ServiceModel:
    """The model of a service by boto3's name."""
    return get_service_model(name)


def find_operation(
    method: str, target: str, headers: Message, body: bytes, names: set[str]
) -> tuple[str, OperationModel] | None:
    """Which operation of those services that the test speaks of is called."""
    scope = re.search(r"Credential=[^/]*/\d+/[^/]+/([^/]+)/", headers.get("Authorization") or "")
    for name in sorted({name.partition(".")[0] for name in names} - {"*"}):
        model = service(name)
        if scope and scope[1] != model.signing_name:
            continue
        operation = _operation(model, method, target, headers, body)
        if operation is not None:
            return f"{name}.{xform_name(operation)}", model.operation_model(operation)
    return None


def _operation(model: ServiceModel, method: str, target: str, headers: Message, body: bytes) -> str | None:
    if named := headers.get("X-Amz-Target"):
        prefix, _, operation = named.rpartition(".")
        return operation if prefix == model.metadata.get("targetPrefix") else None
    if model.resolved_protocol in ("query", "ec2"):
        form = parse_qs(body.decode())
        same = form.get("Version") == [model.api_version]
        return form["Action"][0] if same else None
    path, _, query = target.partition("?")
    fitting = [
        name for name in model.operation_names if _fits(model.operation_model(name).http, method, path, query)
    ]
    return max(fitting, key=lambda name: _fixed(model.operation_model(name).http["requestUri"]), default=None)


def _fits(http: Mapping[str, str], method: str, path: str, query: str) -> bool:
    uri, _, demanded = http["requestUri"].partition("?")
    parts = [
        ".+" if part.endswith("+}") else "[^/]+" if part[:1] == "{" else re.escape(part)
        for part in _parts(uri)
    ]
    there = set(query.split("&"))
    wanted = {part for part in demanded.split("&") if part}
    same = {part for part in wanted if part in there or f"{part}=" in there}
    return (
        http["method"] == method
        and same == wanted
        and bool(re.fullmatch("/" + "/".join(parts), f"/{'/'.join(_parts(path))}"))
    )


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _fixed(uri: str) -> tuple[int, int]:
    """How much of an address is fixed: "/buckets" is a better fit than "/{Bucket}"."""
    return uri.count("&") + uri.count("?"), -uri.count("{")


def read(
    model: OperationModel, method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> Parameters:
    """The parameters of a request."""
    protocol = model.service_model.resolved_protocol
    if protocol in ("json", "rest-json"):
        sent: Parameters = json.loads(body or b"{}")
        return sent | {name: values[0] for name, values in parse_qs(query).items()}
    if protocol in ("query", "ec2"):
        values = {name: found[0] for name, found in parse_qs(body.decode()).items()}
        request: Any = {"body": "", "headers": headers, "method": method, "url_path": path, "values": values}
        parsed: Parameters = PROTOCOL_PARSERS[protocol](model).parse(request)
        return parsed
    return {"path": path, **{name: values[0] for name, values in parse_qs(query).items()}}


def written(model: OperationModel, answer: Parameters) -> Sent:
    """An answer as the service would send it; AssertionError where that is not its shape."""
    if model.output_shape is None:
        return Sent()
    report = ParamValidator().validate(answer, model.output_shape)
    assert not report.has_errors(), f"{model.name}: {report.generate_report()}"
    kind = get_serializer_class(model.service_model.service_name, model.service_model.resolved_protocol)
    made = kind(model).serialize(answer)
    body = made["body"]
    return Sent(body.encode() if isinstance(body, str) else body, made["status_code"], made["headers"])


def refused(model: OperationModel, refusal: Refusal) -> Sent:
    """An error as the service would send it."""
    protocol, code, said = model.service_model.resolved_protocol, refusal.code, refusal.message
    headers = {"x-amzn-requestid": "00000000-0000-0000-0000-000000000000", **refusal.headers}
    if protocol in ("json", "rest-json"):
        headers |= {"Content-Type": "application/x-amz-json-1.1", "x-amzn-ErrorType": code}
        return Sent(json.dumps({"__type": code, "message": said}).encode(), refusal.status, headers)
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{said}</Message></Error>"
    if protocol == "ec2":
        error = f"<Response><Errors>{error}</Errors><RequestID>0</RequestID></Response>"
    elif model.service_model.service_name != "s3":
        error = f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"
    return Sent(error.encode(), refusal.status, headers | {"Content-Type": "text/xml"})
