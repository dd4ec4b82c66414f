"""Output is bounded, counted, digested, and shows no secret and no order to a terminal."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from data.runbook_runs.capture import HEAD, Capture

SECRET = "s3cr3t-Pa55"


def heard(*chunks: bytes, secrets: tuple[str, ...] = ()) -> Capture:
    capture = Capture(secrets)
    for chunk in chunks:
        capture.hear(chunk)
    return capture


def test_what_is_short_is_kept_whole() -> None:
    output = heard(b"one\n", b"two\n").output()
    assert (output.text, output.size, output.cut) == ("one\ntwo\n", 8, False)
    assert output.digest == "sha256:" + hashlib.sha256(b"one\ntwo\n").hexdigest()


def test_of_what_is_long_the_two_ends_are_kept() -> None:
    """Fault 63."""
    output = heard(b"first\n", *[b"x" * 65_536] * 200, b"\nlast\n").output()
    assert output.cut and output.size == 65_536 * 200 + 12
    assert output.text.startswith("first\n") and output.text.endswith("\nlast\n")
    assert "13,107,212 bytes in all" in output.text
    assert len(output.text) < 2 * HEAD + 100


def test_one_long_line_and_bytes_that_are_no_text() -> None:
    output = heard(b"a" * 300_000, b"\xff\xfe\x00\x1b[31m").output()
    assert output.cut and "\x1b" not in output.text and "\x00" not in output.text


@given(st.integers(0, 40_000), st.integers(1, 5_000))
def test_a_secret_is_nowhere_wherever_it_stood(before: int, size: int) -> None:
    printed = b"-" * before + SECRET.encode() + b"=" * (40_000 - before)
    chunks = [printed[at : at + size] for at in range(0, len(printed), size)]
    capture = heard(*chunks, secrets=(SECRET,))
    shown = capture.output().text + "\n".join(capture.last_lines(50))
    assert not any(SECRET[:length] in shown for length in range(6, len(SECRET) + 1))


@given(st.lists(st.binary(max_size=9_000), max_size=8))
def test_the_digest_is_over_everything_however_it_came(chunks: list[bytes]) -> None:
    output = heard(*chunks).output()
    assert output.size == sum(map(len, chunks))
    assert output.digest == f"sha256:{hashlib.sha256(b''.join(chunks)).hexdigest()}"
    assert len(output.text) < 2 * HEAD + 100
