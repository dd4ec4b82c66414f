"""``ops-console incident report`` and ``incident review``."""

from __future__ import annotations

from pathlib import Path

import click

from console.cli.incidents.incident_change import desk_of
from console.cli.recording import refuse_read_only
from console.cli.session import Session

FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["md", "json"]),
    default="md",
    show_default=True,
    help="Of the text.",
)
JSON_FORM = click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
_PICTURE = click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the affected signals into FILE (SVG).",
)
_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write Markdown, JSON and picture into DIR.",
)


@click.command()
@click.argument("id", default="")
@FORM
@_PICTURE
@_OUT
@click.option("--done", is_flag=True, help="Record that it is written: the clock of the report is met.")
@JSON_FORM
@click.pass_obj
def report(
    session: Session, id: str, form: str, picture: Path | None, out: Path | None, done: bool, as_json: bool
) -> None:
    """What happened, when, and with what proof: wanted within two hours of the end."""
    say(session, id, "report", as_json=as_json or form == "json", picture=picture, out=out, done=done)


@click.command()
@click.argument("id", default="")
@click.option("--answer", "given", multiple=True, metavar="QUESTION=TEXT", help="Keep what people answered.")
@FORM
@_PICTURE
@_OUT
@click.option("--done", is_flag=True, help="Record that it took place: the clock of the review is met.")
@JSON_FORM
@click.pass_obj
def review(
    session: Session,
    id: str,
    given: tuple[str, ...],
    form: str,
    picture: Path | None,
    out: Path | None,
    done: bool,
    as_json: bool,
) -> None:
    """The report, the times beside those of other incidents, and the twelve questions, as far as known."""
    if given:
        from console.cli.incidents.incident_writing import answer, case_of  # noqa: PLC0415 - heavy: only when it runs

        desk = desk_of(session)
        refuse_read_only(session)
        answer(desk, case_of(desk, id), given)
    say(session, id, "review", as_json=as_json or form == "json", picture=picture, out=out, done=done)


def say(
    session: Session,
    id: str,
    kind: str,
    *,
    as_json: bool,
    picture: Path | None = None,
    out: Path | None = None,
    done: bool = False,
) -> None:
    """Write the document of that kind where it was asked for."""
    from console.cli.incidents import incident_writing as writing  # noqa: PLC0415 - heavy: only when it runs
    from console.incidents.papers import papers_of  # noqa: PLC0415

    if done or picture or out:
        refuse_read_only(session)
    desk = desk_of(session)
    found = writing.with_recordings(desk, writing.case_of(desk, id))
    shown = picture.name if picture else None if out else ""
    papers = papers_of(found, kind, desk.zone, shown)
    if done:
        writing.done(desk, found, kind, papers.markdown)
    if picture:
        writing.put(picture, papers.picture)
    if out:
        for name, text in papers.files.items():
            writing.put(out / name, text)
            session.say(str(out / name))
    elif as_json:
        session.say_json(papers.document)
    else:
        session.say(papers.markdown.rstrip("\n"))
