"""The files of the stored queries: `queries/<topic>/<name>.rq`."""

from __future__ import annotations

from pathlib import Path

from .content import names_in, reason, remedy, text_of
from .files import UnreadableFile
from .finding import Finding

LARGEST = 4_000_000
"""Bytes of the largest file that is read."""


def query_files(folder: Path) -> tuple[list[Path], list[Finding]]:
    """The query files below a folder, in the order of topic and name, and a finding for each folder that
    cannot be listed."""
    found, closed = list[Path](), list[Finding]()
    try:
        topics = names_in(folder)
    except OSError as error:
        return [], [_finding(folder, folder, error)]
    for topic in topics:
        try:
            found += [folder / topic / name for name in names_in(folder / topic, ".rq")]
        except NotADirectoryError:  # the catalogue's README, for one
            continue
        except OSError as error:
            closed.append(_finding(folder / topic, folder, error))
    return found, closed


def query_text(path: Path, folder: Path) -> str:
    """The text of a query file below the folder of queries. Raises UnreadableFile."""
    try:
        return text_of(path, within=folder.parent, most=LARGEST).replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableFile(_finding(path, folder, error)) from error


def unread_queries(folder: Path) -> list[Finding]:
    """A finding for each folder of queries that cannot be listed, and each query file that cannot be read."""
    files, found = query_files(folder)
    for path in files:
        try:
            query_text(path, folder)
        except UnreadableFile as fault:
            found.append(fault.finding)
    return found


def _finding(path: Path, folder: Path, error: OSError) -> Finding:
    place = path.relative_to(folder.parent).as_posix()
    return Finding(place, None, None, None, "query", reason(error), remedy(error))
