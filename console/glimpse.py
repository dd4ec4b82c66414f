"""What can be shown before the parts are made: the names in the configuration, nothing asked yet."""

from __future__ import annotations

from dataclasses import dataclass

from console.cli.session import Session
from data.config.outline import NamedSource, Outline, read_outline
from data.config.zone import find_zone, local_zone
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from widgets.frame.standing import Standing


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The first picture of the health screen."""

    standing: Standing
    snapshot: Snapshot
    theme: str


def glimpse_of(session: Session) -> Glimpse | None:
    """The first picture; None where there is no configuration. Raises ConfigError where it is no TOML."""
    outline = read_outline(session.config_file)
    if outline is None:
        return None
    sources = tuple(_loading(source) for source in outline.sources)
    now, elapsed = session.time.now(), session.time.elapsed()
    snapshot = Snapshot(at=now, elapsed=elapsed, generation=0, policy="", sources=sources)
    return Glimpse(_standing(session, outline), snapshot, session.options.theme or outline.theme)


def _standing(session: Session, outline: Outline) -> Standing:
    return Standing(
        environment=outline.environment or "local",
        policy="",
        who="",
        zone=find_zone(outline.timezone) or local_zone(session.environ),
        badges=("READ-ONLY",) if session.options.read_only or outline.read_only else (),
    )


def _loading(source: NamedSource) -> SourceState:
    return SourceState(
        name=source.name,
        kind=source.kind,
        group=source.group,
        every=0.0,
        critical=source.critical,
        phase=Phase.LOADING,
        verdict=Verdict.NO_DATA,
        since=None,
    )
