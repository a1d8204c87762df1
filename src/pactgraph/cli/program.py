"""The commands, each loaded when it is called, and how a command ends."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from .command_group import CommandGroup
from .streams import guard

COMMANDS = {
    "queries": "List the stored questions.",
    "run": "Answer a stored question.",
    "sparql": "Run any SPARQL query.",
    "show": "Tell what the graph says of a thing.",
    "why": "Give every passage behind a statement.",
    "trace": "Tell how two things are linked by partnership.",
    "compare": "Tell what two things share: partners, sectors, commitments.",
    "figures": "Measure the network: degree, betweenness, communities.",
    "validate": "Check the data.",
    "verify": "Check every passage against the source texts.",
    "format": "Write Turtle and TriG files in canonical form.",
    "stamp": "Complete a document file from its text.",
    "draw": "Draw a picture: network, timeline, map or matrix.",
    "export": "Write the dataset in an RDF format, or in tables.",
    "diff": "Tell what changed between two datasets.",
    "release": "Stamp a version and write its changelog.",
    "describe": "Describe the dataset in DCAT and VoID.",
    "site": "Make the static site.",
    "init": "Make a workspace of one's own.",
    "new": "Write the skeleton of a record or a query.",
    "push": "Load the dataset into a SPARQL store.",
    "stats": "Count what the dataset holds.",
    "index": "Make the index of a large workspace.",
    "completion": "Print the shell completion script.",
}
"""Each command's module in this package, with its line in `pactgraph --help`."""

WELCOME = """\
Pactgraph: who promised what to whom between regions, and the passage that says so.

Type next:
  pactgraph queries                                 the stored questions
  pactgraph run agreements-of --region saxony       the answer to one of them
  pactgraph show saxony                             what the graph says of a thing
  pactgraph why flanders country                    the passages behind a statement
  pactgraph trace saxony flanders                   how two things are linked
  pactgraph compare saxony flanders                 what two things share
  pactgraph --help                                  every command
"""


class LazyGroup(CommandGroup):
    """A group whose commands are imported when they are called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{cmd_name}", __package__)
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else " pactgraph --help lists them."
            ctx.fail(f"No such command: {name}.{hint}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        if "_PACTGRAPH_COMPLETE" in os.environ:
            # its ways to talk with shells take click's place
            importlib.import_module(".completion", __package__)
        return super().main(*args, **extra)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as fault:
            from .printing import shown

            raise shown(fault) from fault

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as fault:
            from .printing import shown

            raise shown(fault) from fault

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="pactgraph", message="%(prog)s %(version)s")
@click.pass_context
def group(context: click.Context) -> None:
    """Query, check and publish a cited knowledge graph of partnerships between regions.

    \b
    pactgraph show saxony                                 what is known of a thing
    pactgraph compare saxony flanders --sector hydrogen   what two promised each other
    pactgraph trace saxony flanders                       how two things are linked
    pactgraph why hydrogen-joint-forces strength          who says so, and where

    Example: pactgraph run agreements-of --region saxony
    """
    if context.invoked_subcommand is None:
        from .printing import say_lines

        say_lines(WELCOME)


@group.result_callback()
@click.pass_context
def _end(context: click.Context, /, *_: object, **__: object) -> None:
    """Ends a command that gave its answer: with 1 where data files were left out."""
    from .left_out import exit_code

    context.exit(exit_code(context))


def command_line() -> int:
    """Does what the command line says and gives the exit code: 0 done, 1 the data is at fault, 2 the call is,
    130 interrupted. Nothing is taken apart at the end: that takes longer than most answers."""
    gc.set_threshold(50_000)  # of 700: a fifth of the time of an export of 1,000 documents
    guard()
    code = _code_of(lambda: group.main(prog_name="pactgraph", standalone_mode=False))
    atexit._run_exitfuncs()
    return _code_of(sys.stdout.flush) or code


def _code_of(call: Callable[[], object]) -> int:
    """Calls a part of the program and gives the exit code; what ends it early is told in one line."""
    given: object
    try:
        given = call()
    except SystemExit as end:
        given = end.code
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    except OSError as error:
        from ..workspace.content import reason

        given = reason(error) if error.filename is None else f"{os.fsdecode(error.filename)}: {reason(error)}"
    except MemoryError:
        given = "memory runs out: this needs more than the process may have"
    except RecursionError:
        given = "something that is read here is nested too deeply"
    except Exception as error:  # a fault of ours, which must not look like one of the data
        given = f"Pactgraph itself is at fault, please report it: {type(error).__name__} {error}"
    if isinstance(given, str):
        from .printing import note

        note(f"Error: {given}")
        return 2
    return given if isinstance(given, int) else 0
