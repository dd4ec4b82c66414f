"""``ops-console lab``: real parts to try the console on, and the faults to try it with."""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import click

from console.cli.options import JSON
from console.cli.session import Session
from console.cli.streams import say_aside
from console.lab.folder import socket_of
from console.lab.lab import Lab
from console.lab.orders import ask, running
from data.errors import OpsError, UsageError
from data.safe import safe

_FIRST_SEEN = "checklists/manual-morning"
_LAB = click.option(
    "--lab", "folder", metavar="DIR", type=click.Path(path_type=Path), help="The lab in this folder."
)


@click.group("lab", invoke_without_command=True)
@click.option("--headless", is_flag=True, help="Start it without the console, and stay until ended.")
@click.pass_context
def lab(ctx: click.Context, headless: bool) -> int | None:
    """Start the embedded environment and open the console on it."""
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    if not headless:
        return open_on_lab(session)
    _leave_on_signals()
    with Lab(_progress) as started:
        return _stay(session, started)


def open_on_lab(session: Session) -> int:
    """Start the lab, open the console on it, and end it with the console."""
    session.require_terminal()
    _leave_on_signals()
    with Lab(_progress) as started:
        from console.entrance import open_console  # noqa: PLC0415 - heavy: textual

        inside = session.with_config(started.config_path)
        if not inside.options.screen:
            inside.options = replace(inside.options, screen=_FIRST_SEEN)
        code = open_console(inside)
    session.say(f"The lab has ended. What you wrote is in {inside.log_dir}")
    return code


@lab.command("break")
@click.argument("name")
@_LAB
@click.pass_obj
def break_(session: Session, name: str, folder: Path | None) -> None:
    """Switch a fault on in the running lab."""
    session.say(ask(_folder(session, folder), "break", name))


@lab.command()
@click.argument("name")
@_LAB
@click.pass_obj
def mend(session: Session, name: str, folder: Path | None) -> None:
    """Switch a fault off again."""
    session.say(ask(_folder(session, folder), "mend", name))


@lab.command("list")
@_LAB
@JSON
@click.pass_obj
def list_(session: Session, folder: Path | None, as_json: bool) -> None:
    """Say what each fault does, and which are on."""
    faults: list[dict[str, Any]] = ask(_folder(session, folder), "list")
    if as_json:
        session.say_json(faults)
        return
    width = max((len(fault["name"]) for fault in faults), default=0)
    for fault in faults:
        state = "ON" if fault["broken"] else "n/a" if fault["unavailable"] else "off"
        reason = f"; not here: {fault['unavailable']}" if fault["unavailable"] else ""
        session.say(f"{state:<4} {fault['name']:<{width}}  {fault['says']}{reason}")


@lab.command()
@_LAB
@JSON
@click.pass_obj
def env(session: Session, folder: Path | None, as_json: bool) -> None:
    """Print the addresses of the running lab's parts, as a shell would set them."""
    found: dict[str, str] = ask(_folder(session, folder), "env")
    if as_json:
        session.say_json({"schema": 1, **found})
        return
    for name, value in found.items():
        session.say(f"{name}={value}")


@lab.command()
@click.argument("channel", required=False)
@_LAB
@JSON
@click.pass_obj
def received(session: Session, channel: str | None, folder: Path | None, as_json: bool) -> None:
    """Show what the running lab's channels have received, oldest first."""
    found: dict[str, list[dict[str, Any]]] = ask(_folder(session, folder), "received")
    if channel is not None and channel not in found:
        raise UsageError(f"there is no channel called {channel!r}", f"there are {', '.join(found)}")
    found = {name: rows for name, rows in found.items() if channel in (None, name)}
    if as_json:
        session.say_json({"schema": 1, **found})
        return
    for name, rows in found.items():
        for row in rows:
            rest = {key: value for key, value in row.items() if key != "at"}
            session.say(safe(f"{row['at']} {name:<10} {json.dumps(rest, ensure_ascii=False)}", 2000))


def _folder(session: Session, named: Path | None) -> Path:
    """The lab that is meant: as named, else the one whose configuration is in use, else the only one."""
    if named:
        return named
    config = session.options.config or session.environ.get("OPS_CONSOLE_CONFIG")
    beside = Path(config).parent if config else None
    return beside if beside and socket_of(beside).is_socket() else running()


def _stay(session: Session, started: Lab) -> int:
    _progress(f"all is up until ctrl+c; to open on it: ops-console --config {started.config_path}")
    session.say(str(started.config_path))
    sys.stdout.flush()
    started.wait()
    raise OpsError("the lab has ended by itself", "start it again")


def _progress(text: str) -> None:
    say_aside(f"lab: {text}")


def _leave_on_signals() -> None:
    """Leave in order on TERM and HUP, as Python does on Ctrl+C; what is ignored stays ignored."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
