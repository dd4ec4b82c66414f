"""Writes the configuration and the files that it names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomli_w

from console.lab.configuration.hosted import aws_keys, hosted
from console.lab.configuration.parts import parts
from console.lab.configuration.team import policy, team
from console.lab.environment import ADMIN_DSN, MONITOR_DSN
from console.lab.scene import Scene
from data.config.places import state_dir

_POLICY = "policy.toml"


def write_configuration(scene: Scene) -> Path:
    """Write it, and beside it the files of the secrets it names; the path of the first."""
    if scene.accounts:
        _private(scene.folder / MONITOR_DSN, scene.accounts.monitor)
        _private(scene.folder / ADMIN_DSN, scene.accounts.admin)
    for file, content in {**scene.vendors.tokens, **scene.recipients.secrets, **aws_keys(scene)}.items():
        _private(file, content)
    _private(scene.folder / _POLICY, tomli_w.dumps(policy()))
    file = scene.folder / "config.toml"
    _private(file, tomli_w.dumps(configuration(scene)))
    return file


def configuration(scene: Scene) -> dict[str, Any]:
    """Everything that the file says."""
    console = {
        "environment": "lab",
        "policy": policy()["id"],
        "timezone": "Europe/London",
        "log_dir": str(state_dir(os.environ) / "lab" / "journal"),
    }
    return {
        "console": console,
        **parts(scene),
        **hosted(scene),
        **team(scene.time.now()),
        "channel": scene.recipients.channels(),
        "policy": [{"path": _POLICY}],
    }


def _private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
