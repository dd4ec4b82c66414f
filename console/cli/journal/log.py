"""``ops-console log``: the journal from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console.cli.options import JSON
from console.cli.session import Session
from console.cli.streams import complain

_FROM = click.option("--from", "first", metavar="DAY", help="From this day on.")
_TO = click.option("--to", "last", metavar="DAY", help="Up to this day.")


@click.group()
def log() -> None:
    """The journal: read, verify, merge, follow, append."""


@log.command()
@JSON
@click.pass_obj
def path(session: Session, as_json: bool) -> None:
    """Print the journal's folder."""
    from console.cli.journal.log_reading import Place  # noqa: PLC0415 - only when it runs

    place = Place.of(session)
    if as_json:
        session.say_json(
            {
                "schema": 1,
                "path": str(place.root),
                "today": str(place.file_of_today),
                "found": place.root.is_dir(),
                "warnings": list(place.warnings),
            }
        )
    else:
        session.say(str(place.root))
        for warning in place.warnings:
            complain(warning)


@log.command()
@click.argument("day", required=False)
@click.option("--search", "text", default="", metavar="TEXT", help="Only entries with these words.")
@click.option("--kind", default="", help="Only entries of this kind.")
@click.option("--by", default="", metavar="WHO", help="Only what this person wrote.")
@click.option("--run", default="", help="Only what belongs to this run.")
@click.option("--last", "count", type=click.IntRange(min=0), help="At most so many, the latest.")
@JSON
@click.pass_obj
def show(
    session: Session,
    day: str | None,
    text: str,
    kind: str,
    by: str,
    run: str,
    count: int | None,
    as_json: bool,
) -> None:
    """Print a day (today, where none is given), or what is searched for on all days."""
    from console.cli.journal.log_reading import Place, show_page  # noqa: PLC0415 - only when it runs
    from data.journal.searching import Query  # noqa: PLC0415

    show_page(session, Place.to_read(session), day, Query(text, kind, by, run), count, as_json=as_json)


@log.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "md", "toml"]), default="json", show_default=True
)
@_FROM
@_TO
@JSON
@click.pass_obj
def export(session: Session, form: str, first: str | None, last: str | None, as_json: bool) -> None:
    """Print all entries, or those of some days, oldest first."""
    from console.cli.journal.log_reading import Place, export_entries  # noqa: PLC0415 - only when it runs

    export_entries(session, Place.to_read(session), "json" if as_json else form, first, last)


@log.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--all", "everything", is_flag=True, help="Everything that is wrong, and notes.")
@JSON
@click.pass_obj
def verify(session: Session, files: tuple[Path, ...], everything: bool, as_json: bool) -> int:
    """Check every seal and chain; name the first bad entry of each kind. Exits 2 where there is one."""
    from console.cli.journal.log_reading import Place, verify_journal  # noqa: PLC0415 - only when it runs

    place = Place.of(session) if files else Place.to_read(session)
    return verify_journal(session, place, files, everything=everything, as_json=as_json)


@log.command()
@click.argument("a", type=click.Path(path_type=Path, exists=True))
@click.argument("b", type=click.Path(path_type=Path, exists=True))
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="Write a new journal there.")
@JSON
@click.pass_obj
def merge(session: Session, a: Path, b: Path, into: Path | None, as_json: bool) -> int:
    """The union of two journals by id: printed as TOML, or written into a new folder.

    Exits 2 where entries have one id and different content; both are kept.
    """
    from console.cli.journal.log_reading import Place, merge_journals  # noqa: PLC0415 - only when it runs

    return merge_journals(session, Place.of(session), (a, b), into, as_json=as_json)


@log.command()
@click.option(
    "--last", "count", type=click.IntRange(min=0), default=10, show_default=True, help="Begin with so many."
)
@click.option("--count", "stop_after", type=click.IntRange(min=1), help="End after so many new entries.")
@JSON
@click.pass_obj
def follow(session: Session, count: int, stop_after: int | None, as_json: bool) -> None:
    """Print entries as they are written, by whoever; with --json one document a line."""
    from console.cli.journal.log_writing import follow_journal  # noqa: PLC0415 - only when it runs

    follow_journal(session, count, stop_after, as_json=as_json)


@log.command()
@click.option("--kind", default="note", show_default=True, help="What kind of entry.")
@click.option("--note", required=True, metavar="TEXT", help="The words; - reads them from standard input.")
@click.option("--run", metavar="RUN", help="The run that it belongs to.")
@click.option("--item", metavar="ITEM", help="The item that it belongs to.")
@click.option("--day", metavar="DAY", help="The checklist's day, where that is not today.")
@click.option("--drill", is_flag=True, help="It belongs to a drill.")
@JSON
@click.pass_obj
def append(
    session: Session,
    kind: str,
    note: str,
    run: str | None,
    item: str | None,
    day: str | None,
    drill: bool,
    as_json: bool,
) -> None:
    """Record something, and print its id once it is on disk."""
    from console.cli.journal.log_text import day_asked  # noqa: PLC0415 - only when it runs
    from console.cli.journal.log_writing import append_entry  # noqa: PLC0415
    from data.models.entry import Draft  # noqa: PLC0415

    words = sys.stdin.read().rstrip("\n") if note == "-" else note
    fields = {"run": run, "item": item, "note": words}
    today = session.time.now().astimezone(session.zone).date()
    append_entry(session, Draft(kind, fields, day_asked(day, today), drill), as_json=as_json)
