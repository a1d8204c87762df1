"""`pactgraph release`: a version of the dataset."""

from __future__ import annotations

import datetime

import click

from ..workspace.content import reason, remedy
from ..workspace.workspace import Workspace
from .options import workspace_option
from .printing import CallFault, note, say, say_lines


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
@click.pass_context
def command(
    context: click.Context,
    version: str,
    since: str | None,
    day: str | None,
    dry_run: bool,
    workspace: Workspace,
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
    from ..check.checks import Checks
    from ..publish.release import Refused, current_version, plan
    from ..publish.revisions import NoSide, read_side, revision_side, workspace_side

    try:
        day = (datetime.date.today() if day is None else datetime.date.fromisoformat(day)).isoformat()
    except ValueError as error:
        raise click.UsageError(f"--date {day} is no day: write 2026-11-30") from error
    root = workspace.root
    if not dry_run:
        workspace.check_writable()
    now = workspace_side(root)
    try:
        before = None if since is None else read_side(since, root)
    except NoSide as fault:
        raise click.UsageError(f"--since: {fault}") from fault
    if since is None:
        try:
            before = revision_side(f"v{current_version(workspace)}", root)
        except NoSide as fault:
            if not fault.unknown:
                raise click.UsageError(f"the last release cannot be read: {fault}") from fault
            note("no earlier release is known: the entry says so; name one with --since")
    unreadable = [*now.unreadable.values(), *(before.unreadable.values() if before else ())]
    for finding in unreadable:
        note(f"{finding.place}: {finding.message}")
    if unreadable:
        context.exit(1)
    try:
        release = plan(workspace, version, day, now, before)
    except OSError as error:
        raise CallFault(f"{error.filename}: {reason(error)}: {remedy(error)}") from error
    except Refused as fault:
        if not fault.iris:
            raise click.UsageError(str(fault)) from fault
        for iri in fault.iris:
            say(f"{workspace.prefixes.curie(iri)}  gone")
        note(f"{len(fault.iris)} {fault}")
        context.exit(1)
    if errors := [finding for finding in Checks(workspace).findings() if finding.severity == "error"]:
        first = errors[0]
        note(
            f"not released: pactgraph validate finds {len(errors)} error{'' if len(errors) == 1 else 's'}; "
            f"the first: {first.place}: {first.message}"
        )
        context.exit(1)
    say_lines(release.entry)
    if dry_run:
        for name, (old, new) in release.files.items():
            if old != new:
                note(f"to write: {name}")
        return
    with workspace.writing() as files:
        for name in release.write(files, root):
            note(f"written: {name}")
