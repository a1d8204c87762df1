"""`pactgraph validate`: the checks of a workspace's data."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from ..workspace.locate import is_workspace
from ..workspace.workspace import Workspace
from .options import workspace_option


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="text: for reading; json: one document; turtle: a SHACL validation report.",
)
@workspace_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], form: str, workspace: Workspace) -> None:
    """Check the data: text, form, links, passages, conflicts and shapes.

    PATH is a file or a folder whose findings are reported; everything is checked all the same. A PATH in
    another workspace, or that is one, checks that workspace.

    Exit code 0: no errors; 1: errors, all of them listed.

    Example: pactgraph validate data/documents
    """
    from ..check.checks import Checks, within
    from ..check.reports.plain import count

    workspace, paths = _workspace(context, workspace, paths)
    checks = Checks(workspace)
    findings = within(checks.findings(), workspace.root, paths)
    if form == "json":
        from ..check.reports.document import document

        text = document(findings)
    elif form == "turtle":
        text = checks.validation_report(findings)
    else:
        from ..check.reports.plain import plain

        text = plain(findings, checks.line)
    click.echo(text, nl=False)
    click.echo(count(findings), err=True)
    context.exit(1 if any(finding.severity == "error" for finding in findings) else 0)


def _workspace(
    context: click.Context, workspace: Workspace, paths: tuple[Path, ...]
) -> tuple[Workspace, tuple[Path, ...]]:
    """The workspace that the paths lie in, where no other was asked for, and the paths but its own folder.

    Raises UsageError for a path outside the workspace.
    """
    if paths and context.get_parameter_source("workspace") != ParameterSource.COMMANDLINE:
        place = paths[0].resolve()
        for folder in (place, *place.parents):
            if is_workspace(folder):
                if folder != workspace.root.resolve():
                    workspace = Workspace.open(folder)
                break
    root = workspace.root.resolve()
    for path in paths:
        if root != path.resolve() and root not in path.resolve().parents:
            raise click.UsageError(f"{path} is not in the workspace {root}: name it with --workspace")
    return workspace, tuple(path for path in paths if path.resolve() != root)
