"""`pactgraph index`: the index on disk of a large workspace."""

from __future__ import annotations

import click

from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .printing import say


@click.command("index")
@click.option("--status", "task", flag_value="status", help="Say what there is, and whether it is current.")
@click.option("--drop", "task", flag_value="drop", help="Remove it.")
@workspace_option
def command(task: str | None, graph: OpenWorkspace) -> None:
    """Make the index, which answers questions sooner in a large workspace.

    It is kept in `.pactgraph/index` in the workspace, and made from all files as they are. Questions take it
    while no file has changed since, else they read the files: call this again after an edit, which also
    removes what is no longer current. It can be removed at any time: nothing stands in it alone.

    Example: pactgraph index --status
    """
    if task == "drop":
        _drop(graph)
    elif task == "status":
        _status(graph)
    else:
        made = graph.make_index()
        say("the index is made" if made else "the index is current already")
        _status(graph)


def _status(graph: OpenWorkspace) -> None:
    found = graph.index()
    if found.current is None:
        say("no index of the files as they are" if found.others else "no index")
    else:
        say(f"{found.current}: current, {found.bytes / 1e6:.1f} MB on disk")
    if found.others:
        say(f"no longer current, removed by the next `pactgraph index`: {found.others}")


def _drop(graph: OpenWorkspace) -> None:
    left = not graph.drop_index()
    say("removed, but for what another process reads: try again" if left else "there is no index any more")
