"""`pactgraph format`: the canonical text of Turtle and TriG files."""

from __future__ import annotations

from pathlib import Path

import click

from ..api.opened import OpenWorkspace
from ..rdf.printable import written_out
from .open_options import workspace_option
from .printing import note, say


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list the files that are not canonical.")
@workspace_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], check: bool, graph: OpenWorkspace) -> None:
    """Write Turtle and TriG files in canonical form.

    PATH is a file or a folder; without one, all of the workspace's ontology and data. Hidden files and
    folders are left alone. Comments are kept, and no file changes what it says. A file with a syntax error is
    reported and left as it is, and so is a link that leads out of the folder.

    Exit code 0: done, or with --check all canonical; 1: files are not canonical, or cannot be read; 2: a
    file cannot be written, or changed meanwhile: it is left as it was.

    Example: pactgraph format --check data/documents
    """
    changed = refused = 0
    formatting = graph.format(paths, check=check)
    faults = formatting.closed
    for each in formatting:
        if each.finding is not None:
            say(each.finding.headline)
            faults += 1
        elif each.fault is not None:
            note(f"Error: {each.fault}")
            refused += 1
        else:
            say(written_out(each.file))
            changed += 1
    verb = "to format" if check else "formatted"
    left = f", {faults} that cannot be read or leave the folder" if faults else ""
    left += f", {refused} left as they were" if refused else ""
    note(f"{changed} of {len(formatting.files)} files {verb}{left}")
    context.exit(2 if refused else 1 if faults or (check and changed) else 0)
