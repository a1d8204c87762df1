"""A first fill by the loader of a store, which is faster than any request: what to type, and a file for it.

The file holds all that a push would send, its books too, so that the next push finds the store up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph

from ...rdf.namespaces import LEDGER
from ...workspace.files import SourceFile
from ...workspace.rules import Rules
from . import ledger
from .target import Graph, Target

ADVISED = 200_000
"""Statements of files from which on a first push advises to use the loader of the store instead."""


class Loader(NamedTuple):
    """The line that loads the file `pactgraph.nq`, and whether the store has a default graph of its own."""

    line: str
    own_default: bool


_OXIGRAPH = Loader("oxigraph load --location DIR --file pactgraph.nq (while the server is stopped)", True)
_VIRTUOSO = Loader(
    "isql-vt 1111 dba PASSWORD exec=\"ld_dir('DIR', 'pactgraph.nq', ''); rdf_loader_run(); checkpoint;\" "
    "(DIR is one of DirsAllowed)",
    False,
)
_GRAPHDB = Loader("importrdf preload -f -i REPOSITORY pactgraph.nq (while the server is stopped)", False)


def loader(url: str) -> Loader:
    """The loader of the store whose query endpoint is `url`, by what its path tells of its make; where that
    is nothing, of Oxigraph."""
    if "/repositories/" in url:
        return _GRAPHDB
    return _VIRTUOSO if "/sparql" in url else _OXIGRAPH


def advice(url: str) -> str:
    """What to do in place of a first push into a store that is large."""
    return (
        "a first push is slower than the loader of the store: to use that, stop this, write a file with "
        f"pactgraph push {url} -o pactgraph.nq, and load it. {loader(url).line}"
    )


def in_quads(files: Iterable[SourceFile], rules: Rules, *, own_default: bool) -> Iterator[bytes]:
    """All that a push sends, in N-Quads; in the default graph too what stands, where the store has a default
    graph of its own. Raises PushFault where the data cannot be pushed."""
    target = Target(files, rules)
    for unit in [*target.units.values(), *([target.own_default] if own_default else [])]:
        for graph, lines in unit.graphs.items():
            yield "".join(_quads(lines, graph)).encode()
        entries = [ledger.state(unit.name, unit.digest), *ledger.filled(unit.name, unit.names)]
        yield "".join(_quads(entries, LEDGER)).encode()
    yield "".join(_quads([f"{ledger.VERSION} .\n"], LEDGER)).encode()


def _quads(lines: Iterable[str], graph: Graph) -> Iterable[str]:
    if isinstance(graph, DefaultGraph):
        return lines
    return (f"{line[:-2]}{graph} .\n" for line in lines)
