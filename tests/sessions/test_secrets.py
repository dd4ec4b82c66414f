"""Promise B10: secrets planted wherever one may be, looked for wherever one might come out."""

from __future__ import annotations

import asyncio
import base64
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from data.config.channel import CHANNELS
from tests.background import served
from tests.pty_session import PtySession, environment
from tests.servers import Request
from tests.sessions.home import ARGV, ROOT, START, Home, command
from tests.sessions.morning import go_to

pytestmark = pytest.mark.pty

MARK = "c4n4ry"
AS_SENT = base64.b64encode(f"ops:{MARK}-userinfo".encode()).decode()
PLANTED = {
    "THE_DSN": f"postgresql://ops:{MARK}-dsn@127.0.0.1:9/main?sslmode=disable",
    "THE_URL": f"http://ops:{MARK}-userinfo@127.0.0.1:PORT/health?api_key={MARK}-query&x=1",
    "THE_MOVED_URL": f"http://127.0.0.1:PORT/moved?token={MARK}-moved",
    "THE_HEADER": f"Bearer {MARK}-header",
    "THE_TOKEN": f"{MARK}-token",
    "AWS_ACCESS_KEY_ID": "known-to-all",
    "AWS_SECRET_ACCESS_KEY": f"{MARK}-aws-key",
    "AWS_SESSION_TOKEN": f"{MARK}-aws-session",
    "THE_WORD": f"{MARK}-environment",
    "THE_HOOK": f"http://127.0.0.1:PORT/hooks/{MARK}/x?key={MARK}-hook",
    "UNNAMED": f"{MARK}-unnamed",
}
TABLES = """
[[postgres]]
name = "main"
dsn_env = "THE_DSN"
every = "1s"
timeout = "3s"
[[http]]
name = "echo"
url_env = "THE_URL"
header_env = { Authorization = "THE_HEADER", X-Key = "THE_TOKEN" }
every = "1s"
[[http]]
name = "moved"
url_env = "THE_MOVED_URL"
every = "1s"
[[prometheus]]
name = "prom"
url = "http://127.0.0.1:PORT/prom"
token_env = "THE_TOKEN"
every = "1s"
[[prometheus.query]]
signal = "api.error_rate_pct"
promql = "up"
[[alertmanager]]
name = "am"
url = "http://127.0.0.1:PORT/am"
token_env = "THE_TOKEN"
every = "1s"
[[github]]
name = "repository"
repository = "example/app"
url = "http://127.0.0.1:PORT/github"
token_env = "THE_TOKEN"
every = "1s"
[channel.slack]
token_env = "THE_TOKEN"
channel = "#incidents"
api_url = "http://127.0.0.1:PORT/slack"
[channel.statuspage]
token_env = "THE_TOKEN"
page_id = "page"
api_url = "http://127.0.0.1:PORT/page"
[channel.pagerduty]
routing_key_env = "THE_TOKEN"
api_url = "http://127.0.0.1:PORT/pager"
[channel.webhook]
url_env = "THE_HOOK"
token_env = "THE_TOKEN"
[channel.email]
timeout = "1s"
host = "127.0.0.1"
port = PORT
security = "none"
user = "ops"
password_env = "THE_TOKEN"
sender = "ops@example.com"
to = ["all@example.com"]
[[aws]]
name = "account"
region = "eu-west-1"
endpoint_url = "http://127.0.0.1:PORT/aws"
every = "1s"
timeout = "3s"
"""
EVERYWHERE = [f"--channel={name}" for name in CHANNELS]
TELLTALE = 'printf "FAIL %s %s | x=1\\n" "$THE_WORD" "$THE_DSN"; echo "$THE_WORD" >&2; exit 2'


async def repeating(request: Request, writer: asyncio.StreamWriter) -> None:
    """The worst a server can do: it repeats all that it was sent, as an error or as a redirect."""
    headers = "\n".join(map(str, request.headers.items()))
    said = f"{request.method} {request.target}\n{headers}\n{request.body.decode()}"
    moved = request.target.startswith("/moved")
    status = f"302 Found\r\nLocation: {request.target}&again=1" if moved else f"500 {request.target}"
    body = said.encode()
    writer.write(f"HTTP/1.1 {status}\r\nX-Said: {request.target}\r\n".encode())
    writer.write(f"Content-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


@contextmanager
def indiscreet_home(folder: Path) -> Iterator[Home]:
    """A home with secrets in everything that takes one."""
    home = Home(folder)
    with served(repeating) as server:
        port = str(server.port)
        home.planted = {name: value.replace("PORT", port) for name, value in PLANTED.items()}
        telling = command("telling", "/bin/sh", "-c", TELLTALE).replace(
            "signals", 'env_from = ["THE_WORD", "THE_DSN"]\nsignals'
        )
        home.configure(TABLES.replace("PORT", port), telling)
        yield home


def command_lines() -> str:
    """What `ps` shows of every process."""
    seen = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            seen.append(file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return "\n".join(line for line in seen if "pytest" not in line)


def called(home: Home, *arguments: str) -> str:
    """Everything that a command says, on both streams."""
    ended = subprocess.run(
        [*ARGV, *arguments],
        cwd=ROOT,
        env=environment(home.environ() | home.planted),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.stdout or ended.stderr
    return ended.stdout + ended.stderr


def look_everywhere(session: PtySession) -> Iterator[str]:
    """Each source opened with its last error and raw answer, a list run on them, the journal."""
    session.wait_for("telling", START)
    for name in ("main", "echo", "moved", "prom", "repository", "account", "telling"):
        go_to(session, name)
        session.press("enter")
        session.wait_for(lambda screen: "Source" in screen.splitlines()[0])
        session.wait_quiet(0.3)
        yield session.text
        session.press("escape")
        session.wait_for(lambda screen: "Health" in screen.splitlines()[0])
    session.press("6")
    go_to(session, "Morning health check")
    session.press("enter")
    session.wait_for("need you")
    for _ in range(8):
        session.press("down")
        session.wait_quiet(0.1)
        yield session.text
    session.press("0")
    session.wait_for("am: NO DATA")
    yield session.text
    session.press("9")
    session.wait_for("Today")
    session.press("enter")
    session.wait_quiet(0.3)
    yield session.text


def test_no_secret_comes_out(tmp_path: Path) -> None:
    with indiscreet_home(tmp_path / "home") as home:
        with home.open(size=(200, 60), environ=home.planted) as session:
            screens = "\n".join([*look_everywhere(session), command_lines()])
            assert "500" in screens and "telling" in screens and "[[postgres]]" not in screens
            session.press("q")
            assert session.wait_exit() == 0
            assert MARK not in screens and AS_SENT not in screens
            assert MARK.encode() not in session.raw
        for arguments in (
            ("check",),
            ("check", "--json"),
            ("config", "show"),
            ("config", "show", "--json"),
            ("doctor",),
            ("checklist", "run", "manual-morning", "--json"),
            ("incident", "declare", "--severity", "P0", "--title", "site down"),
            ("incident", "update", "At it.", "--subject", "x", "--yes", "--wait", "2", *EVERYWHERE),
            ("outbox", "send", "--wait", "1"),
            ("outbox", "list", "--json"),
            ("outbox", "ledger"),
            ("log", "show", "--json"),
            ("log", "export", "--format", "md"),
            ("log", "export", "--format", "toml"),
        ):
            said = called(home, *arguments)
            assert MARK not in said and AS_SENT not in said, arguments
        assert all(name in called(home, "outbox", "ledger") for name in CHANNELS), "nothing was tried"
        written = [file for file in home.folder.rglob("*") if file.is_file()]
        assert any(file.suffix == ".toml" and "journal" in file.parts for file in written)
        assert [file for file in written if MARK.encode() in file.read_bytes()] == []
