"""Drives an installed ops-console as a person and a script would, away from the checkout.

    python drive_wheel.py /path/to/ops-console

Uses the standard library alone; leaves with 1 at the first thing that is not as it should be.
"""

from __future__ import annotations

import fcntl
import http.server
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LAB_SECONDS = 60
SCREEN_SECONDS = 8


class Health(http.server.BaseHTTPRequestHandler):
    """A service that is well."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status": "ok"}')

    def log_message(self, format: str, *args: object) -> None:
        """Quietly."""


class Installed:
    """The program under test, in a home of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self.program = program
        kept = {name: os.environ[name] for name in ("PATH", "LC_ALL") if name in os.environ}
        self.environ = {**kept, "HOME": str(home), "USER": "alice", "TERM": "xterm-256color"}

    def call(self, *argv: str, code: int | set[int] = 0) -> str:
        """Run one command; what it printed. The exit code must be as expected."""
        ended = subprocess.run(
            [self.program, *argv],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        expected = {code} if isinstance(code, int) else code
        words = f"{' '.join(argv)}: exit {ended.returncode}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}"
        ensure(ended.returncode in expected, words)
        ensure("Traceback" not in ended.stderr, words)
        print(f"  {' '.join(argv)}: exit {ended.returncode}")
        return ended.stdout

    def json(self, *argv: str, code: int | set[int] = 0) -> Any:  # noqa: ANN401 - whatever was printed
        """Run one command and parse what it printed."""
        return json.loads(self.call(*argv, "--json", code=code))


def ensure(holds: object, words: str) -> None:
    """Leave where something is not as it should be."""
    if not holds:
        sys.exit(f"drive_wheel: {words}")


def main() -> None:
    """Everything, in order."""
    home = Path(tempfile.mkdtemp(prefix="ops-console-home-"))
    try:
        installed = Installed(sys.argv[1], home)
        commands(installed)
        with service() as port:
            own_configuration(installed, home, port)
            screen(installed)
        lab(installed)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def commands(installed: Installed) -> None:
    """What needs no configuration."""
    ensure(installed.call("--version").startswith("ops-console "), "--version prints no version")
    installed.call("--help")
    installed.call("nonsense", code=64)
    installed.call(code=64)
    ensure(installed.json("policy", "list"), "no policies in the wheel")
    ensure(installed.json("checklist", "list"), "no checklists in the wheel")
    installed.call("config", "init")
    installed.call("config", "init", code=78)
    installed.call("config", "check")
    installed.call("config", "show")
    installed.call("doctor", code={0, 1, 2})


def own_configuration(installed: Installed, home: Path, port: int) -> None:
    """Sources of this machine, asked for real."""
    file = home / ".config/ops-console/config.toml"
    file.write_text(
        f"""
        [console]
        environment = "wheel"
        [[host]]
        name = "here"
        [[http]]
        name = "api"
        url = "http://127.0.0.1:{port}/"
        expect_json = {{ status = "ok" }}
        [[command]]
        name = "true"
        argv = ["true"]
        """,
        encoding="utf-8",
    )
    document = installed.json("check", code={0, 1, 2})
    verdicts = {source["name"]: source["verdict"] for source in document["sources"]}
    ensure(verdicts["api"] == "pass" and verdicts["true"] == "pass", f"check: {verdicts}")
    installed.json("check", "--only", "api")
    run = installed.json("checklist", "run", "manual-morning", code={0, 1, 2, 3})
    ensure(run["items"], "a run without items")
    installed.call("log", "append", "--kind", "note", "--note", "from the wheel")
    ensure("from the wheel" in installed.call("log", "show"), "the note is not in the journal")
    installed.call("log", "verify")


@contextmanager
def service() -> Iterator[int]:
    """A small HTTP service on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def screen(installed: Installed) -> None:
    """The console in a terminal of 80×24: it draws, it ends when told, it restores the terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(installed.program, [installed.program], installed.environ)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.kill(child, signal.SIGWINCH)
    output = read_for(terminal, SCREEN_SECONDS, until=b"api")
    ensure(b"\x1b[?1049h" in output and b"api" in output, f"the console did not draw: {output[-500:]!r}")
    began = time.monotonic()
    os.kill(child, signal.SIGTERM)
    output += read_for(terminal, SCREEN_SECONDS)
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - began
    ensure(os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM, f"the console ended with {status}")
    ensure(b"\x1b[?1049l" in output, "the terminal was not restored")
    ensure(took < SCREEN_SECONDS, f"the console took {took:.1f} s to end")
    print(f"  the console in a terminal: drawn, ended in {took:.1f} s")


def read_for(terminal: int, seconds: float, until: bytes | None = None) -> bytes:
    """What arrives, until a word is there, the other side closes, or time is up."""
    output = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        output += chunk
        if not chunk or (until is not None and until in output):
            break
    return output


def lab(installed: Installed) -> None:
    """The lab without the console: it starts, is asked, and leaves nothing behind."""
    process = subprocess.Popen(
        [installed.program, "lab", "--headless"],
        env=installed.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        file = configuration_of(process)
        document = installed.json("check", "--config", str(file), code={0, 1, 2, 3})
        asked = {source["name"]: source["verdict"] for source in document["sources"]}
        ensure("pass" in asked.values(), f"nothing in the lab passes: {asked}")
        print(f"  the lab: {asked}")
    finally:
        process.terminate()
        code = process.wait(timeout=LAB_SECONDS)
    ensure(code in (0, 128 + signal.SIGTERM, -signal.SIGTERM), f"the lab ended with {code}")
    ensure(not file.exists(), f"the lab left {file}")
    left = subprocess.run(
        ["ps", "-o", "pid=,args=", "-s", str(process.pid)], capture_output=True, text=True, check=False
    )
    ensure(not left.stdout.strip(), f"the lab left processes behind: {left.stdout}")


def configuration_of(process: subprocess.Popen[str]) -> Path:
    """The path that the lab prints as the last line of its start."""
    stdout = process.stdout
    ensure(stdout is not None, "the lab has no output")
    end = time.monotonic() + LAB_SECONDS
    while stdout is not None and time.monotonic() < end:
        line = stdout.readline()
        ensure(line, "the lab ended before it was ready")
        path = Path(line.strip())
        if path.suffix == ".toml" and path.is_file():
            return path
    sys.exit("drive_wheel: the lab was not ready in time")


if __name__ == "__main__":
    main()
