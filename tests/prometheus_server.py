"""A real Prometheus on loopback that scrapes an exporter whose words a test puts in its mouth."""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from console.lab.process import leashed
from tests.ports import port_of_its_own
from tests.programs import needs

_START_S = 60.0


class Exporter:
    """Answers every scrape with `metrics`, and a counter ``ticks_total`` that grows by one each time."""

    def __init__(self) -> None:
        self.metrics = ""
        self.scrapes = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Gone, as a machine goes that is switched off."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        exporter = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                exporter.scrapes += 1
                body = f"{exporter.metrics}ticks_total {exporter.scrapes}\n".encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@dataclass
class PrometheusServer:
    """Where it is, and what it scrapes."""

    port: int
    process: subprocess.Popen[bytes]
    exporter: Exporter
    mortal: Exporter
    """A second one, for a test to stop."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def prometheus_server(
    history: Iterable[str] = (), rules: Mapping[str, str] | None = None
) -> Iterator[PrometheusServer]:
    """Started, and with first samples of both exporters.

    `history` are lines of OpenMetrics, with times, that it is to remember; `rules` are the
    expressions to record every second, by name.
    """
    program = needs("prometheus")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ops-console-prometheus-")))
        exporters = [Exporter(), Exporter()]
        for exporter in exporters:
            stack.callback(exporter.stop)
        settings = folder / "prometheus.yml"
        settings.write_text(json.dumps(_settings(exporters, _rules(folder, rules or {}))))  # JSON is YAML
        _remember(folder, history)
        port = port_of_its_own()
        log = stack.enter_context((folder / "log").open("wb"))
        argv = [program, f"--config.file={settings}", f"--storage.tsdb.path={folder / 'data'}"]
        argv += ["--storage.tsdb.retention.time=90d"]
        process = subprocess.Popen(
            leashed([*argv, f"--web.listen-address=127.0.0.1:{port}"], signal.SIGKILL),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        stack.callback(_end, process)
        until = time.monotonic() + _START_S
        while not (_ready(port) and all(exporter.scrapes for exporter in exporters)):
            assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        yield PrometheusServer(port, process, *exporters)


def _rules(folder: Path, rules: Mapping[str, str]) -> list[str]:
    recorded = [{"record": name, "expr": expression} for name, expression in rules.items()]
    file = folder / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "recorded", "interval": "1s", "rules": recorded}]}))
    return [str(file)] if rules else []


def _remember(folder: Path, history: Iterable[str]) -> None:
    file = folder / "history.txt"
    with file.open("w") as out:
        out.writelines(f"{line}\n" for line in history)
        out.write("# EOF\n")
    if file.stat().st_size > len("# EOF\n"):
        argv = [
            needs("promtool"),
            "tsdb",
            "create-blocks-from",
            "--max-block-duration=720h",
            "openmetrics",
            str(file),
            str(folder / "data"),
        ]
        subprocess.run(argv, check=True, capture_output=True, timeout=120)


def _settings(exporters: list[Exporter], rule_files: list[str]) -> dict[str, object]:
    jobs = [
        {"job_name": name, "static_configs": [{"targets": [exporter.address]}]}
        for name, exporter in zip(("steady", "mortal"), exporters, strict=True)
    ]
    times = {"scrape_interval": "200ms", "scrape_timeout": "200ms"}
    return {"global": times, "scrape_configs": jobs, "rule_files": rule_files}


def _ready(port: int) -> bool:
    with (
        suppress(URLError, ConnectionError, TimeoutError),
        urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=1),
    ):
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait(timeout=60)
