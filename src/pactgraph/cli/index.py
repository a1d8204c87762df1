"""`pactgraph index`: the index on disk of a large workspace."""

from __future__ import annotations

import click

from ..workspace.index.access import NoIndex, put_seal, rebuild
from ..workspace.index.listing import Listing
from ..workspace.index.seal import take_off
from ..workspace.index.state import Busy, drop, state
from ..workspace.workspace import VARIABLE, Workspace, index_from
from .options import workspace_option
from .printing import note, say
from .watching import watch


@click.command("index")
@click.option(
    "--status", "task", flag_value="status", default="status", help="Say what there is (the default)."
)
@click.option("--rebuild", "task", flag_value="rebuild", help="Build it anew from all files.")
@click.option("--drop", "task", flag_value="drop", help="Remove it; the next question builds it again.")
@click.option(
    "--seal",
    "task",
    flag_value="seal",
    help="Bring it up to date and promise that no file is edited in place: questions then look at no file.",
)
@click.option("--unseal", "task", flag_value="unseal", help="Take the promise back.")
@workspace_option
def command(task: str, workspace: Workspace) -> None:
    """Look after the index on disk.

    A workspace with 1 MB of files or more has an index, in `.pactgraph`, or in your cache folder where that
    cannot be written. The first question builds it, and it follows every edit. It can be removed at any
    time: nothing stands in it alone. $PACTGRAPH_INDEX_FROM sets another number of bytes.

    Each question looks whether any file changed, which takes seconds for a million. An archive that
    rests can be sealed. A file that comes, goes or is replaced, as all commands here write files and most
    editors do, breaks the seal; only an edit in place goes unseen, until you unseal.

    Example: pactgraph index --status
    """
    if task == "drop":
        _drop(workspace)
        return
    if task == "unseal":
        _unseal(workspace)
        return
    listing = Listing(workspace.root)
    if listing.closed:
        raise click.ClickException(f"no index can be made: {listing.closed}: make it readable")
    size = f"{len(listing)} files of {_bytes(listing.bytes)}"
    if listing.bytes < index_from():
        say(f"no index is needed: {size} are read anew each time, which is as quick")
        note(f"indexed from {_bytes(index_from())} on (${VARIABLE})")
        return
    if task == "rebuild":
        try:
            rebuild(listing, watch())
        except NoIndex as fault:
            raise click.UsageError(f"the index cannot be kept: {fault}") from fault
    if task == "seal":
        try:
            put_seal(listing, watch())
        except NoIndex as fault:
            raise click.UsageError(f"the index cannot be sealed: {fault}") from fault
    found = state(listing)
    if found is None:
        say(f"no index yet: the next question builds it from {size}")
        return
    say(f"{found.folder}: {found.files} files, {_bytes(found.bytes)} on disk")
    say("up to date" if not found.changed else f"files to read again: {found.changed}")
    if found.counts:
        say("sealed: questions do not look for edits")
    elif found.seal:
        say("the seal is broken, files came, went or were replaced: questions look at each file")
    if found.held:
        say(f"older states that are still read: {found.held}")


def _unseal(workspace: Workspace) -> None:
    try:
        was = take_off(workspace.root)
    except OSError as fault:
        raise click.UsageError(f"the seal cannot be taken off: {fault}") from fault
    say("the seal is off" if was else "there is no seal")


def _drop(workspace: Workspace) -> None:
    try:
        dropped = drop(workspace.root)
    except (Busy, OSError) as fault:
        raise click.UsageError(f"the index cannot be removed: {fault}") from fault
    for folder, held in dropped:
        left = f", but for {held} that another process reads" if held else ""
        say(f"removed {folder}{left}")
    if not dropped:
        say("there is no index")


def _bytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
