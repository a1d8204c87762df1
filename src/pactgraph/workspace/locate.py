"""Finding the workspace: the folder that holds `ontology`, `data` and `queries`."""

from __future__ import annotations

import os
from pathlib import Path

from ..rdf.fault import Fault

FOLDERS = ("ontology", "data", "queries")
VARIABLE = "PACTGRAPH_WORKSPACE"
INDEXES = ".pactgraph/index"
"""Where in a workspace its index is kept."""


class WorkspaceError(Fault):
    """No usable workspace where one was asked for; the message says where and what to do."""


def is_workspace(folder: Path) -> bool:
    """Whether `folder` holds the three folders of a workspace. A link counts, wherever it leads, and a file
    of that name: it is said where it is read, rather than another workspace be taken without a word."""
    return not _missing(folder)


def _missing(folder: Path) -> list[str]:
    """The folders of a workspace that `folder` has not."""
    return [
        name for name in FOLDERS if not os.path.lexists(folder / name)
    ]  # a Path raises in a closed folder


def installed() -> Path:
    """Where the data is that comes with an installed package. A source checkout has none there."""
    return Path(__file__).parent / "bundled"


def bundled() -> Path:
    """The workspace that comes with the installed package, or the source checkout's own.

    Raises WorkspaceError where the installation lost it.
    """
    checkout = Path(__file__).parents[3]
    for folder in (installed(), checkout):
        if is_workspace(folder):
            return folder
    raise WorkspaceError(f"the installed data is missing from {installed()}: install pactgraph again")


def locate(asked: str | os.PathLike[str] | None = None) -> Path:
    """The workspace's folder: the `chosen` one, else the bundled one.

    Raises WorkspaceError as `chosen` and `bundled` do.
    """
    return chosen(asked) or bundled()


def chosen(asked: str | os.PathLike[str] | None = None) -> Path | None:
    """The workspace that somebody named or stands in: `asked`, else $PACTGRAPH_WORKSPACE, else the nearest
    parent of the current folder that is a workspace. None where there is none of these.

    Raises WorkspaceError where a folder that was asked for is not a workspace.
    """
    for folder, source in ((asked, "--workspace"), (os.environ.get(VARIABLE), f"${VARIABLE}")):
        if folder:
            path = Path(folder)
            if not is_workspace(path):
                try:
                    os.listdir(path)  # noqa: PTH208
                except (FileNotFoundError, NotADirectoryError):
                    pass
                except OSError as error:
                    raise WorkspaceError(f"{source} {path} cannot be read: {error.strerror}") from error
                missing = ", ".join(_missing(path))
                raise WorkspaceError(
                    f"{source} {path} is not a workspace: it has no folder {missing}"
                    if path.is_dir()
                    else f"{source} {path} is not a folder"
                )
            return path.resolve()
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return None
    return next((folder for folder in (here, *here.parents) if is_workspace(folder)), None)
