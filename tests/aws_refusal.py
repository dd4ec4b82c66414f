"""What AWS answers where it refuses, in the words and the protocol of the service that is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from moto.core.model import OperationModel

from console.lab.account.wire import MARK, Sent


@dataclass(frozen=True)
class Refusal:
    """An error, in the words and the protocol of the service that is asked."""

    code: str
    message: str = ""
    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)


def refused(model: OperationModel, refusal: Refusal) -> Sent:
    """An error as the service would send it."""
    protocol, code, said = model.service_model.resolved_protocol, refusal.code, refusal.message
    headers = {**MARK, **refusal.headers}
    if protocol in ("json", "rest-json"):
        headers |= {"Content-Type": "application/x-amz-json-1.1", "x-amzn-ErrorType": code}
        return Sent(json.dumps({"__type": code, "message": said}).encode(), refusal.status, headers)
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{said}</Message></Error>"
    if protocol == "ec2":
        error = f"<Response><Errors>{error}</Errors><RequestID>0</RequestID></Response>"
    elif model.service_model.service_name != "s3":
        error = f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"
    return Sent(error.encode(), refusal.status, headers | {"Content-Type": "text/xml"})
