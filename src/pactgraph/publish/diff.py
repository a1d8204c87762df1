"""Differences of two datasets: facts added, removed, changed; in words, as JSON, as RDF Patch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ..rdf.layout import natural
from ..rdf.namespaces import RDF, RDFS, SKOS
from ..rdf.prefixes import Prefixes
from ..rdf.printable import written_out

Term = NamedNode | BlankNode | Literal
Graph = NamedNode | BlankNode | DefaultGraph

_LABELS = (RDFS + "label", SKOS + "prefLabel")
_TYPE = NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the values of one property of one subject in one graph. An addition has no `old`, a
    removal no `new` values."""

    graph: Graph
    subject: NamedNode | BlankNode
    predicate: NamedNode
    old: tuple[Term, ...]
    new: tuple[Term, ...]

    @property
    def kind(self) -> OneOf["added", "removed", "changed"]:
        """Whether values were added, removed, or came in the place of others."""
        if self.old and self.new:
            return "changed"
        return "added" if self.new else "removed"


def differences(old: Iterable[Quad], new: Iterable[Quad]) -> list[Change]:
    """The changes that make `old` to `new`, in natural order of subjects, properties and graphs."""
    before, after = frozenset(old), frozenset(new)
    slots: dict[tuple[object, object, object], tuple[Quad, list[Term], list[Term]]] = {}
    for place, quads in enumerate((before - after, after - before)):
        for quad in quads:
            key = (quad.graph_name, quad.subject, quad.predicate)
            slot = slots.setdefault(key, (quad, [], []))
            (slot[1], slot[2])[place].append(quad.object)  # type: ignore[arg-type]
    found = [
        Change(quad.graph_name, quad.subject, quad.predicate, _sorted(gone), _sorted(come))  # type: ignore[arg-type]
        for quad, gone, come in slots.values()
    ]
    return sorted(
        found, key=lambda c: (natural(str(c.subject)), natural(str(c.graph)), natural(str(c.predicate)))
    )


def _sorted(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: natural(str(term))))


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many facts were added and removed, and how many properties changed their values."""
    found = {"added": 0, "removed": 0, "changed": 0}
    for change in changes:
        found[change.kind] += 1 if change.kind == "changed" else len(change.old) + len(change.new)
    return found


def summary(changes: Iterable[Change]) -> str:
    """The counts in one line."""
    number = counts(changes)
    if not any(number.values()):
        return "no differences"
    facts = "fact" if number["added"] == 1 else "facts"
    return f"{number['added']} {facts} added, {number['removed']} removed, {number['changed']} changed"


class ChangeWords:
    """Terms in words: labels in one language, else in English, else in any; with the prefixed name."""

    def __init__(self, quads: Iterable[Quad], prefixes: Prefixes, lang: str = "en") -> None:
        self.prefixes = prefixes
        wanted = {lang: 0, "en": 1}
        best: dict[object, tuple[int, str, str]] = {}
        for quad in quads:
            if quad.predicate.value in _LABELS and isinstance(quad.object, Literal):
                language = quad.object.language or ""
                rank = (wanted.get(language, 2), language, quad.object.value)
                best[quad.subject] = min(best.get(quad.subject, rank), rank)
        self.labels = {subject: rank[2] for subject, rank in best.items()}

    def name(self, term: object) -> str:
        """A property's label, or its prefixed name."""
        if isinstance(term, NamedNode):
            return (
                "is a" if term == _TYPE else written_out(self.labels.get(term) or self.prefixes.curie(term))
            )
        return str(term)

    def thing(self, term: Term | Graph) -> str:
        """A thing's label and prefixed name, a literal's text."""
        if isinstance(term, NamedNode):
            curie = written_out(self.prefixes.curie(term))
            label = self.labels.get(term)
            return curie if label is None else f"{written_out(label)} ({curie})"
        if isinstance(term, Literal):
            return (
                f'"{written_out(term.value)}"@{term.language}' if term.language else written_out(term.value)
            )
        return str(term)


def told(changes: list[Change], words: ChangeWords) -> str:
    """The changes in words: a paragraph for each thing, `+` what came, `-` what went, `~` what is now another
    value, each with the graph that says so; then their number."""
    lines: list[str] = []
    subject: object = None
    for change in changes:
        if change.subject != subject:
            subject = change.subject
            lines += ["", words.thing(change.subject)]
        where = "" if isinstance(change.graph, DefaultGraph) else f"  [{_graph(change.graph, words)}]"
        name = words.name(change.predicate)
        old = "; ".join(map(words.thing, change.old))
        new = "; ".join(map(words.thing, change.new))
        if change.kind == "changed":
            lines.append(f"  ~ {name}: {old} -> {new}{where}")
        else:
            lines.append(f"  {'+' if new else '-'} {name}: {new or old}{where}")
    return "\n".join([*lines[1:], *([""] if lines else []), summary(changes)]) + "\n"


def _graph(graph: Graph, words: ChangeWords) -> str:
    return words.prefixes.curie(graph) if isinstance(graph, NamedNode) else str(graph)


def as_json(changes: list[Change]) -> str:
    """The changes as JSON: `counts`, and for each change its kind, graph (null for the default graph),
    subject, property and old and new values, all in N-Triples syntax."""
    items = [
        {
            "kind": change.kind,
            "graph": None if isinstance(change.graph, DefaultGraph) else str(change.graph),
            "subject": str(change.subject),
            "property": str(change.predicate),
            "old": [str(term) for term in change.old],
            "new": [str(term) for term in change.new],
        }
        for change in changes
    ]
    document: Mapping[str, object] = {"counts": counts(changes), "changes": items}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_patch(old: Iterable[Quad], new: Iterable[Quad]) -> str:
    """RDF Patch (the line format of Apache Jena's RDF Delta): one transaction, deletions before additions,
    each sorted. Applied to the old quads it gives the new ones."""
    before, after = frozenset(old), frozenset(new)
    gone = sorted(f"D {_row(quad)} ." for quad in before - after)
    come = sorted(f"A {_row(quad)} ." for quad in after - before)
    return "\n".join(["TX .", *gone, *come, "TC ."]) + "\n"


def _row(quad: Quad) -> str:
    statement = f"{quad.subject} {quad.predicate} {quad.object}"
    return statement if isinstance(quad.graph_name, DefaultGraph) else f"{statement} {quad.graph_name}"
