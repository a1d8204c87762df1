"""`pactgraph init`: a workspace of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from ..api.opened import make_workspace
from .printing import note, say


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    metavar="WORKSPACE",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The workspace whose ontology and queries are taken. Default: those that came with pactgraph.",
)
def command(folder: Path, source: Path | None) -> None:
    """Make a workspace in DIR, an empty or new folder: Pactgraph's ontology and queries, and folders for
    data. It validates, answers and exports at once. A call that was cut off is finished by the same call.

    Example: pactgraph init my-pacts
    """
    for path in make_workspace(folder, source):
        say(f"{folder}/{path}")
    note(f"next: cd {folder} && pactgraph new region SLUG --label NAME")
