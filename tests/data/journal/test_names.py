"""What the files are called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.journal.names import FileName, file_host, parse_name

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FileName(DAY, "bastion-1"), "2026-11-20.bastion-1.toml"),
        (FileName(DAY, "bastion-1", 2), "2026-11-20.bastion-1.2.toml"),
        (FileName(DAY, "db.example.com", 12), "2026-11-20.db.example.com.12.toml"),
        (FileName(DAY, "bastion-1", torn=True), "2026-11-20.bastion-1.torn"),
    ],
)
def test_names_say_day_machine_and_segment(name: FileName, text: str) -> None:
    assert name.name == text
    assert parse_name(text) == name
    assert name.under(Path("/j")) == Path("/j/2026") / text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "notes.toml",
        "2026-13-01.host.toml",
        "2026-11-20.toml",
        "2026-11-20.host.toml~",
        ".2026-11-20.h.toml",
    ],
)
def test_other_files_are_none_of_the_journals(text: str) -> None:
    assert parse_name(text) is None


@given(st.text(max_size=100))
def test_any_host_gives_a_safe_name_that_is_read_back(host: str) -> None:
    name = FileName(DAY, file_host(host))
    assert name.name == Path(name.name).name and not name.name.startswith(".") and len(name.name) < 120
    assert parse_name(name.name) == name


def test_an_address_is_not_mistaken_for_a_segment() -> None:
    assert file_host("10.0.0.2") == "10-0-0-2"
    assert file_host("web.2") == "web-2"
    assert file_host("../../etc/passwd") == "etc-passwd"
    assert file_host("") == "unknown"
