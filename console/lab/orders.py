"""Finds a running lab from another process, and gives it orders."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from console.lab.folder import ours, socket_of
from data.errors import OpsError, UsageError

_PATIENCE_S = 30.0
_LIMIT = 1 << 20


def ask(folder: Path, do: str, name: str = "") -> Any:  # noqa: ANN401 - whatever JSON can carry
    """Give one order to the lab in `folder` and return its answer; OpsError where it refuses."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE_S)
            connection.connect(str(socket_of(folder)))
            connection.sendall(json.dumps({"do": do, "name": name}).encode() + b"\n")
            with connection.makefile("rb") as answer:
                line = answer.readline(_LIMIT)
    except OSError as error:
        raise OpsError(f"the lab in {folder} does not answer: {error.strerror or error}") from error
    if not line:
        raise OpsError(f"the lab in {folder} has just ended")
    reply: dict[str, Any] = json.loads(line)
    if "error" in reply:
        kind = UsageError if reply.get("usage") else OpsError
        raise kind(reply["error"], reply.get("remedy", ""))
    return reply["answer"]


def running() -> Path:
    """The folder of the one lab that runs; UsageError where there is none, or more than one."""
    alive = [folder for folder in ours() if _answers(folder)]
    if not alive:
        raise UsageError("no lab is running", "start one in another terminal: ops-console lab")
    if len(alive) > 1:
        raise UsageError(f"{len(alive)} labs are running", f"say which: --lab {alive[-1]}")
    return alive[0]


def _answers(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(socket_of(folder)))
        except OSError:
            return False
    return True
