"""``ops-console check``: ask everything once, say what it comes to, leave with a code for scripts."""

from __future__ import annotations

import click

from console.cli.options import JSON
from console.cli.session import Session
from data.errors import UsageError


@click.command()
@click.option("--only", multiple=True, metavar="GLOB", help="Ask only sources with such a name; repeatable.")
@JSON
@click.pass_obj
def check(session: Session, only: tuple[str, ...], as_json: bool) -> int:
    """Ask every source once and judge the answers.

    Exit code: 0 pass, 1 warn, 2 fail, 3 no data.
    """
    from console.cli import check_report  # noqa: PLC0415 - only needed when something was asked
    from console.cli.verdict import EXIT_CODES, overall  # noqa: PLC0415
    from console.wiring import ask_once  # noqa: PLC0415 - heavy: the clients of the sources

    _refuse_no_match(session, only)
    snapshot = ask_once(session, only)
    if as_json:
        session.say_json(check_report.as_json(snapshot))
    else:
        session.say("\n".join(check_report.as_text(snapshot)))
    return EXIT_CODES[overall(snapshot.sources)]


def _refuse_no_match(session: Session, only: tuple[str, ...]) -> None:
    from data.config.nearest import did_you_mean  # noqa: PLC0415

    settings = session.settings()
    if only and not settings.named(only):
        names = [source.settings.name for source in settings.sources]
        wanted = " or ".join(f'"{each}"' for each in only)
        remedy = did_you_mean(only[0], names) or "ops-console config show tells their names"
        raise UsageError(f"no source is named like {wanted}", remedy)
