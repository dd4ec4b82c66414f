"""The table of commands, and the group that imports a command when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import click

from console.cli.options import global_options, help_option, hoist, version_option
from console.cli.session import Session
from data.config.nearest import did_you_mean
from data.errors import UsageError


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a command is found, and what it is for, so that listing it need not import it."""

    target: str
    summary: str


COMMANDS = {
    "alert": Listed("console.cli.alerts.alert:alert", "What fires, and answering it."),
    "baseline": Listed("console.cli.baseline:baseline", "What is usual, hour by hour of the week."),
    "check": Listed("console.cli.check:check", "Ask every source once and judge the answers."),
    "checklist": Listed("console.cli.checklists.checklist:checklist", "What is due, and working through it."),
    "config": Listed("console.cli.config:config", "The configuration: start, check, show, find it."),
    "doctor": Listed("console.cli.doctor:doctor", "Say what to mend before it is needed."),
    "drill": Listed("console.cli.drills.drill:drill", "An invented outage on the same screens."),
    "incident": Listed("console.cli.incidents.incident:incident", "Declare an incident, and command it."),
    "lab": Listed("console.cli.lab:lab", "The embedded environment to try things on."),
    "log": Listed("console.cli.journal.log:log", "The journal: read, verify, merge, follow, append."),
    "outbox": Listed("console.cli.outbox.outbox:outbox", "Words on their way out: waiting, sent, in doubt."),
    "policy": Listed("console.cli.policies.policy:policy", "The numbers, and the documents they come from."),
    "replay": Listed("console.cli.replay:replay", "A past hour on the same screens."),
    "report": Listed("console.cli.report:report", "A day, a week, a month or an incident in writing."),
    "runbook": Listed("console.cli.runbooks.runbook:runbook", "Runbooks, playbooks and other procedures."),
}


class LazyGroup(click.Group):
    """A group whose commands are named in `COMMANDS` and imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, taking the global options as well as its own."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        if not getattr(command, "hoisted", False):
            hoist(command)
            command.hoisted = True  # type: ignore[attr-defined]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As in click, with the nearest name of the table where there is no such command."""
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UsageError(
                f'no such command "{args[0]}"', did_you_mean(args[0], COMMANDS) or "ops-console --help"
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in ``--help``, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(
    "ops-console",
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def root(ctx: click.Context) -> int | None:
    """The operations console.

    Without a command it opens. Every option here works on every command, before or after its name.
    """
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    session.require_terminal()
    from console.cli.way_in import find_way_in  # noqa: PLC0415 - heavy: textual

    return find_way_in(session)


root.params.extend([version_option(), *global_options(), help_option()])
