"""The configuration, its policy, its channels' secrets, and what each source answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from console.doctor.finding import Finding, mend, ok, warn
from data.config.channel import ChannelSettings
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.errors import ConfigError
from data.models.snapshot import Snapshot, SourceState

SKEW_S = 2.0


def configuration(settings: Configuration) -> Iterator[Finding]:
    """Where it is, and what it warns of."""
    area = "configuration"
    if not settings.found:
        yield warn(area, f"there is no {settings.file}: nothing is asked", "ops-console config init")
        return
    yield ok(area, f"{settings.file}: {len(settings.sources)} sources")
    for warning in settings.warnings:
        yield warn(area, warning)


def channels(settings: Mapping[str, ChannelSettings], secrets: SecretReader) -> Iterator[Finding]:
    """Whether the secrets that channels name can be read; the secrets themselves are dropped at once."""
    for name, channel in settings.items():
        area = f"channel {name}"
        try:
            for secret in _secrets_of(channel):
                env: str | None = getattr(channel, f"{secret}_env")
                file: Path | None = getattr(channel, f"{secret}_file")
                secrets.read(env=env, file=file, key=f"channel.{name}.{secret}_{'env' if env else 'file'}")
        except ConfigError as error:
            yield mend(area, error.message, error.remedy)
        else:
            yield ok(area, "its secrets can be read")


def sources(snapshot: Snapshot) -> Iterator[Finding]:
    """Each source, asked once: that it answers, not whether its values are good."""
    for source in snapshot.sources:
        yield _source(source)
        skew = max((reading.skew_s for reading in source.readings), default=0.0)
        if skew > SKEW_S:
            yield warn(
                f"source {source.name}", f"its clock is {skew:.0f} s ahead of ours", "let NTP keep both"
            )


def _source(source: SourceState) -> Finding:
    area = f"source {source.name}"
    if source.failure:
        words = f"{source.failure.kind.value}: {source.failure.message}"
        grade = mend if source.critical else warn
        return grade(area, words, source.failure.remedy)
    if not source.readings:
        return warn(area, "answers, but with nothing in it")
    took = f" in {source.took_ms:.0f} ms" if source.took_ms is not None else ""
    return ok(area, f"answers{took}: {source.verdict.value}")


def _secrets_of(channel: ChannelSettings) -> list[str]:
    names = type(channel).model_fields
    return [name.removesuffix("_env") for name in names if name.endswith("_env")]
