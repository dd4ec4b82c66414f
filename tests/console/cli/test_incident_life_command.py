"""``ops-console incident export-scenario``: from the journal to a file that a drill can be run from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.config.document import read_document
from data.config.places import recordings_dir
from data.drills.scenarios.library import read_scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.recorder.blocks import blocks_of
from data.recorder.files import recorded_in
from tests.command_line import CommandLine
from tests.data.recorder.flight import Flight

_CONFIGURATION = """
[console]
policy = "skafu"

[[http]]
name = "gutenberg"
url_env = "GUTENBERG"
timeout = "1s"
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path, {"GUTENBERG": "http://127.0.0.1:9/health?token=Zx9Zx9Zx9Zx9Zx9Zx9Zx9"})
    made.configure(_CONFIGURATION)
    # Nobody listens there: the source fails, and that is what it is declared on.
    declared = made.call("incident", "declare")
    assert declared.code == 0, declared.err
    return made


def test_it_writes_a_file_that_is_read_as_it_is(line: CommandLine, tmp_path: Path) -> None:
    line.call("incident", "note", "gutenberg.acme.internal is down")
    assert line.call("incident", "resolve").code == 0
    out = tmp_path / "drills" / "mine.toml"
    called = line.call("incident", "export-scenario", "--out", str(out))
    assert called.code == 0, called.err
    assert called.out.splitlines()[0] == str(out)
    assert "not taken over: nothing was recorded at that time" in called.out
    assert out.stat().st_mode & 0o777 == 0o600
    document = read_document(out)
    assert document is not None
    scenario = read_scenario(out, document.content, document, load_runbooks(), load_policies())
    assert [each.name for each in scenario.services] == ["service-1"] and scenario.troubles
    text = out.read_text()
    assert not [each for each in ("gutenberg", "127.0.0.1", "Zx9", "alice", "acme") if each in text]
    assert line.call("incident", "export-scenario").out == text


def test_read_only_prints_and_writes_nothing(line: CommandLine, tmp_path: Path) -> None:
    assert line.call("--read-only", "incident", "export-scenario").out.startswith("# Made of a real incident")
    called = line.call("--read-only", "incident", "export-scenario", "--out", str(tmp_path / "x.toml"))
    assert called.code == 64 and "read-only" in called.err and not (tmp_path / "x.toml").exists()


def test_what_there_is_nothing_of_is_refused(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    line.configure('[console]\npolicy = "skafu"\n')
    line.call("incident", "declare", "--severity", "P0", "--title", "site down")
    called = line.call("incident", "export-scenario")
    assert called.code == 65 and "nothing to drill" in called.err
    assert line.call("incident", "export-scenario", "INC-1").code == 64


def _damage(folder: Path) -> None:
    """Three blocks in the middle of the longest file, as a bad disk might have it."""
    file = max((each.file for each in recorded_in(folder)), key=lambda file: len(blocks_of(file)))
    content, blocks = bytearray(file.read_bytes()), blocks_of(file)
    for block in blocks[len(blocks) // 2 :][:3]:
        assert block.values is not None
        content[block.values.start + 3] ^= 0xFF
    file.write_bytes(content)


def test_what_is_damaged_of_a_recording_is_said_beside_the_scenario(line: CommandLine) -> None:
    folder = recordings_dir(line.environ, "")
    assert list(Flight(folder, 2, began=datetime.now(UTC) - timedelta(seconds=120)).fly(120))
    whole = line.call("incident", "export-scenario")
    _damage(folder)
    called = line.call("incident", "export-scenario")
    assert (whole.code, called.code) == (0, 0)
    assert "damaged" not in whole.err and called.out.startswith("# Made of a real incident")
    told = [each for each in called.err.splitlines() if "damaged" in each]
    assert len(told) == 1 and told[0].startswith("ops-console: what was recorded at 20")
    assert told[0].endswith("of every source, and left out")
