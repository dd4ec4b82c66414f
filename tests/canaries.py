"""What sings when it is touched: servers in the place of every channel and source, programs of any name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from data.config.channel import CHANNELS

_COUNTING = '#!/bin/sh\nprintf "%s\\n" "${{0##*/}} $*" >> "{log}"\necho "OK - it sings"\n'
_NO = {"email": b"554 no mail is taken here\r\n"}
_NO_HTTP = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
SOURCE = "source"
_LOOK_S = 0.05
_TABLES = """
[console]
environment = "production"

[[http]]
name = "shop"
url = "http://127.0.0.1:{source}/"

[[command]]
name = "till"
argv = ["{program}"]

[channel.slack]
token_file = "{secret}"
channel = "#incidents"
api_url = "http://127.0.0.1:{slack}/api"

[channel.statuspage]
page_id = "page"
token_file = "{secret}"
api_url = "http://127.0.0.1:{statuspage}/v1"

[channel.email]
host = "127.0.0.1"
port = {email}
security = "none"
sender = "ops@example.com"
to = ["team@example.com"]

[channel.webhook]
url = "http://127.0.0.1:{webhook}/"

[channel.pagerduty]
routing_key_file = "{secret}"
api_url = "http://127.0.0.1:{pagerduty}/v2/enqueue"
"""


class Programs:
    """Programs of these names in one folder, which write down that they were run."""

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        self.folder = folder
        self._log = folder.parent / f"{folder.name}.log"
        folder.mkdir()
        for name in names:
            program = folder / name
            program.write_text(_COUNTING.format(log=self._log), encoding="utf-8")
            program.chmod(0o700)

    @property
    def runs(self) -> list[str]:
        """Each run, with its arguments."""
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []


@dataclass(frozen=True)
class Canaries:
    """One for each kind of channel and one for a source, on ports of this machine."""

    ports: Mapping[str, int]
    touched: list[str] = field(default_factory=list)
    """Which was connected to, each time."""

    def tables(self, folder: Path, program: Path) -> str:
        """A configuration in which everything leads to a canary; `program` is a source's command."""
        secret = folder / "secret"
        secret.write_text("xoxb-1-abcdefgh", encoding="utf-8")
        secret.chmod(0o600)
        return _TABLES.format(program=program, secret=secret, **self.ports)


@contextmanager
def canaries() -> Iterator[Canaries]:
    """All of them, listening; whoever calls is refused for good."""
    touched: list[str] = []
    with ExitStack() as stack:
        ports = {name: stack.enter_context(_listening(name, touched)) for name in (SOURCE, *CHANNELS)}
        yield Canaries(ports, touched)


@contextmanager
def _listening(name: str, touched: list[str]) -> Iterator[int]:
    class Singing(StreamRequestHandler):
        def handle(self) -> None:
            touched.append(name)
            self.wfile.write(_NO.get(name, _NO_HTTP))

    with ThreadingTCPServer(("127.0.0.1", 0), Singing) as server:
        thread = Thread(target=server.serve_forever, args=(_LOOK_S,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()
