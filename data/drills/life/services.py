"""The services of a scenario from sources as they were: neutral names, normal life, a bounded number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from data.catalogue import catalogue
from data.drills.life.lived import Lived
from data.drills.life.neutral import Neutral
from data.drills.life.tracks import Change, Track
from data.drills.life.vocabulary import ordinary
from data.drills.life.writing import span
from data.drills.worlds.values import rounded
from data.models.labels import Labels
from data.models.series import Key

_CALM = 8
"""So many signals that nothing happened to are taken of a source."""
_MOST = 40
_UPS = {"postgres": "db.up", "tls": "tls.valid", "statuspage": "vendor.up", "supabase": "supabase.healthy"}
_UP = "http.up"
_KINDS = (
    *("http", "postgres", "prometheus", "alertmanager", "host", "command", "tls", "aws", "statuspage"),
    *("github", "vercel", "supabase", "fly", "sentry"),
)
_PLAIN_UNITS = frozenset({"ratio", "of 5", "rps", "usd", "×", "bytes", "code", "count", "bool", "ms", "%"})
_EVERY_S = 10.0


class Services:
    """Knows the sources of an incident by their neutral names."""

    def __init__(self, lived: Lived, neutral: Neutral) -> None:
        self._states = lived.sources()
        self._neutral = neutral
        self.left_out = 0
        """So many calm signals there was no room for."""

    def tables(
        self, tracks: Sequence[Track], changes: Sequence[Change], listing: Collection[str]
    ) -> list[dict[str, Any]]:
        """The tables of all services: those that changed, those that list something, then the calm."""
        moved = {change.key for change in changes if change.key}
        busy = [*(change.source for change in changes), *listing]
        names = dict.fromkeys([*busy, *self._states, *(track.key[0] for track in tracks)])
        tables = []
        for name in list(names)[:_MOST]:
            own = [track for track in tracks if track.key[0] == name]
            tables.append(self._service(name, own, moved))
        return tables

    def name(self, source: str) -> str:
        """What a source is called."""
        return self._neutral.name(source, "service")

    def place(self, key: Key) -> dict[str, Any]:
        """Service, signal and labels, as effects name them."""
        place: dict[str, Any] = {"service": self.name(key[0]), "signal": self._signal(key[1])}
        labels = self._labels(key[2])
        return {**place, "labels": labels} if labels else place

    def why_silent(self, source: str, lived: Lived) -> str:
        """Why a source did not answer, in words that say nothing else."""
        failures = (
            state.failure.message
            for snapshot in lived.snapshots
            for state in snapshot.sources
            if state.name == source and state.failure and snapshot.at.timestamp() >= lived.seen
        )
        return self._neutral.words(next(failures, "")) or "no answer"

    def _service(self, name: str, tracks: Sequence[Track], moved: Collection[Key]) -> dict[str, Any]:
        state = self._states.get(name)
        kind = state.kind if state and state.kind in _KINDS else "http"
        signals = list(self._signals(tracks, moved))
        table: dict[str, Any] = {"name": self.name(name), "kind": kind, "group": kind}
        table["every"] = span(max(1.0, state.every if state else _EVERY_S))
        if state and not state.critical:
            table["critical"] = False
        table["signals"] = signals or [{"signal": _UPS.get(kind, _UP), "base": 1.0}]
        return table

    def _signals(self, tracks: Sequence[Track], moved: Collection[Key]) -> Iterable[dict[str, Any]]:
        seen: list[dict[str, Any]] = []
        calm = 0
        for track in sorted(tracks, key=lambda each: each.key not in moved):
            calm += track.key not in moved
            if calm > _CALM and track.key not in moved:
                self.left_out += 1
                continue
            table = self._quantity(track)
            place = {"signal": table["signal"], "labels": table.get("labels")}
            if place not in seen:
                seen.append(place)
                yield table

    def _quantity(self, track: Track) -> dict[str, Any]:
        signal = self._signal(track.key[1])
        table: dict[str, Any] = {"signal": signal, "base": rounded(track.normal.base)}
        known = catalogue().get(signal)
        unit = track.unit if track.unit and _plain_unit(track.unit) else known.unit if known else ""
        if unit != (known.unit if known else ""):
            table["unit"] = unit
        if track.normal.noise:
            table["noise"] = rounded(track.normal.noise, 2)
        if track.lowest < 0:
            table["low"] = float("-inf")
        if (unit == "%" and track.highest > 100) or (unit == "bool" and track.highest > 1):
            table["high"] = float("inf")
        labels = self._labels(track.key[2])
        return {**table, "labels": labels} if labels else table

    def _signal(self, name: str) -> str:
        """A signal that everybody knows keeps its name; a team's own tells what it is about at most."""
        if catalogue().get(name):
            return name
        group = name.partition(".")[0]
        known = any(each.name.startswith(f"{group}.") for each in catalogue())
        return f"{group if known else 'own'}.{self._neutral.name(f'signal {name}', 'signal')}"

    def _labels(self, labels: Labels) -> dict[str, str]:
        return {self._neutral.words(name): self._neutral.words(value) for name, value in labels}


def _plain_unit(unit: str) -> bool:
    return unit in _PLAIN_UNITS or ordinary(unit)
