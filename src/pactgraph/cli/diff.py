"""`pactgraph diff`: what changed between two datasets."""

from __future__ import annotations

import click

from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .options import lang_option, workspace_option
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
    lang: str,
    workspace: Workspace,
) -> None:
    """Tell the facts added (+), removed (-) and changed (~) from OLD to NEW.

    OLD and NEW are RDF files, folders (workspaces or not) or git revisions; without NEW, OLD is compared with
    the workspace as it is. A file is compared with a workspace as if the workspace were exported into it.
    Blank nodes count as the same where the graphs are. A file of a folder or revision that cannot be read is
    named, counts on neither side, and makes the exit code 1.

    Example: pactgraph diff HEAD~1
    """
    from ..publish.diff import Words, as_json, as_patch, differences, told
    from ..publish.export import vocabulary_of
    from ..publish.revisions import NoSide, comparable, patchable, read_side, workspace_side

    root = workspace.root
    try:
        before = read_side(old, root)
        after = workspace_side(root) if new is None else read_side(new, root)
        was, now = comparable(before, after)
    except NoSide as fault:
        raise click.UsageError(str(fault)) from fault
    changes = differences(was, now)
    if format_name == "json":
        write_text(as_json(changes), "json")
    elif format_name == "patch":
        write_text(as_patch(*patchable(before, after)), "patch")
    else:
        known = [*vocabulary_of(workspace.dataset), *before.named, *after.named]
        say_lines(told(changes, Words(known, workspace.prefixes, lang)))
    name_left_out([*before.unreadable.values(), *after.unreadable.values()])
    if exit_code and changes:
        context.exit(1)
