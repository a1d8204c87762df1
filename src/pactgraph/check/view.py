"""What checks read: one view per file, with the sets that most checks begin from."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ..model.namespaces import PASSAGE, RDF
from ..workspace.files import SourceFile

TYPE = NamedNode(RDF + "type")

_PREFIX_LINE = re.compile(
    r"^[ \t]*(?:@prefix|PREFIX)[ \t]+([^\s:]*):[ \t]*<([^>\n]*)>", re.MULTILINE | re.IGNORECASE
)

Subject = NamedNode | BlankNode
Object = NamedNode | BlankNode | Literal


class View:
    """One readable file of the dataset: its quads as written and what the checks derive from them.

    What stands outside any GRAPH block is in the file's own graph, `file.graph`. `missing` holds the IRIs
    that the file names and nothing introduces, once the links were checked; `certain` says that the text is
    surely canonical, once it was looked at.
    """

    def __init__(self, file: SourceFile, quads: list[Quad]) -> None:
        self.file = file
        self.quads = quads
        self.missing: frozenset[str] = frozenset()
        self.certain = False

    @cached_property
    def predicates(self) -> frozenset[NamedNode]:
        """Every predicate of the file."""
        return frozenset({quad.predicate for quad in self.quads})

    @cached_property
    def subjects(self) -> frozenset[Subject]:
        """Every subject of the file."""
        return frozenset(cast(Subject, quad.subject) for quad in self.quads)

    @cached_property
    def objects(self) -> frozenset[Object]:
        """Every object of the file."""
        return frozenset(cast(Object, quad.object) for quad in self.quads)

    @cached_property
    def graphs(self) -> frozenset[Subject]:
        """Every graph of the file, its own graph included where it holds anything."""
        return frozenset(cast(Subject, quad.graph_name) for quad in self.quads)

    @cached_property
    def iris(self) -> frozenset[str]:
        """Every IRI that stands as a subject or an object."""
        return frozenset(term.value for term in self.subjects | self.objects if isinstance(term, NamedNode))

    @cached_property
    def types(self) -> list[Quad]:
        """The statements of a type, in the order of the file."""
        return [quad for quad in self.quads if quad.predicate == TYPE]

    @cached_property
    def typed(self) -> frozenset[str]:
        """The IRIs of the file's typed subjects: the records, concepts and terms that it introduces."""
        return frozenset(quad.subject.value for quad in self.types if isinstance(quad.subject, NamedNode))

    @cached_property
    def text(self) -> str:
        """The file's text. Raises OSError or UnicodeDecodeError where it changed for the worse meanwhile."""
        return self.file.path.read_bytes().decode("utf-8")

    @cached_property
    def declared(self) -> list[tuple[str, str, int]]:
        """The prefix lines: prefix, namespace and line number (1-based)."""
        text = self.text
        return [
            (match[1], match[2], text.count("\n", 0, match.start(1)) + 1)
            for match in _PREFIX_LINE.finditer(text)
        ]

    @property
    def is_normal(self) -> bool:
        """Whether the text is in Unicode's normal form C."""
        return self.text.isascii() or unicodedata.is_normalized("NFC", self.text)

    def forget(self) -> None:
        """Lets go of the text, which is read again when needed."""
        self.__dict__.pop("text", None)

    def where(self, predicate: NamedNode | None = None, subject: Subject | None = None) -> list[Quad]:
        """The quads with that predicate and subject, in the order of the file."""
        return [
            quad
            for quad in self.quads
            if (predicate is None or quad.predicate == predicate)
            and (subject is None or quad.subject == subject)
        ]


def in_passage(quad: Quad) -> bool:
    """Whether a quad stands in a passage's graph."""
    name = quad.graph_name
    return isinstance(name, NamedNode) and name.value.startswith(PASSAGE)
