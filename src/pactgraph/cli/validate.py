"""`pactgraph validate`: the checks of a workspace's data."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from ..workspace.locate import is_workspace
from ..workspace.workspace import Workspace
from .options import workspace_option
from .printing import note, note_lines, say_lines, write_text

if TYPE_CHECKING:
    from ..check.checks import Checks
    from ..check.watching import Stamp
    from ..model.finding import Finding

FORMATS = ("text", "json", "turtle", "sarif", "github")
SEVERITIES = ("error", "warning", "info")
LOOKS_PER_SECOND = 4


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text: for reading; json: one document; turtle: a SHACL validation report; sarif: for code hosts "
    "and editors; github: annotations of a workflow.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--engine",
    type=click.Choice(["compiled", "pyshacl"]),
    default="compiled",
    show_default=True,
    help="The SHACL engine: our own, or pySHACL as the reference.",
)
@click.option("--fix", is_flag=True, help="Show what can safely be mended, and mend it.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask first.")
@click.option(
    "--record",
    is_flag=True,
    help="If there is no error, record which IRIs there are (published from then on, as by a release) "
    "and how much each document holds: none may go and nothing may shrink.",
)
@click.option("--watch", is_flag=True, help="Check again after every save, until Ctrl-C.")
@workspace_option
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    engine: str,
    fix: bool,
    yes: bool,
    record: bool,
    watch: bool,
    workspace: Workspace,
) -> None:
    """Check the data: text, form, links, passages, conflicts, rules and shapes.

    PATH is a file or a folder whose findings are reported; everything is checked all the same. A PATH in
    another workspace, or that is one, checks that workspace.

    Exit code 0: nothing as severe as --fail-on; 1: findings, all of them listed.

    Example: pactgraph validate data/documents
    """
    from ..check.checks import Checks, within
    from ..check.reports.plain import count
    from ..check.watching import stamps

    if watch and (form not in ("text", "github") or fix or record):
        raise click.UsageError("--watch reports as text or github, and mends and records nothing")
    workspace, paths = _workspace(context, workspace, paths)
    records: dict[str, bytes | None] = {}
    if fix:
        workspace.check_writable()
    if record:
        records = _held(workspace)
    seen = stamps(workspace.root) if watch else {}
    checks = Checks(workspace, "pyshacl" if engine == "pyshacl" else "compiled")
    findings = within(checks.findings(), workspace.root, paths)
    if fix:
        findings = _mend(checks, findings, workspace, paths, form, ask=not yes)
    _give(checks, findings, form)
    note(count(findings))
    if watch:
        _watch(checks, findings, paths, form, seen)
    if record:
        _record(checks, findings, workspace, records)
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    context.exit(1 if any(finding.severity in bad for finding in findings) else 0)


def _give(checks: Checks, findings: Sequence[Finding], form: str) -> None:
    """Writes the findings to standard output."""
    if form == "json":
        from ..check.reports.document import document

        write_text(document(findings), form)
    elif form == "turtle":
        write_text(checks.validation_report(findings), form)
    elif form == "sarif":
        from ..check.reports.sarif import sarif

        write_text(sarif(findings, checks.root.as_uri() + "/"), form)
    elif form == "github":
        from ..check.reports.annotations import workflow_commands

        say_lines(workflow_commands(findings))
    else:
        from ..check.reports.plain import plain

        say_lines(plain(findings, checks.line))


def _mend(
    checks: Checks,
    findings: list[Finding],
    workspace: Workspace,
    paths: tuple[Path, ...],
    form: str,
    *,
    ask: bool,
) -> list[Finding]:
    """Shows the differences that the repairs make and writes them; gives what is left to find."""
    from ..check.canonical import GraphChanged
    from ..check.checks import within
    from ..check.repair import repairs, write_repair

    changes = repairs(checks, {finding.file for finding in findings if finding.file is not None})
    if not changes:
        note("nothing here can be mended without a decision")
        return findings
    for change in changes:
        (say_lines if form == "text" else note_lines)(change.difference)
    if ask and sys.stdin.isatty() and not click.confirm("Write this?", err=True):
        return findings
    try:
        with workspace.writing() as files:
            for change in changes:
                write_repair(change, workspace.root, files)
    except GraphChanged as fault:
        raise click.ClickException(str(fault)) from fault
    checks.again()
    note(f"{len(changes)} file{'' if len(changes) == 1 else 's'} mended")
    return within(checks.findings(), workspace.root, paths)


def _held(workspace: Workspace) -> dict[str, bytes | None]:
    """What the files hold that --record will write, before anything is checked by them."""
    from ..check.kept import RECORDS

    with workspace.writing() as files:
        return {file: files.read(workspace.root / file) for file in RECORDS}


def _record(
    checks: Checks, findings: Sequence[Finding], workspace: Workspace, old: dict[str, bytes | None]
) -> None:
    """Writes what the data holds, where nothing is at fault but that it holds less."""
    from ..check.kept import record

    if any(finding.severity == "error" and finding.rule != "coverage" for finding in findings):
        raise click.UsageError("nothing is recorded while there are errors: mend them first")
    with workspace.writing() as files:
        for file, text in record(checks.corpus).items():
            files.replace(checks.root / file, old[file], text.encode())
            note(f"{file} written")


def _watch(
    checks: Checks, findings: list[Finding], paths: tuple[Path, ...], form: str, seen: dict[str, Stamp]
) -> None:
    """Looks at the files again and again; after a save, prints what is new and counts what is left. `seen` is
    how the files were before they were checked. Ends when it is interrupted."""
    from ..check.checks import within
    from ..check.reports.plain import count
    from ..check.watching import changed, stamps

    root = checks.root
    while True:
        time.sleep(1 / LOOKS_PER_SECOND)
        now = stamps(root)
        files = changed(seen, now)
        if not files:
            continue
        seen = now
        checks.again()
        before, findings = set(findings), within(checks.findings(), root, paths)
        new = [finding for finding in findings if finding not in before]
        _give(checks, new, form)
        gone = len(before - set(findings))
        told = f"{', '.join(files[:3])}{' ...' if len(files) > 3 else ''}: {len(new)} new, {gone} gone; "
        note(told + count(findings))


def _workspace(
    context: click.Context, workspace: Workspace, paths: tuple[Path, ...]
) -> tuple[Workspace, tuple[Path, ...]]:
    """The workspace that the paths lie in, where no other was asked for, and the paths but its own folder.

    Raises UsageError for a path outside the workspace, or that the checks do not look at.
    """
    from ..check.examined import examines

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
        if not examines(root, path):
            raise click.UsageError(
                f"{path} is not what validate looks at: the Turtle files of ontology, data/registers and "
                "data/curation, the TriG files of data/documents, and the queries of ontology/checks and "
                "ontology/rules"
            )
    return workspace, tuple(path for path in paths if path.resolve() != root)
