"""Finds where in the files a node of a finding is written; of a derived one, the records it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ..rdf.namespaces import DERIVED, PACT, PROV
from ..workspace.finding import Finding, Severity
from .parsed import TYPE, FileStatement, ParsedFile, ParsedFiles, Subject
from .shacl.shacl_terms import Term

_PREMISES = tuple(
    NamedNode(iri) for iri in (PROV + "wasDerivedFrom", PACT + "stateOf", PACT + "announcement")
)
"""From a derived record to what it was made of, or is about."""

_DEEPEST = 8
"""Steps from a derived record to one that a file introduces."""


class Place(NamedTuple):
    """A place in a file: an offset in its text, or the file as a whole. Without a file it is nowhere."""

    file: ParsedFile | None = None
    at: int | None = None

    def finding(
        self, subject: str | None, rule: str, message: str, remedy: str, severity: Severity = "error"
    ) -> Finding:
        """A finding at the place."""
        if self.file is None:
            return Finding(None, None, None, subject, rule, message, remedy, severity)
        return self.file.finding(self.at, subject, rule, message, remedy, severity)

    def __str__(self) -> str:
        return "-" if self.file is None else self.file.place(self.at)


class StatementInFile(NamedTuple):
    """A statement, with the file it stands in."""

    file: ParsedFile
    statement: FileStatement

    @property
    def place(self) -> Place:
        """Where its object stands."""
        return Place(self.file, self.statement.object_at)


class Lookup:
    """What the files say of some nodes."""

    def __init__(self, files: ParsedFiles, store: Store, nodes: Iterable[Term]) -> None:
        self._store = store
        wanted: set[Term] = set(nodes)
        for node in list(wanted):
            wanted.update(self.premises(node))
        self._of: dict[Term, list[StatementInFile]] = {}
        for file in files.about(wanted):
            for each in file.statements:
                if each.subject in wanted:
                    self._of.setdefault(each.subject, []).append(StatementInFile(file, each))

    def premises(self, node: Term) -> Iterator[Subject]:
        """What a derived record was made of, nearest first, then what it is about; nothing for one of the
        files."""
        seen: dict[Term, None] = {node: None}
        for predicates in (_PREMISES[:1], _PREMISES):
            step = [node]
            for _ in range(_DEEPEST):
                step = [
                    quad.object
                    for each in step
                    if isinstance(each, (NamedNode, BlankNode))
                    for predicate in predicates
                    for quad in self._store.quads_for_pattern(each, predicate, None, DERIVED)
                ]
                for each in step:
                    if each not in seen and isinstance(each, (NamedNode, BlankNode)):
                        seen[each] = None
                        yield each

    def statements(
        self, node: Term, path: NamedNode | None = None, value: Term | None = None
    ) -> list[StatementInFile]:
        """The statements about a node, in the order of the files; those that stand before the others."""
        found = [
            each
            for each in self._of.get(node, ())
            if path in (None, each.statement.predicate) and value in (None, each.statement.object)
        ]
        return sorted(found, key=lambda each: each.statement in each.file.not_standing)

    def values(self, node: Term, path: NamedNode) -> list[Term]:
        """The distinct values of a property of a node in the default graph, as the files write them; then
        those that are derived."""
        found: list[Term] = [
            each.statement.object
            for each in self.statements(node, path)
            if each.statement not in each.file.not_standing
        ]
        if isinstance(node, (NamedNode, BlankNode)):
            found += (quad.object for quad in self._store.quads_for_pattern(node, path, None, DERIVED))
        return list(dict.fromkeys(found))

    def home(self, node: Term) -> Place:
        """Where statements about a node belong: the block that gives its type, else its first one; of a
        derived node the place of the nearest thing it was made of."""
        for each in (node, *self.premises(node)):
            if about := self.statements(each):
                break
        else:
            return Place()
        file, first = next((one for one in about if one.statement.predicate == TYPE), about[0])
        if first.subject != node and first.subject in file.graphs:
            return Place(file, file.graph_at(first.subject))
        return Place(file, file.end_of(first.subject, first.graph_name))


def same(term: object, value: Term) -> bool:
    """Whether a term is the one that a store gave, which may have folded its lexical form."""
    if term == value:
        return True
    if isinstance(term, Literal) and isinstance(value, Literal) and term.language == value.language:
        return term.value.lstrip("+0") == value.value.lstrip("+0")
    return False
