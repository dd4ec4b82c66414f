"""The platform's own figures: page views, backups and safety."""

from __future__ import annotations

from console.lab.services.platform import Platform


def test_backups_and_safety_are_told_whatever_else_is() -> None:
    text = Platform(0, lambda: {"backup_last_size_bytes": 7.0}).exposition()
    assert "\nbackup_last_size_bytes 7.0\n" in text
    assert "\nsecurity_breach_indicators 0\n" in text
    assert '\ncompliance_score_percent{of="soc2"} 98.0\n' in text
    assert "\nweb_vitals_lcp_seconds_count 0\n" in text


def test_where_there_is_no_backup_nothing_is_told_of_it() -> None:
    assert "backup" not in Platform(0, lambda: {}).exposition()
