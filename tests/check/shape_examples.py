"""Examples for the shapes: a complete record of every class, and changes to one property of one record.

`shapes/complete.ttl` conforms. A line of `shapes/faults.tsv` says that the record `focus`, with `values` in
the place of its values of `property`, breaks `component` of `shape`; a line of `shapes/near-misses.tsv`,
that it does not break anything. Without a property, the record itself is renamed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from pactgraph.check.shacl import DataGraph, compile_shapes
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "shapes"
PREFIXES = Workspace(REPOSITORY).prefixes
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


class Example(NamedTuple):
    """A changed record; `shape` and `component` are empty for a near miss."""

    focus: str
    property: str
    values: str
    shape: str = ""
    component: str = ""


def examples(name: str) -> list[Example]:
    """The examples of a file, by its name without suffix."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")[1:]
    return [Example(*line.split("\t")) for line in lines if line]


@cache
def complete() -> tuple[Triple, ...]:
    """The complete records."""
    return tuple(q.triple for q in parse(path=FOLDER / "complete.ttl", format=RdfFormat.TURTLE))


def shapes() -> list[Triple]:
    """The shapes of the repository."""
    return [q.triple for q in parse(path=REPOSITORY / "ontology" / "shapes.ttl", format=RdfFormat.TURTLE)]


def _term(name: str) -> NamedNode | BlankNode:
    if name.startswith("_:"):
        return BlankNode(name[2:])
    found = NamedNode(name[1:-1]) if name.startswith("<") else PREFIXES.expand(name)
    assert found is not None
    return found


@cache
def _values(text: str) -> tuple[Quad, ...]:
    if not text:
        return ()
    line = f"{HEAD}<http://example.org/s> <http://example.org/p> {text} ."
    return tuple(parse(input=line.encode(), format=RdfFormat.TURTLE))


def graph(example: Example) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """The record that the example changes, and the graph with the change."""
    focus = _term(example.focus)
    if not example.property:
        other = _term(example.values)
        renamed = [
            Triple(
                other if triple.subject == focus else triple.subject,
                triple.predicate,
                other if triple.object == focus else triple.object,
            )
            for triple in complete()
        ]
        return other, renamed
    property_ = PREFIXES.expand(example.property)
    assert property_ is not None
    rest = [t for t in complete() if not (t.subject == focus and t.predicate == property_)]
    return focus, [*rest, *(Triple(focus, property_, quad.object) for quad in _values(example.values))]


def found(shapes_graph: Sequence[Triple], example: Example) -> set[tuple[str, str]]:
    """Shape and component of each result about the example's record."""
    focus, triples = graph(example)
    results = compile_shapes(shapes_graph).validate(DataGraph(triples), focus=[focus])
    return {
        (
            PREFIXES.curie(result.shape) if isinstance(result.shape, NamedNode) else "",
            result.component.value.rpartition("#")[2].removesuffix("ConstraintComponent"),
        )
        for result in results
    }
