"""Five hundred alerts at once, as Alertmanager is told them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.lab.monitoring.storm import STORM, storm

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_each_alert_is_one_of_its_own() -> None:
    alerts = storm(_NOW, _NOW + timedelta(hours=1))
    assert len({tuple(sorted(alert["labels"].items())) for alert in alerts}) == STORM == 500


def test_the_same_alerts_resolve() -> None:
    firing, resolved = storm(_NOW, _NOW + timedelta(hours=1)), storm(_NOW, _NOW)
    assert [alert["labels"] for alert in firing] == [alert["labels"] for alert in resolved]
    assert [alert["startsAt"] for alert in firing] == [alert["startsAt"] for alert in resolved]
    assert all(alert["startsAt"] < alert["endsAt"] for alert in resolved)
