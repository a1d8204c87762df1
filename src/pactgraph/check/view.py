"""What checks read: one view per file, with the sets that most checks begin from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..model.namespaces import RDF
from ..workspace.content import text_of
from ..workspace.files import SourceFile, root_of

TYPE = NamedNode(RDF + "type")

_PREFIX_LINE = re.compile(
    r"^[ \t]*(?:@prefix|PREFIX)[ \t]+([^\s:]*):[ \t]*<([^>\n]*)>", re.MULTILINE | re.IGNORECASE
)

Subject = NamedNode | BlankNode
Object = NamedNode | BlankNode | Literal


class Written(NamedTuple):
    """A quad as a file has it, with terms that all files share: what a check asks of it costs nothing."""

    subject: Subject
    predicate: NamedNode
    object: Object
    graph_name: Subject

    @property
    def triple(self) -> Triple:
        """The statement, without its graph."""
        return Triple(self.subject, self.predicate, self.object)

    @property
    def quad(self) -> Quad:
        """The quad for a store."""
        return Quad(*self)


class View:
    """One readable file of the dataset: its quads as written and what the checks derive from them.

    What stands outside any GRAPH block is in the file's own graph, `file.graph`. `certain` says that the text
    is surely canonical; `missing` holds the IRIs that the file names and nothing introduces, once the links
    were checked; `fallen` the quads whose statements the default graph does not hold, once the law was asked.
    """

    def __init__(self, file: SourceFile, quads: list[Written], *, certain: bool = False) -> None:
        self.file = file
        self.quads = quads
        self.certain = certain
        self.missing: frozenset[str] = frozenset()
        self.fallen: frozenset[Written] = frozenset()

    @cached_property
    def predicates(self) -> frozenset[NamedNode]:
        """Every predicate of the file."""
        return frozenset({quad[1] for quad in self.quads})

    @cached_property
    def subjects(self) -> frozenset[Subject]:
        """Every subject of the file."""
        return frozenset({quad[0] for quad in self.quads})

    @cached_property
    def objects(self) -> frozenset[Object]:
        """Every object of the file."""
        return frozenset({quad[2] for quad in self.quads})

    @cached_property
    def graphs(self) -> frozenset[Subject]:
        """Every graph of the file, its own graph included where it holds anything."""
        return frozenset({quad[3] for quad in self.quads})

    @cached_property
    def iris(self) -> frozenset[str]:
        """Every IRI that stands as a subject or an object."""
        return frozenset(term.value for term in self.subjects | self.objects if isinstance(term, NamedNode))

    @cached_property
    def types(self) -> list[Written]:
        """The statements of a type, in the order of the file."""
        return [quad for quad in self.quads if quad[1] == TYPE]

    @cached_property
    def typed(self) -> frozenset[str]:
        """The IRIs of the file's typed subjects: the records, concepts and terms that it introduces."""
        return frozenset(quad.subject.value for quad in self.types if isinstance(quad.subject, NamedNode))

    @cached_property
    def text(self) -> str:
        """The file's text. Raises OSError where it changed for the worse meanwhile."""
        return text_of(self.file.path, within=root_of(self.file))

    @cached_property
    def declared(self) -> list[tuple[str, str, int]]:
        """The prefix lines: prefix, namespace and line number (1-based)."""
        text, found, line, counted = self.text, list[tuple[str, str, int]](), 1, 0
        for match in _PREFIX_LINE.finditer(text):
            line += text.count("\n", counted, match.start(1))
            counted = match.start(1)
            found.append((match[1], match[2], line))
        return found

    @property
    def is_normal(self) -> bool:
        """Whether the text is in Unicode's normal form C."""
        return self.text.isascii() or unicodedata.is_normalized("NFC", self.text)

    def forget(self) -> None:
        """Lets go of the text, which is read again when needed."""
        self.__dict__.pop("text", None)

    def where(self, predicate: NamedNode | None = None, subject: Subject | None = None) -> list[Written]:
        """The quads with that predicate and subject, in the order of the file."""
        return [
            quad
            for quad in self.quads
            if (predicate is None or quad.predicate == predicate)
            and (subject is None or quad.subject == subject)
        ]


Terms = dict[Any, Any]
"""Takes each term to itself, so that equal terms become one object."""


def written(quads: Iterable[Quad], terms: Terms) -> list[Written]:
    """Quads as a parser gives them, with the terms that `terms` holds; it gets those that it does not."""
    share = terms.setdefault
    return [Written(share(s, s), share(p, p), share(o, o), share(g, g)) for s, p, o, g in quads]
