"""`pactgraph diff`: what changed between two datasets."""

from __future__ import annotations

import click

from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .options import lang_option
from .printing import say_lines, write_text


@click.command(name="diff")
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="[NEW]", required=False, type=click.Path())
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "patch"]),
    default="text",
    show_default=True,
    help="In words, as JSON, or as RDF Patch.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 where there are differences.")
@lang_option
@workspace_option
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str | None,
    format_name: str,
    exit_code: bool,
    graph: OpenWorkspace,
) -> None:
    """Tell the facts added (+), removed (-) and changed (~) from OLD to NEW.

    OLD and NEW are RDF files, folders (workspaces or not) or git revisions; without NEW, OLD is compared with
    the workspace as it is. A file is compared with a workspace as if the workspace were exported into it.
    Blank nodes count as the same where the graphs are. A file of a folder or revision that cannot be read is
    named, counts on neither side, and makes the exit code 1.

    Example: pactgraph diff HEAD~1
    """
    found = graph.diff(old, new)
    if format_name == "text":
        say_lines(found.text)
    else:
        write_text(found.json if format_name == "json" else found.patch, format_name)
    if exit_code and found.changes:
        context.exit(1)
