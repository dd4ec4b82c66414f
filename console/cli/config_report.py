"""What ``config check`` says."""

from __future__ import annotations

import sys

from console.cli.session import Session
from data.config.configuration import Configuration
from data.config.problem import InvalidConfig
from data.safe import safe


def report_problems(session: Session, error: InvalidConfig, *, as_json: bool) -> None:
    """Every problem: one line each on standard error, or one JSON document."""
    if as_json:
        problems = [
            {
                "key": problem.key,
                "line": problem.line or None,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in error.problems
        ]
        session.say_json({"schema": 1, "file": str(error.file), "valid": False, "problems": problems})
        return
    for problem in error.problems:
        sys.stderr.write(f"ops-console: {safe(f'{error.file}: {problem}', 2000)}\n")


def report_sound(session: Session, settings: Configuration, *, as_json: bool) -> None:
    """That all is well, and what is configured."""
    kinds = sorted({source.kind for source in settings.sources})
    if as_json:
        session.say_json(
            {
                "schema": 1,
                "file": str(settings.file),
                "found": settings.found,
                "valid": True,
                "problems": [],
                "warnings": list(settings.warnings),
                "sources": len(settings.sources),
                "kinds": kinds,
            }
        )
        return
    for warning in settings.warnings:
        session.say(f"Warning: {safe(warning, 2000)}")
    if not settings.found:
        session.say(
            f"There is no {settings.file}; everything has its default. Start one: ops-console config init"
        )
        return
    number = len(settings.sources)
    sources = f"{number} source{'' if number == 1 else 's'}" + (f" ({', '.join(kinds)})" if kinds else "")
    session.say(f"{settings.file} is sound: {sources}.")
