"""`pactgraph validate`: the checks of a workspace's data."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from ..api.opened import OpenWorkspace
from ..workspace.finding import Finding
from ..workspace.locate import is_workspace
from .open_options import open_graph, workspace_option
from .printing import draw_over, note, note_lines, say_lines, write_text

if TYPE_CHECKING:
    from ..api.inspection import Inspection, Report, ShaclEngine

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
    help="The SHACL engine: our own, with pySHACL for the shapes that have queries; or pySHACL for all.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="The time that pySHACL may take for the shapes that have queries.",
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
    form: Report,
    fail_on: str,
    engine: ShaclEngine,
    timeout: float,
    fix: bool,
    yes: bool,
    record: bool,
    watch: bool,
    graph: OpenWorkspace,
) -> None:
    """Check the data: text, form, links, passages, conflicts, rules and shapes.

    PATH is a file or a folder whose findings are reported; everything is checked all the same. A PATH in
    another workspace, or that is one, checks that workspace.

    Exit code 0: nothing as severe as --fail-on; 1: findings, all of them listed.

    Example: pactgraph validate data/documents
    """
    if watch and (form not in ("text", "github") or fix or record):
        raise click.UsageError("--watch reports as text or github, and mends and records nothing")
    graph = _of(context, graph, paths)
    if fix:
        graph.check_writable()
    clock = Clock(sys.stderr.isatty())
    inspection = graph.inspection(paths, engine=engine, timeout=timeout, record=record, progress=clock.begun)
    clock.done()
    inspection.look()
    if fix:
        _mend(inspection, form, ask=not yes)
        clock.done()
    _give(inspection, inspection.findings, form)
    note(inspection.count + clock.took)
    if watch:
        _watch(inspection, form, clock)
    if record:
        for file in inspection.record():
            note(f"{file} written")
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    context.exit(1 if any(finding.severity in bad for finding in inspection.findings) else 0)


def _give(inspection: Inspection, findings: Sequence[Finding], form: Report) -> None:
    """Writes findings to standard output."""
    text = inspection.report(form, findings)
    if form in ("text", "github"):
        say_lines(text)
    else:
        write_text(text, form)


def _mend(inspection: Inspection, form: Report, *, ask: bool) -> None:
    """Shows the differences that the repairs make and writes them."""
    changes = inspection.repairs()
    if not changes:
        note("nothing here can be mended without a decision")
        return
    for change in changes:
        (say_lines if form == "text" else note_lines)(change.difference)
    if ask and sys.stdin.isatty() and not click.confirm("Write this?", err=True):
        return
    inspection.mend(changes)
    note(f"{len(changes)} file{'' if len(changes) == 1 else 's'} mended")


class Clock:
    """Shows on a terminal which part of the checks is at work, and how long the last check took."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._start: float | None = None
        self.took = ""
        """The seconds of the last check in brackets; empty where nobody looks."""

    def begun(self, part: str) -> None:
        """Shows the part that is begun in the place of the one before."""
        if self._shown:
            self._start = self._start or time.monotonic()
            draw_over(f"checking: {part} ...")

    def done(self) -> None:
        """Takes the line away."""
        if self._start is not None:
            self.took = f" ({time.monotonic() - self._start:.1f} s)"
            self._start = None
            draw_over("")


def _watch(inspection: Inspection, form: Report, clock: Clock) -> None:
    """Looks at the files again and again; when one has changed it checks all, prints what is new and counts
    what is left. Ends when it is interrupted."""
    while True:
        time.sleep(1 / LOOKS_PER_SECOND)
        files = inspection.changed()
        clock.done()
        if not files:
            continue
        before, findings = set(inspection.findings), inspection.look()
        new = [finding for finding in findings if finding not in before]
        _give(inspection, new, form)
        gone = len(before - set(findings))
        told = f"{', '.join(files[:3])}{' ...' if len(files) > 3 else ''}: {len(new)} new, {gone} gone; "
        note(told + inspection.count + clock.took)


def _of(context: click.Context, graph: OpenWorkspace, paths: tuple[Path, ...]) -> OpenWorkspace:
    """The workspace that the first of the paths lies in, where no other was asked for."""
    if paths and context.get_parameter_source("workspace") != ParameterSource.COMMANDLINE:
        place = paths[0].resolve()
        for folder in (place, *place.parents):
            if is_workspace(folder):
                return graph if folder == graph.root.resolve() else open_graph(str(folder))
    return graph
