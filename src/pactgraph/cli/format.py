"""`pactgraph format`: the canonical text of Turtle and TriG files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from ..model.width import written_out
from ..workspace.content import reason, remedy
from ..workspace.workspace import Workspace
from .options import workspace_option
from .printing import note, say

SUFFIXES = (".ttl", ".trig")
INSTALLED = frozenset({"node_modules", "__pycache__"})


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list the files that are not canonical.")
@workspace_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], check: bool, workspace: Workspace) -> None:
    """Write Turtle and TriG files in canonical form.

    PATH is a file or a folder; without one, all of the workspace's ontology and data. Hidden files and
    folders are left alone. Comments are kept, and no file changes what it says. A file with a syntax error is
    reported and left as it is, and so is a link that leads out of the folder.

    Exit code 0: done, or with --check all canonical; 1: files are not canonical, or cannot be read; 2: a
    file cannot be written, or changed meanwhile: it is left as it was.

    Example: pactgraph format --check data/documents
    """
    from ..check.canonical import GraphChanged, check_same, formatted
    from ..check.reports.plain import headline
    from ..model.finding import Finding
    from ..workspace.writing import WriteFault, home, writing

    changed = refused = 0
    if not paths and not check:
        workspace.check_writable()
    folders = paths or (workspace.root / "ontology", workspace.root / "data")
    files, faults = rdf_files(folders, workspace.root)
    for path in files:
        relative = _shown(path, workspace.root)
        inside = workspace.root if path.absolute().is_relative_to(workspace.root) else None
        result = formatted(path, relative, workspace.prefixes, inside)
        if isinstance(result, Finding):
            say(headline(result))
            faults += 1
            continue
        old, new = result
        if old == new:
            continue
        place = path.resolve()
        if not any(place.is_relative_to(each.resolve()) for each in folders):
            message = f"it is not canonical, and a link that leads out of the folder, to {place}"
            remedy = "format the file there, or put a copy in the place of the link"
            say(headline(Finding(relative, None, None, None, "link", message, remedy)))
            faults += 1
            continue
        if not check:
            try:
                check_same(path, old, new)
                with writing(home(path)) as writer:
                    writer.replace(path, old.encode("utf-8"), new.encode("utf-8"))
            except GraphChanged as fault:
                raise click.ClickException(str(fault)) from fault
            except WriteFault as fault:
                note(f"Error: {fault}")
                refused += 1
                continue
        changed += 1
        say(written_out(relative))
    verb = "to format" if check else "formatted"
    left = f", {faults} that cannot be read or leave the folder" if faults else ""
    left += f", {refused} left as they were" if refused else ""
    note(f"{changed} of {len(files)} files {verb}{left}")
    context.exit(2 if refused else 1 if faults or (check and changed) else 0)


def rdf_files(paths: tuple[Path, ...], root: Path) -> tuple[list[Path], int]:
    """The Turtle and TriG files that these files and folders hold, each once, sorted, and how many folders
    and files are closed, which are told; `root` is the workspace's folder. What is hidden, installed (an
    environment of Python, packages of npm), no regular file or reached by a link that leads out of the
    workspace is not among them; the last two are told.

    Raises UsageError for a path that does not exist, cannot be looked at or is itself none of these.
    """
    found: dict[Path, None] = {}
    closed = list[OSError]()
    for path in paths:
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise click.UsageError(f"there is no file or folder {path}") from error
        except OSError as error:
            raise click.UsageError(f"{path} cannot be read: {reason(error)}") from error
        if _hidden(path, root):
            raise click.UsageError(f"{path} is hidden, and no data: name a file or a folder that is not")
        if path.is_dir():
            before = len(closed)
            inside = sorted(_below(path, closed))
            if not inside and len(closed) == before:
                note(f"{path} holds no Turtle or TriG file")
            for file in inside:
                try:
                    said = _no_data(file, root)
                except OSError as error:
                    closed.append(error)
                    continue
                if said:
                    note(f"left out: {file} {said}")
                else:
                    found[file] = None
        elif path.suffix not in SUFFIXES:
            raise click.UsageError(f"{path} is not a Turtle or TriG file: name a .ttl or .trig file")
        elif said := _no_data(path, root):
            raise click.UsageError(f"{path} {said}")
        else:
            found[path] = None
    for fault in closed:
        note(f"left out: {_shown(Path(fault.filename), root)}: {reason(fault)}; {remedy(fault)}")
    return list(found), len(closed)


def _below(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """The files below a folder; the errors of the folders that cannot be listed are put into `closed`."""
    for place, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name not in INSTALLED
            and not os.path.lexists(here / name / "pyvenv.cfg")
        ]
        yield from (here / name for name in files if name.endswith(SUFFIXES) and not name.startswith("."))


def _hidden(path: Path, root: Path) -> bool:
    """Whether a path is hidden: below the workspace by any of its parts, elsewhere by its own name."""
    place, root = _as_named(path), _as_named(root)
    parts = place.relative_to(root).parts if place.is_relative_to(root) else place.parts[-1:]
    return any(part.startswith(".") for part in parts)


def _no_data(file: Path, root: Path) -> str:
    """Why a file is left alone; the empty text where it is not."""
    if not file.is_file():
        return "is no regular file"
    if _as_named(file).is_relative_to(_as_named(root)) and not file.resolve().is_relative_to(root.resolve()):
        return "leads out of the workspace by a link: name the file itself"
    return ""


def _as_named(path: Path) -> Path:
    """The absolute path without `..`, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def _shown(path: Path, root: Path) -> str:
    """A path as findings name it: relative to the workspace where it lies inside."""
    for place, home in ((path.absolute(), root), (path.parent.resolve() / path.name, root.resolve())):
        if place.is_relative_to(home):
            return place.relative_to(home).as_posix()
    return str(path)
