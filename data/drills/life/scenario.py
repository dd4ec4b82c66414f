"""Makes a scenario's file of what was lived; what could not be taken over it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.catalogue import catalogue
from data.config.problem import InvalidConfig
from data.drills.life.happenings import happenings_of
from data.drills.life.lived import Lived
from data.drills.life.neutral import Neutral
from data.drills.life.remedies import Remedy, procedure_of, remedies_of
from data.drills.life.services import Services
from data.drills.life.tracks import Change, followed
from data.drills.life.troubles import Woe, woes_of
from data.drills.life.writing import span, toml_text
from data.drills.scenarios.library import read_scenario
from data.drills.worlds.values import rounded
from data.errors import BadDataError
from data.messages.secrets import secrets_in
from data.models.scenario import InjectKind, Scenario, Shape
from data.policies.book import PolicyBook
from data.procedures.runbooks.shelf import Shelf

_LEAD_S = 120.0
"""Seconds of normal life before anything goes wrong."""
_TAIL_S, _LEAST_S, _LONGEST_S = 600.0, 900.0, 4 * 3600.0
_FADE_S = 600.0
_INCIDENT = re.compile(r"INC-(\d{4}-\d{2}-\d{2}-\d{1,6})")
_FALLBACK = "manual"
_Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of a scenario's file, and what could not be taken over, in words without names."""

    text: str
    left_out: tuple[str, ...]


def exported(lived: Lived, neutral: Neutral, policies: PolicyBook) -> Exported:
    """The scenario that an incident was. Raises BadDataError where a name would be left in it."""
    writer = _Writer(_with_plain_shelf(lived, neutral), neutral, policies)
    if not writer.known:
        raise BadDataError(
            "neither recordings nor evidence tell of any signal: there is nothing to drill",
            "an open console records what it sees",
        )
    left = tuple(writer.left_out())
    head = ["Made of a real incident, under other names."]
    head += [f"Not taken over: {each}." for each in left]
    text = toml_text(head, writer.table())
    _check(text, neutral)
    return Exported(text, left)


def read_back(text: str, shelf: Shelf, policies: PolicyBook) -> Scenario:
    """The scenario as whoever runs it reads it. Raises BadDataError where nobody could."""
    try:
        return read_scenario(Path("from-life.toml"), tomllib.loads(text), None, shelf, policies)
    except (InvalidConfig, tomllib.TOMLDecodeError) as error:
        raise BadDataError(f"what was recorded of it makes no scenario: {error}") from error


class _Writer:
    """One scenario while it is put together; `starts` is in seconds since 1970."""

    def __init__(self, lived: Lived, neutral: Neutral, policies: PolicyBook) -> None:
        self._lived, self._neutral, self._policies = lived, neutral, policies
        self._services = Services(lived, neutral)
        self._tracks, self._changes = followed(lived)
        self._woes = woes_of(self._changes)
        self._remedies, self._was_lived = remedies_of(lived, self._woes)
        self._happenings = happenings_of(lived)
        self._starts = float(int(min([lived.seen, *(woe.began for woe in self._woes)]) - _LEAD_S))
        listing = [each.source for each in self._happenings if each.source]
        self._tables = self._services.tables(self._tracks, self._changes, listing)
        self._names = {table["name"] for table in self._tables}

    @property
    def known(self) -> bool:
        """Whether anything is known of any source."""
        return bool(self._tables)

    def table(self) -> _Table:
        """The whole file."""
        lived = self._lived
        found = _INCIDENT.fullmatch(lived.incident.id)
        table: _Table = {
            "schema": 1,
            "id": f"life-{found[1]}" if found else "from-life",
            "title": f"From life: {self._subject()}",
            "policy": self._policy,
        }
        procedure = procedure_of(lived, self._remedies)
        if procedure:
            table["procedure"] = procedure
        if self._severities:
            table["severities"] = self._severities
        table |= {
            "starts": datetime.fromtimestamp(self._starts, UTC),
            "lasts": span(self._lasts),
            "briefing": "You are on call, and all is as it should be. What follows has happened once.\n",
            "story": "\n".join(self._story()) + "\n",
            "service": self._tables,
            "trouble": [self._trouble(woe) for woe in self._woes],
            "inject": list(self._injects()),
            "deed": list(self._deeds()),
        }
        return {key: value for key, value in table.items() if value not in ([], "")}

    def left_out(self) -> Iterator[str]:
        """What could not be taken over."""
        lived = self._lived
        if not lived.pasts:
            yield "nothing was recorded at that time, so signals are told from evidence alone"
        if self._services.left_out:
            yield f"{self._services.left_out} signals to which nothing happened"
        if not self._woes:
            yield "no signal is known to have gone wrong: write the trouble yourself"
        elif not self._was_lived:
            yield (
                "no step is known to have helped; the last one of the fitting procedure is supposed to"
                if self._remedies and any(each.cures for each in self._remedies)
                else "nothing is known to have helped: write the deed yourself"
            )
        open_ = sum(woe.back is None for woe in self._woes)
        if open_ and self._was_lived:
            yield f"when {open_} of the troubles ended: they end with the others"
        if self._policy != lived.policy.id:
            yield f"the policy, which is a team's own: the clocks are those of {_FALLBACK}"
        known = {each.runbook for each in self._remedies}
        runs = sum(run.runbook not in known and bool(run.records) for run in lived.runs)
        if runs:
            yield f"{runs} runs of runbooks of which no step was carried out, or that only your team has"
        if self._end - self._starts + _TAIL_S > _LONGEST_S:
            yield "what came later than four hours after the beginning"

    @property
    def _end(self) -> float:
        return max([self._lived.end, *(woe.back for woe in self._woes if woe.back is not None)])

    @property
    def _lasts(self) -> float:
        return min(_LONGEST_S, max(_LEAST_S, self._end - self._starts + _TAIL_S))

    @property
    def _policy(self) -> str:
        id = self._lived.policy.id
        return id if id in self._policies.ids and self._neutral.harmless(id) else _FALLBACK

    @property
    def _severities(self) -> list[str]:
        known = [each.id for each in self._policies.get(self._policy).severities]
        return [self._lived.incident.severity] if self._lived.incident.severity in known else []

    def _subject(self) -> str:
        told = sorted(self._changes, key=lambda change: change.move.shape is Shape.LOSS)
        signals = [change.key[1] for change in told if change.key]
        known = [each.title for each in map(catalogue().get, signals) if each]
        if known:
            return known[0] + (f" and {len(self._changes) - 1} more" if len(self._changes) > 1 else "")
        return "a service does not answer" if self._changes else "nothing is known to have gone wrong"

    def _trouble(self, woe: Woe) -> _Table:
        root, began = self._woes[0], woe.began - self._starts
        table: _Table = {"id": woe.id, "title": f"{len(woe.changes)} signals went wrong at once"}
        if len(woe.changes) == 1:
            table["title"] = "one signal went wrong"
        if woe is not root:
            table["follows"] = root.id
            began = woe.began - root.began
        table["at"] = span(began)
        cured = next((each for each in self._remedies if woe.id in each.cures), None)
        if cured and cured.at is not None and woe.back is not None:
            table["fade"] = span(min(_FADE_S, max(1.0, woe.back - cured.at)))
        table["effects"] = [self._effect(change, woe) for change in woe.changes]
        return table

    def _effect(self, change: Change, woe: Woe) -> _Table:
        if change.key is None:
            why = self._services.why_silent(change.source, self._lived)
            return {"service": self._services.name(change.source), "shape": "loss", "words": why}
        move, place = change.move, self._services.place(change.key)
        late = change.began - woe.began
        if move.shape is Shape.STEP and round(late) >= 1:
            return {**place, "shape": "cliff", "to": rounded(move.to), "over": span(late)}
        effect = {**place, "shape": str(move.shape)}
        if move.shape is not Shape.LOSS:
            effect["to"] = rounded(move.to)
        if move.shape in (Shape.RAMP, Shape.LEAK):
            effect["over"] = span(max(1.0, move.over))
        if move.shape is Shape.FLAP:
            effect["every"] = span(max(1.0, move.every))
        return effect

    def _injects(self) -> Iterator[_Table]:
        for number, each in enumerate(self._happenings, start=1):
            at = max(0.0, each.began - self._starts)
            name = self._services.name(each.source) if each.source else ""
            if at > self._lasts:
                continue
            if name not in self._names:
                name = self._tables[0]["name"]  # whoever listed it is not known, and somebody must
            table: _Table = {"id": f"{each.kind}-{number}", "kind": str(each.kind), "source": name}
            table["at"] = span(at)
            if each.over is not None and each.over - each.began >= 1:
                table["until"] = span(each.over - max(each.began, self._starts))
            if each.severity:
                table["severity"] = each.severity
            words = self._neutral.words(each.words) or str(each.kind)
            alone = each.kind is InjectKind.ALERT and " " not in words
            yield {**table, "words": f"{words} fires" if alone else words}

    def _deeds(self) -> Iterator[_Table]:
        ids: set[str] = set()
        for each in self._remedies:
            id = each.step if each.step not in ids else f"{each.runbook}-{each.step}"
            ids.add(id)
            table: _Table = {"id": id, "runbook": each.runbook, "step": each.step}
            yield {**table, "cures": list(each.cures)} if each.cures else table

    def _story(self) -> list[str]:
        incident = self._lived.incident
        moments = [(incident.declared, f"declared as {', '.join(self._severities) or 'an incident'}")]
        moments += [(incident.acknowledged, "acknowledged"), (incident.resolved, "resolved")]
        lines = [(stamp.at.timestamp(), words) for stamp, words in moments if stamp]
        lines += [(woe.began, f"{woe.id} began") for woe in self._woes]
        lines += [(woe.back, f"{woe.id} was over") for woe in self._woes if woe.back is not None]
        lines += [(each.at, _carried_out(each)) for each in self._remedies if each.at is not None]
        return [f"{span(at - self._starts)}: {words}." for at, words in sorted(lines)]


def _carried_out(remedy: Remedy) -> str:
    helped = ", which helped" if remedy.cures else ""
    return f"step {remedy.step} of {remedy.runbook} was carried out{helped}"


def _with_plain_shelf(lived: Lived, neutral: Neutral) -> Lived:
    """Only the procedures whose names tell nobody anything."""
    plain = [
        each
        for each in lived.shelf.runbooks
        if neutral.harmless(each.id) and all(neutral.harmless(step.id) for step in each.steps)
    ]
    return replace(lived, shelf=Shelf(tuple(plain)))


def _check(text: str, neutral: Neutral) -> None:
    found: Sequence[str] = [each for each in (neutral.left(text),) if each] or secrets_in(text)
    if found:
        raise BadDataError(f"nothing is written: {found[0]} would still be in it")
