"""What the data must not lose: the IRIs that were published, and what documents and classes hold at least.

`data/released-iris.txt` lists every published IRI: an IRI is for ever, and withdrawing one is an addition.
`data/coverage.toml` says how much each document and each class holds at least, so that data does not shrink
unseen. `pactgraph validate --record` writes both; `pactgraph release` adds to the list, too.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from ..rdf.namespaces import PASSAGE, ROOT
from ..workspace.content import reason, remedy, text_of
from ..workspace.finding import Finding
from ..workspace.published import DEPRECATED, FILE, list_text, published, withdrawn
from .parsed import ParsedFile, ParsedFiles

COVERAGE = "data/coverage.toml"
RECORDS = (FILE, COVERAGE)
"""The files that `record` gives, by their paths in the workspace."""

_HEAD = """\
# The least that the data holds: `pactgraph validate` fails where it shrinks below these numbers.
# Written by `pactgraph validate --record`.
"""


def disappeared(files: ParsedFiles) -> Iterator[Finding]:
    """A finding for each published IRI that nothing introduces any more, nor withdraws."""
    try:
        listed = published(files.root)
    except OSError as error:
        yield Finding(FILE, None, None, None, "disappeared", reason(error), remedy(error))
        return
    gone = [iri for iri in listed if not files.exists(iri)]
    if not gone:
        return
    openly = withdrawn(each.triple for file in files for each in file.where(DEPRECATED))
    for iri in gone:
        if iri not in openly:
            yield Finding(
                FILE,
                listed[iri],
                1,
                files.prefixes.curie(iri),
                "disappeared",
                "this was published, and is gone",
                "put it back: what is withdrawn stays, with owl:deprecated true and, where another takes its "
                "place, dcterms:isReplacedBy",
            )


def coverage(files: ParsedFiles) -> Iterator[Finding]:
    """A finding for each document and class that holds less than it did."""
    try:
        text = text_of(files.root / COVERAGE, within=files.root)
    except FileNotFoundError:
        return
    except OSError as error:
        yield Finding(COVERAGE, None, None, None, "coverage", reason(error), remedy(error))
        return
    if files.unreadable:
        return
    try:
        least = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        yield Finding(COVERAGE, None, None, None, "coverage", f"not TOML: {error}", "write it with --record")
        return
    now = _held(files)
    for table in ("documents", "classes"):
        for name, numbers in _tables(least.get(table)):
            for what, wanted in numbers.items():
                held = now[table].get(name, {}).get(what, 0)
                if isinstance(wanted, int) and held < wanted:
                    yield Finding(
                        COVERAGE,
                        _line(text, table, name),
                        1,
                        name if table == "classes" else f"document:{name}",
                        "coverage",
                        f"{held} {what}, at least {wanted} are expected",
                        "bring back what was lost; if less is right, run: pactgraph validate --record",
                    )


def record(files: ParsedFiles) -> dict[str, str]:
    """The texts of both files, by path in the workspace: what was published stays published, and the least
    that the data holds is what it holds now. Raises OSError where the list cannot be read."""
    own = {iri for iri in files.introduced if iri.startswith(ROOT)}
    now = _held(files)
    lines = [_HEAD]
    for table in ("documents", "classes"):
        lines.append(f"[{table}]\n")
        for name, numbers in sorted(now[table].items()):
            inside = ", ".join(f"{what} = {number}" for what, number in numbers.items())
            lines.append(f'"{name}" = {{ {inside} }}\n')
        lines.append("\n")
    return {
        FILE: list_text(own | published(files.root).keys()),
        COVERAGE: "".join(lines).rstrip("\n") + "\n",
    }


def _held(files: ParsedFiles) -> dict[str, dict[str, dict[str, int]]]:
    documents, classes = {}, Counter[str]()
    for file in files.ordered():
        if file.source.layer == "documents":
            documents[file.source.path.stem] = _document(file)
        if file.source.layer != "vocabulary":
            classes.update(each.object.value for each in file.types if isinstance(each.object, NamedNode))
    named = {files.prefixes.curie(cls): {"records": number} for cls, number in classes.items()}
    return {"documents": documents, "classes": named}


def _document(file: ParsedFile) -> dict[str, int]:
    graphs = [graph for graph in file.graphs if graph.value.startswith(PASSAGE)]
    statements = sum(each.graph_name != file.source.graph for each in file.statements)
    return {"passages": len(graphs), "statements": statements}


def _tables(table: object) -> Iterable[tuple[str, dict[str, object]]]:
    if isinstance(table, dict):
        yield from ((name, numbers) for name, numbers in table.items() if isinstance(numbers, dict))


def _line(text: str, table: str, name: str) -> int | None:
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("["):
            inside = line.strip() == f"[{table}]"
        elif inside and line.partition("=")[0].strip().strip('"') == name:
            return number
    return None
