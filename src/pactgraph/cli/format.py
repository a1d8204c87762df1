"""`pactgraph format`: the canonical text of Turtle and TriG files."""

from __future__ import annotations

from pathlib import Path

import click

from ..model.width import written_out
from ..workspace.workspace import Workspace
from .options import workspace_option
from .printing import note, say


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list the files that are not canonical.")
@workspace_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], check: bool, workspace: Workspace) -> None:
    """Write Turtle and TriG files in canonical form.

    PATH is a file or a folder; without one, all of the workspace's ontology and data. Comments are kept,
    and no file changes what it says. A file with a syntax error is reported and left as it is.

    Exit code 0: done, or with --check all canonical; 1: files are not canonical, or cannot be read.

    Example: pactgraph format --check data/documents
    """
    from ..check.canonical import GraphChanged, formatted, replace
    from ..check.reports.plain import headline
    from ..model.finding import Finding

    changed = faults = 0
    files = rdf_files(paths or (workspace.root / "ontology", workspace.root / "data"))
    for path in files:
        relative = _shown(path, workspace.root)
        result = formatted(path, relative, workspace.prefixes)
        if isinstance(result, Finding):
            say(headline(result))
            faults += 1
            continue
        old, new = result
        if old == new:
            continue
        changed += 1
        if not check:
            try:
                replace(path, old, new)
            except (GraphChanged, OSError) as error:
                raise click.ClickException(str(error)) from error
        say(written_out(relative))
    verb = "to format" if check else "formatted"
    left = f", {faults} that cannot be read" if faults else ""
    note(f"{changed} of {len(files)} files {verb}{left}")
    context.exit(1 if faults or (check and changed) else 0)


def rdf_files(paths: tuple[Path, ...]) -> list[Path]:
    """The Turtle and TriG files that these files and folders hold, each once, sorted.

    Raises UsageError for a path that does not exist or is a file of another kind.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(p for s in ("*.ttl", "*.trig") for p in path.rglob(s))))
        elif not path.exists():
            raise click.UsageError(f"there is no file or folder {path}")
        elif path.suffix not in (".ttl", ".trig"):
            raise click.UsageError(f"{path} is not a Turtle or TriG file: name a .ttl or .trig file")
        else:
            found[path] = None
    return list(found)


def _shown(path: Path, root: Path) -> str:
    """A path as findings name it: relative to the workspace where it lies inside."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)
