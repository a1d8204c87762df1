"""Takes each constraint of `ontology/shapes.ttl` away, or weakens it, and looks whether an example notices.

    python -m tests.check.mutate_shapes

Prints each survivor and the score. A mutant dies when an example of `shapes/faults.tsv` is no longer found,
or when a near miss or the complete records are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from pactgraph.check.shacl import Compiled, DataGraph, ShapesFault, compile_shapes

from . import shape_examples as given

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
DROPPED = frozenset(
    [
        "targetClass",
        "property",
        "minCount",
        "maxCount",
        "datatype",
        "class",
        "nodeKind",
        "node",
        "or",
        "pattern",
        "minLength",
        "maxLength",
        "uniqueLang",
        "lessThan",
        "lessThanOrEquals",
        "minInclusive",
        "maxInclusive",
        "qualifiedValueShape",
        "qualifiedMinCount",
        "languageIn",
    ]
)
STEPS = {
    "minCount": -1,
    "maxCount": 1,
    "maxLength": 1,
    "minLength": -1,
    "minInclusive": -1,
    "maxInclusive": 1,
    "qualifiedMinCount": -1,
}


@dataclass(frozen=True)
class Mutant:
    """A shapes graph with one constraint gone or weaker, and the shape that had it."""

    shape: str
    change: str
    triples: tuple[Triple, ...]


def mutants(shapes: list[Triple]) -> Iterator[Mutant]:
    """Every mutant of a shapes graph."""
    for place, triple in enumerate(shapes):
        name = triple.predicate.value.removeprefix(SH)
        rest = (*shapes[:place], *shapes[place + 1 :])
        shape = given.PREFIXES.curie(triple.subject) if isinstance(triple.subject, NamedNode) else ""
        if triple.predicate.value.startswith(SH) and name in DROPPED:
            yield Mutant(shape, f"without {_shown(triple)}", rest)
            for weaker in _weaker(name, triple.object):
                changed = Triple(triple.subject, triple.predicate, weaker)
                yield Mutant(shape, f"{_shown(triple)} as {weaker}", (*rest, changed))
            if name == "lessThan":
                changed = Triple(triple.subject, NamedNode(SH + "lessThanOrEquals"), triple.object)
                yield Mutant(shape, f"{_shown(triple)} as lessThanOrEquals", (*rest, changed))
    yield from _shorter_lists(shapes)


def _weaker(name: str, value: object) -> Iterator[Literal]:
    if not isinstance(value, Literal):
        return
    if name in STEPS:
        yield Literal(str(int(value.value) + STEPS[name]), datatype=INTEGER)
    elif name == "pattern":
        if value.value.endswith("$"):
            yield Literal(value.value[:-1])
        if value.value.startswith("^"):
            yield Literal(value.value[1:])
        yield Literal(value.value.replace("/", "", 1)) if value.value.startswith("/") else Literal(".")


def _shorter_lists(shapes: list[Triple]) -> Iterator[Mutant]:
    """Each list without one of its members."""
    rest_of = {t.subject: t for t in shapes if t.predicate.value == RDF + "rest"}
    first_of = {t.subject: t for t in shapes if t.predicate.value == RDF + "first"}
    owners = [t for t in shapes if t.object in rest_of and t.predicate.value != RDF + "rest"]
    for owner in owners:
        shape = given.PREFIXES.curie(owner.subject) if isinstance(owner.subject, NamedNode) else ""
        link: Triple = owner
        while isinstance(link.object, BlankNode):
            cell = link.object
            gone = {link, first_of[cell], rest_of[cell]}
            if not (link is owner and not isinstance(rest_of[cell].object, BlankNode)):
                kept = [t for t in shapes if t not in gone]
                kept.append(Triple(link.subject, link.predicate, rest_of[cell].object))
                yield Mutant(shape, f"{_shown(owner)} without {first_of[cell].object}", tuple(kept))
            link = rest_of[cell]


def _shown(triple: Triple) -> str:
    return f"{triple.predicate.value.removeprefix(SH)} {triple.object}"


class Judge:
    """The examples, made once; asks those about the mutant's shape or class first."""

    def __init__(self) -> None:
        self.examples = [
            self._made(each) for each in (*given.examples("faults"), *given.examples("near-misses"))
        ]
        self.complete = DataGraph(given.complete())
        self.classes = {
            each.shape: each.focus for each, _, _ in self.examples if not each.property and each.shape
        }

    def _made(self, example: given.Example) -> tuple[given.Example, NamedNode | BlankNode, DataGraph]:
        focus, triples = given.graph(example)
        return example, focus, DataGraph(triples)

    def notices(self, mutant: Mutant) -> bool:
        """Whether an example tells the mutant from the shapes."""
        try:
            compiled = compile_shapes(mutant.triples)
        except ShapesFault:
            return True
        if compiled.validate(self.complete):
            return True
        focus = self.classes.get(mutant.shape)
        kin = [each for each in self.examples if mutant.shape == each[0].shape or focus == each[0].focus]
        return any(self._differs(compiled, *each) for group in (kin, self.examples) for each in group)

    def _differs(
        self, compiled: Compiled, example: given.Example, focus: NamedNode | BlankNode, data: DataGraph
    ) -> bool:
        results = compiled.validate(data, focus=[focus])
        if not example.shape:
            return bool(results)
        wanted = given.PREFIXES.expand(example.shape)
        component = NamedNode(f"{SH}{example.component}ConstraintComponent")
        return not any(result.shape == wanted and result.component == component for result in results)


def survivors(limit: int | None = None) -> tuple[list[Mutant], int]:
    """The mutants that no example notices, and how many there were."""
    judge = Judge()
    everything = list(mutants(given.shapes()))[:limit]
    return [mutant for mutant in everything if not judge.notices(mutant)], len(everything)


def main() -> int:
    """Prints the survivors and the score; the exit code says whether there are any."""
    left, total = survivors()
    for mutant in left:
        print(f"survives: {mutant.shape} {mutant.change}")
    print(f"{total - len(left)} of {total} mutants noticed ({100 * (total - len(left)) / total:.1f} percent)")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
