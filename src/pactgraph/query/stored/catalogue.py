"""The stored queries of a workspace: `queries/<topic>/<name>.rq`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ...model.header import Header, HeaderFault, read_header
from ...model.prefixes import Prefixes
from ...model.width import visible, written_out
from ..fault import QueryFault
from ..near import nearest
from ..sparql.tokens import LONGEST, Token, form, refuse_service, tokens
from .parameters import Parameter, parameters


class CatalogueFault(Exception):
    """There is no stored query of a name, or its file is wrong; the message says where and what to do."""


class StoredQuery(NamedTuple):
    """One stored query. `file` is relative to the workspace, `form` is SELECT, ASK, CONSTRUCT or DESCRIBE."""

    name: str
    topic: str
    file: str
    text: str
    form: str
    header: Header
    parameters: tuple[Parameter, ...]
    tokens: tuple[Token, ...]


class Catalogue:
    """The stored queries below a folder. Looking for one reads the names of files and that one file."""

    def __init__(self, folder: Path, prefixes: Prefixes) -> None:
        self._folder = folder
        self._prefixes = prefixes

    @cached_property
    def paths(self) -> dict[str, Path]:
        """The file of each query, by name, in the order of topic and name.

        Raises CatalogueFault where two files have one name.
        """
        found: dict[str, Path] = {}
        for path in sorted(self._folder.glob("*/*.rq")):
            if path.stem in found:
                raise CatalogueFault(
                    visible(
                        f"two stored queries are called {path.stem}: {self._place(found[path.stem])} and "
                        f"{self._place(path)}; rename one"
                    )
                )
            found[path.stem] = path
        return found

    def __getitem__(self, name: str) -> StoredQuery:
        """The stored query `name`. Raises CatalogueFault where there is none, or its file is wrong."""
        path = self.paths.get(name)
        if path is None:
            near = nearest(name.lower(), self.paths)
            hint = f"did you mean {' or '.join(near)}?" if near else "`pactgraph queries` lists them"
            raise CatalogueFault(f"no stored query is called {name!r}; {hint}")
        return self._read(name, path)

    def __iter__(self) -> Iterator[StoredQuery]:
        """Every stored query. Raises CatalogueFault at the first file that is wrong."""
        for name, path in self.paths.items():
            yield self._read(name, path)

    def _place(self, path: Path) -> str:
        return path.relative_to(self._folder.parent).as_posix()

    def _read(self, name: str, path: Path) -> StoredQuery:
        file = self._place(path)
        where = written_out(file)
        try:
            if path.stat().st_size > LONGEST * 4:
                raise CatalogueFault(f"{where}: the file is longer than {LONGEST} characters")
            text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueFault(f"{where}: not readable as UTF-8 text ({error})") from error
        try:
            header = read_header(text)
            found = tokens(text)
            refuse_service(text, found)
            kind = form(found)
            if kind is None:
                raise QueryFault("the file holds no SELECT, ASK, CONSTRUCT or DESCRIBE query")
            wanted = parameters(found, header, self._prefixes)
        except HeaderFault as fault:
            raise CatalogueFault(f"{where}:{fault.line}: {visible(fault.message)}") from fault
        except QueryFault as fault:
            raise CatalogueFault(f"{where}: {fault}") from fault
        return StoredQuery(name, path.parent.name, file, text, kind, header, wanted, tuple(found))
