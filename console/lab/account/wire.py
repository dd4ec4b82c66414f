"""AWS' protocols from the server's side: which operation a request calls, and answers in its shape.

An answer is checked by botocore's own validator against the shape that the service promises,
then written in the service's own protocol.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol
from urllib.parse import parse_qs

from botocore import xform_name
from botocore.validate import ParamValidator
from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

Parameters = dict[str, Any]
MARK = {"x-amzn-RequestId": "00000000-0000-0000-0000-000000000000"}
"""What AWS marks each of its answers with."""


class Headers(Protocol):
    """The headers of a request, whatever the case of their names."""

    def get(self, name: str, /) -> str | None:
        """One of them."""
        ...


@dataclass(frozen=True)
class Sent:
    """An answer as bytes, with its status."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@cache
def service(name: str) -> ServiceModel:
    """The model of a service by boto3's name."""
    return get_service_model(name)


def find_operation(
    method: str, target: str, headers: Headers, body: bytes, names: set[str]
) -> tuple[str, OperationModel] | None:
    """Which operation is called, of the services that these names begin with."""
    scope = re.search(r"Credential=[^/]*/\d+/[^/]+/([^/]+)/", headers.get("Authorization") or "")
    for name in sorted({name.partition(".")[0] for name in names}):
        model = service(name)
        if scope and scope[1] != model.signing_name:
            continue
        operation = _operation(model, method, target, headers, body)
        if operation is not None:
            return f"{name}.{xform_name(operation)}", model.operation_model(operation)
    return None


def _operation(model: ServiceModel, method: str, target: str, headers: Headers, body: bytes) -> str | None:
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
        return Sent(headers=MARK)
    report = ParamValidator().validate(answer, model.output_shape)
    assert not report.has_errors(), f"{model.name}: {report.generate_report()}"
    kind = get_serializer_class(model.service_model.service_name, model.service_model.resolved_protocol)
    made = kind(model).serialize(answer)
    body = made["body"]
    return Sent(
        body.encode() if isinstance(body, str) else body, made["status_code"], {**made["headers"], **MARK}
    )
