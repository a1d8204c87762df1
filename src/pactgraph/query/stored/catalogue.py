"""The stored queries of a workspace: `queries/<topic>/<name>.rq`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ...rdf.fault import Fault
from ...rdf.prefixes import Prefixes
from ...workspace.files import UnreadableFile
from ...workspace.finding import Finding
from ...workspace.query_files import query_files, query_text
from ..faults import QueryFault
from ..nearest import nearest
from ..sparql.tokens import Token, form, refuse_service, tokens
from .header import Header, HeaderFault, read_header
from .parameters import Parameter, parameters


class CatalogueFault(Fault):
    """There is no stored query of a name, or its file is wrong; the message says where and what to do.
    `finding` is set where a file is at fault, not the name."""

    def __init__(self, message: str, finding: Finding | None = None) -> None:
        super().__init__(message)
        self.finding = finding
        self.exit_code = 2 if finding is None else 1

    @classmethod
    def of(cls, finding: Finding) -> CatalogueFault:
        """The fault of a file."""
        return cls(f"{finding.place}: {finding.message}", finding)


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
    """The stored queries below a folder. Looking for one reads the names of files and that one file, once."""

    def __init__(self, folder: Path, prefixes: Prefixes) -> None:
        self._folder = folder
        self.prefixes = prefixes
        self._known: dict[str, StoredQuery] = {}

    @property
    def paths(self) -> dict[str, Path]:
        """The file of each query, by name, in the order of topic and name."""
        return self._listed[0]

    @cached_property
    def _listed(self) -> tuple[dict[str, Path], dict[str, Finding], list[Finding]]:
        """The file of each query, by name; the names that two files have; folders that cannot be listed."""
        found, twice = dict[str, Path](), dict[str, Finding]()
        paths, closed = query_files(self._folder)
        for path in paths:
            name = path.stem
            if name not in found:
                found[name] = path
                continue
            file, other = self._place(path), self._place(found[name])
            said = f"two stored queries are called {name}: {other} and {file}; rename one"
            twice[name] = Finding(file, None, None, None, "query", said, "rename one")
        return found, twice, closed

    def __getitem__(self, name: str) -> StoredQuery:
        """The stored query `name`. Raises CatalogueFault where there is none, or its file is wrong."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> StoredQuery:
        paths, twice, closed = self._listed
        if name in twice:
            raise CatalogueFault.of(twice[name])
        path = paths.get(name)
        if path is None:
            if closed:
                raise CatalogueFault.of(closed[0])
            near = nearest(name.lower(), self.paths)
            hint = f"did you mean {' or '.join(near)}?" if near else "`pactgraph queries` lists them"
            raise CatalogueFault(f"no stored query is called {name!r}; {hint}")
        return self._read(name, path)

    def __iter__(self) -> Iterator[StoredQuery]:
        """Every stored query. Raises CatalogueFault at the first file that is wrong."""
        for query in self.all():
            if isinstance(query, Finding):
                raise CatalogueFault.of(query)
            yield query

    def all(self) -> Iterator[StoredQuery | Finding]:
        """Every stored query; a finding in the place of each whose file is wrong, and for each folder that
        cannot be listed."""
        yield from self._listed[2]
        for name in self.paths:
            try:
                yield self[name]
            except CatalogueFault as fault:
                if fault.finding is not None:
                    yield fault.finding

    def _place(self, path: Path) -> str:
        return path.relative_to(self._folder.parent).as_posix()

    def _read(self, name: str, path: Path) -> StoredQuery:
        file = self._place(path)
        try:
            text = query_text(path, self._folder)
        except UnreadableFile as fault:
            raise CatalogueFault.of(fault.finding) from fault
        try:
            header = read_header(text)
            found = tokens(text)
            refuse_service(text, found)
            kind = form(found)
            if kind is None:
                raise QueryFault("the file holds no SELECT, ASK, CONSTRUCT or DESCRIBE query")
            wanted = parameters(found, header, self.prefixes)
        except HeaderFault as fault:
            said = Finding(file, fault.line, None, None, "query", fault.message, "mend the header")
            raise CatalogueFault.of(said) from fault
        except QueryFault as fault:
            said = Finding(file, None, None, None, "query", str(fault), "mend the query")
            raise CatalogueFault.of(said) from fault
        return StoredQuery(name, path.parent.name, file, text, kind, header, wanted, tuple(found))
