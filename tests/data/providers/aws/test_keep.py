from __future__ import annotations

import os
import stat
from pathlib import Path

from data.providers.aws.keep import Keep


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "cache"
    assert Keep(folder, "prod").read("cost") is None
    assert Keep(folder, "prod").write("cost", b"1") == ""
    assert Keep(folder, "prod").read("cost") == b"1"


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Keep(folder, "prod").write("cost", b"1")
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_accounts_and_names_are_told_apart(tmp_path: Path) -> None:
    Keep(tmp_path, "prod").write("cost", b"1")
    assert Keep(tmp_path, "staging").read("cost") is None
    assert Keep(tmp_path, "prod").read("other") is None


def test_where_nothing_may_be_written_it_is_remembered(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "cache", "prod", read_only=True)
    assert keep.write("cost", b"1") == ""
    assert keep.read("cost") == b"1"
    assert not (tmp_path / "cache").exists()


def test_read_only_still_reads_what_others_kept(tmp_path: Path) -> None:
    Keep(tmp_path, "prod").write("cost", b"1")
    assert Keep(tmp_path, "prod", read_only=True).read("cost") == b"1"


def test_read_only_what_was_paid_for_again_counts_over_what_is_older_on_disk(tmp_path: Path) -> None:
    Keep(tmp_path, "prod").write("cost", b"old")
    keep = Keep(tmp_path, "prod", read_only=True)
    keep.write("cost", b"new")
    assert keep.read("cost") == b"new"
    Keep(tmp_path, "prod").write("cost", b"of another console, later")
    assert keep.read("cost") == b"of another console, later"


def test_without_a_folder_it_is_remembered() -> None:
    keep = Keep()
    keep.write("cost", b"1")
    assert keep.read("cost") == b"1"


def test_a_disk_that_refuses_is_told_and_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    keep = Keep(tmp_path / "cache", "prod")
    assert keep.write("cost", b"1").startswith("not kept on disk: ")
    assert keep.read("cost") == b"1"


def test_no_link_and_no_pipe_is_followed(tmp_path: Path) -> None:
    Keep(tmp_path, "prod").write("cost", b"1")
    (file,) = tmp_path.iterdir()
    secret = tmp_path / "secret"
    secret.write_bytes(b"2")
    file.unlink()
    file.symlink_to(secret)
    assert Keep(tmp_path, "prod").read("cost") is None
    file.unlink()
    os.mkfifo(file)
    assert Keep(tmp_path, "prod").read("cost") in (None, b"")


def test_what_is_far_too_large_is_not_taken(tmp_path: Path) -> None:
    Keep(tmp_path, "prod").write("cost", b"1")
    (file,) = tmp_path.iterdir()
    with file.open("r+b") as wide:
        wide.truncate(20 * 1024 * 1024)
    assert Keep(tmp_path, "prod").read("cost") is None


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    keep = Keep(tmp_path, "prod")
    for number in range(3):
        keep.write("cost", str(number).encode())
    assert len(list(tmp_path.iterdir())) == 1


def test_what_nobody_writes_any_more_goes(tmp_path: Path) -> None:
    for scope in ("lab of last year", "lab of today"):
        Keep(tmp_path, scope).write("cost", b"1")
    old, *_ = tmp_path.iterdir()
    other = tmp_path / "notes.json"
    other.write_text("not ours")
    for file in (old, other):
        os.utime(file, (1e9, 1e9))
    Keep(tmp_path, "prod").write("cost", b"2")
    assert not old.exists() and other.exists()
    assert len(list(tmp_path.iterdir())) == 3
