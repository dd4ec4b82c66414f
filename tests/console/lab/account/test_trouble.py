from __future__ import annotations

from pathlib import Path

from console.lab.account.trouble import Account, Trouble, troubles


def test_nothing_is_wrong_at_first(tmp_path: Path) -> None:
    assert troubles(tmp_path / "troubles") == frozenset()


async def test_troubles_come_and_go_one_by_one(tmp_path: Path) -> None:
    account = Account(tmp_path / "troubles")
    await account.cost_spike(True)
    await account.key_old(True)
    assert troubles(account.file) == {Trouble.COST_SPIKE, Trouble.KEY_OLD}
    await account.cost_spike(False)
    await account.cost_spike(False)
    await account.finding_new(True)
    assert troubles(account.file) == {Trouble.KEY_OLD, Trouble.FINDING_NEW}
    assert [file.name for file in tmp_path.iterdir()] == ["troubles"]
