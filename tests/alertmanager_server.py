"""A real Alertmanager on loopback, told of alerts as Prometheus would tell it."""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from console.lab.process import leashed
from tests.ports import port_of_its_own
from tests.programs import needs

_START_S = 60.0
_SETTINGS = {
    "route": {"receiver": "nobody", "group_wait": "100ms"},
    "receivers": [{"name": "nobody"}],
    "inhibit_rules": [
        {
            "source_matchers": ['severity="critical"'],
            "target_matchers": ['severity="warning"'],
            "equal": ["service"],
        }
    ],
}
"""A critical alert inhibits the warnings of its service."""


@dataclass
class AlertmanagerServer:
    """Where it is; it can be stopped and started again on what it stored."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; back when it is ready."""
        argv = [
            needs("prometheus-alertmanager"),
            f"--config.file={self.folder / 'alertmanager.yml'}",
            f"--storage.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self.port}",
            "--cluster.listen-address=",
            "--log.level=warn",
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                leashed(argv, signal.SIGTERM), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until = time.monotonic() + _START_S
        while not self._ready():
            assert self.process.poll() is None and time.monotonic() < until, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as a service manager would; it stores its silences first."""
        process, self.process = self.process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)

    def fire(self, annotations: Mapping[str, str] | None = None, /, **labels: str) -> None:
        """An alert fires, until it is resolved or five minutes have passed."""
        now = datetime.now(UTC)
        times = {"startsAt": now.isoformat(), "endsAt": (now + timedelta(minutes=5)).isoformat()}
        self._send("alerts", [{"labels": labels, "annotations": dict(annotations or {}), **times}])

    def resolve(self, **labels: str) -> None:
        """The alert of these labels is over."""
        self._send("alerts", [{"labels": labels, "endsAt": datetime.now(UTC).isoformat()}])

    def silence(self, *, minutes: float = 60.0, by: str = "bo", comment: str = "work", **labels: str) -> str:
        """A silence that somebody else made."""
        now = datetime.now(UTC)
        answer = self._send(
            "silences",
            {
                "matchers": [
                    {"name": name, "value": value, "isRegex": False} for name, value in labels.items()
                ],
                "startsAt": now.isoformat(),
                "endsAt": (now + timedelta(minutes=minutes)).isoformat(),
                "createdBy": by,
                "comment": comment,
            },
        )
        return str(answer["silenceID"])

    def expire(self, id: str) -> None:
        """A silence that somebody ends."""
        with urlopen(Request(f"{self.url}/api/v2/silence/{id}", method="DELETE"), timeout=30):
            pass

    def in_force(self) -> list[dict[str, Any]]:
        """The silences that are active, as it answers them."""
        with urlopen(f"{self.url}/api/v2/silences", timeout=30) as answer:
            return [each for each in json.load(answer) if each["status"]["state"] == "active"]

    def _send(self, what: str, content: object) -> dict[str, Any]:
        request = Request(
            f"{self.url}/api/v2/{what}",
            json.dumps(content).encode(),
            {"Content-Type": "application/json"},
            method="POST",
        )
        with urlopen(request, timeout=30) as answer:
            text = answer.read()
        return dict(json.loads(text)) if text.strip() else {}

    def _ready(self) -> bool:
        with (
            suppress(URLError, ConnectionError, TimeoutError),
            urlopen(f"{self.url}/-/ready", timeout=1),
        ):
            return True
        return False


@contextmanager
def alertmanager_server() -> Iterator[AlertmanagerServer]:
    """Started, and with no alerts."""
    needs("prometheus-alertmanager")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ops-console-alerts-")))
        (folder / "alertmanager.yml").write_text(json.dumps(_SETTINGS))  # JSON is YAML
        server = AlertmanagerServer(folder, port_of_its_own())
        stack.callback(server.stop)
        server.start()
        yield server
