"""The whole program with an account that never answers: it shows so, and leaves at once. Fault 46."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.aws_endpoint import aws_endpoint, hanging
from tests.processes import processes_of
from tests.pty_session import PLAIN
from tests.sessions.home import START, Home
from tests.waiting import until

pytestmark = [pytest.mark.pty, pytest.mark.serial]

KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
}
TABLE = """
[[aws]]
name = "stuck-account"
region = "eu-west-1"
endpoint_url = "{url}"
every = "2s"
timeout = "4s"
"""


@pytest.mark.parametrize("way", ["key", "signal"])
def test_leaving_beside_an_account_that_hangs(tmp_path: Path, way: str) -> None:
    home = Home(tmp_path / "home")
    with aws_endpoint({"*": hanging()}) as aws:
        home.configure(TABLE.format(url=aws.url), home.printed("fine", "OK | x=1"))
        with home.open(environ=KEYS) as session:
            session.wait_for("stuck-account", START)
            until(lambda: aws.heads, START)
            began = time.monotonic()
            if way == "key":
                session.press("q")
            else:
                session.signal(signal.SIGTERM)
            code = session.wait_exit()
            assert time.monotonic() - began < 2
            assert code == (0 if way == "key" else 128 + signal.SIGTERM)
            assert session.modes == PLAIN
    assert processes_of(home.folder) == []


def test_check_says_that_it_hangs_and_ends(tmp_path: Path, aws_keys: None) -> None:
    home = Home(tmp_path / "home")
    with aws_endpoint({"*": hanging()}) as aws:
        home.configure(TABLE.format(url=aws.url))
        before = time.monotonic()
        checked = home.line.call("check")
    assert "does not answer" in checked.out, checked.out + checked.err
    assert checked.code == 3
    assert time.monotonic() - before < 15
