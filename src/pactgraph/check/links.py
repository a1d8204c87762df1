"""Links: whatever is named in the workspace's own namespaces exists, as a record with a type."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from pyoxigraph import NamedNode

from ..model.namespaces import CONCEPT, GRAPH, PASSAGE, ROOT, of_publication
from ..model.prefixes import Prefixes
from .fault import AtQuad, Fault
from .names import Names, split_iri
from .view import TYPE, View


def dangling(view: View, exists: Callable[[str], bool], own: Collection[str]) -> frozenset[str]:
    """The IRIs in a file's subjects and objects that lie in a namespace of the workspace's own, and that
    nothing introduces. `own` holds namespaces beside those of Pactgraph."""
    return frozenset(
        iri
        for iri in view.iris
        if not exists(iri)
        and (iri.startswith(ROOT) or (own and split_iri(iri)[0] in own))
        and not iri.startswith(GRAPH)
        and not of_publication(iri)
    )


def links(view: View, missing: frozenset[str], names: Names, prefixes: Prefixes) -> Iterator[Fault]:
    """The faults that the IRIs `missing` of a file make; `names` are those that could be meant."""
    if not missing:
        return
    subjects: set[str] = set()
    for quad in view.quads:
        subject, value = quad.subject, quad.object
        name = prefixes.curie(subject) if isinstance(subject, NamedNode) else None
        if isinstance(value, NamedNode) and value.value in missing and quad.predicate != TYPE:
            near = names.nearest(value.value)
            concept = value.value.startswith(CONCEPT)
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                name,
                "unknown-concept" if concept else "link",
                f"there is no {'concept' if concept else 'record'} {prefixes.curie(value)}",
                f"did you mean {prefixes.curie(near)}?"
                if near
                else (
                    "add it to its scheme"
                    if concept
                    else "introduce it with a type and a label, or correct the name"
                ),
            )
        if isinstance(subject, NamedNode) and subject.value in missing and subject.value not in subjects:
            subjects.add(subject.value)
            if subject.value.startswith(PASSAGE):
                continue
            near = names.nearest(subject.value)
            yield Fault(
                view.file.relative,
                AtQuad(quad, "subject"),
                name,
                "untyped-record",
                f"{name} has no type: no file introduces it",
                f"did you mean {prefixes.curie(near)}?"
                if near
                else f'add `{name} a CLASS ; rdfs:label "..."@en`',
            )
