"""``ops-console doctor``: look at everything the console rests on, and say what to mend."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import click

from console.cli.columns import aligned
from console.cli.options import JSON
from console.cli.session import Session
from console.doctor.finding import Finding, Grade, mend, ok
from data.errors import ConfigError, OpsError
from data.safe import safe


@click.command()
@JSON
@click.pass_obj
def doctor(session: Session, as_json: bool) -> int:
    """Ask every source once, look at the machine, and say what to mend.

    Exit code: 0 nothing to do, 1 it could be better, 2 something to mend.
    """
    findings = [*_machine(session), *_services(session)]
    grade = max((finding.grade for finding in findings), key=lambda grade: grade.exit_code)
    if as_json:
        session.say_json(
            {
                "schema": 1,
                "at": session.time.now().isoformat(timespec="milliseconds"),
                "grade": grade.value,
                "findings": [
                    {
                        "area": finding.area,
                        "grade": finding.grade.value,
                        "message": finding.words,
                        "remedy": finding.remedy,
                    }
                    for finding in findings
                ],
            }
        )
    else:
        session.say("\n".join(_text(findings)))
    return grade.exit_code


def _machine(session: Session) -> Iterator[Finding]:
    from console.doctor import machine  # noqa: PLC0415 - heavy: the metadata of every library

    yield from machine.versions()
    size = shutil.get_terminal_size()
    yield from machine.terminal(sys.stdin, sys.stdout, session.environ, (size.columns, size.lines))
    yield machine.locale(sys.stdout.encoding)


def _services(session: Session) -> Iterator[Finding]:
    """What needs the configuration; a broken one is a finding, and ends it there."""
    from console.doctor import machine, services, storage  # noqa: PLC0415 - heavy: pydantic
    from console.doctor.channels import channels  # noqa: PLC0415 - heavy: their clients
    from console.wiring import ask_once  # noqa: PLC0415 - heavy: the clients of the sources
    from data.config.secret import SecretReader  # noqa: PLC0415

    try:
        settings = session.settings()
    except ConfigError as error:
        yield mend("configuration", error.message, error.remedy)
        return
    yield from services.configuration(settings)
    yield from machine.clock(session.time, session.zone)
    yield from storage.journal_folder(session.log_dir, read_only=session.read_only)
    yield _policy(session)
    yield from channels(settings, SecretReader(session.environ), session.time)
    if settings.sources:
        yield from services.sources(ask_once(session))


def _policy(session: Session) -> Finding:
    try:
        policy = session.policies().get(session.policy_id)
    except OpsError as error:
        return mend("policy", error.message, error.remedy)
    return ok("policy", f"{policy.id}: {policy.title}")


def _text(findings: list[Finding]) -> Iterator[str]:
    """What to mend first, then what could be better, then the rest."""
    ordered = sorted(findings, key=lambda finding: -finding.grade.exit_code)
    counts = {grade: sum(finding.grade is grade for finding in findings) for grade in Grade}
    if counts[Grade.MEND] or counts[Grade.WARN]:
        yield f"{counts[Grade.MEND]} to mend, {counts[Grade.WARN]} could be better, {counts[Grade.OK]} well."
    else:
        yield f"All is well: {counts[Grade.OK]} things looked at."
    yield ""
    rows = [
        [
            finding.grade.value,
            finding.area,
            safe(f"{finding.words} → {finding.remedy}" if finding.remedy else finding.words, 2000),
        ]
        for finding in ordered
    ]
    yield from aligned(rows)
