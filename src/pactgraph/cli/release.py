"""`pactgraph release`: a version of the dataset."""

from __future__ import annotations

import click

from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .printing import note, say, say_lines


@click.command(name="release")
@click.argument("version", metavar="VERSION")
@click.option(
    "--since",
    metavar="OLD",
    type=click.Path(),
    help="The last release: a git revision or a workspace. Default: the tag vVERSION of the current one.",
)
@click.option("--date", "day", metavar="DATE", help="The day of the release. Default: today.")
@click.option("--dry-run", is_flag=True, help="Change nothing; print what would be written.")
@workspace_option
def command(
    version: str,
    since: str | None,
    day: str | None,
    dry_run: bool,
    graph: OpenWorkspace,
) -> None:
    """Make VERSION of the dataset: stamp it into the ontology's header, CITATION.cff and the package, write
    the changelog's entries of data and ontology from the differences since the last release, the list of
    published IRIs (data/released-iris.txt), and where IRIs were renamed a migration query
    (ontology/migrations/VERSION.ru, unless somebody wrote one). Commit and tag are yours to make.

    A release that was cut off is finished by the same call.

    Exit code 1, and nothing is written, where a published IRI is gone without owl:deprecated, a file of the
    dataset cannot be read, or `pactgraph validate` finds an error.

    Example: pactgraph release 0.2.0 --dry-run
    """
    from ..api import Refused

    if not dry_run:
        graph.check_writable()
    try:
        release = graph.release(version, since=since, date=day)
    except Refused as fault:
        for iri in fault.iris:
            say(f"{graph.prefixes.curie(iri)}  gone")
        raise
    say_lines(release.entry)
    if dry_run:
        for name in release.files:
            note(f"to write: {name}")
        return
    for name in release.write():
        note(f"written: {name}")
