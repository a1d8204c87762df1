"""The shapes of records: what each asks for, in words, and where it is told."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ...rdf.layout import natural
from ...rdf.namespaces import RDF, ROOT, SH
from ...rdf.prefixes import Prefixes
from .addresses import fragment
from .page_values import in_short, shown
from .site_view import TYPE

SHAPE = ROOT + "shape/"
SHAPES = "/shape/"
_CONSTRAINTS = (
    "minCount",
    "maxCount",
    "class",
    "datatype",
    "nodeKind",
    "node",
    "in",
    "hasValue",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "qualifiedValueShape",
    "or",
    "xone",
    "not",
    "pattern",
    "languageIn",
    "uniqueLang",
    "minLength",
    "maxLength",
    "minInclusive",
    "maxInclusive",
    "lessThanOrEquals",
    "severity",
)


class Shapes:
    """The shapes of a workspace, by node."""

    def __init__(self, quads: Iterable[Quad], prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self.of: dict[str, dict[str, list[object]]] = {}
        for quad in quads:
            values = self.of.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, [])
            values.append(quad.object)
        node_shape = NamedNode(SH + "NodeShape")
        self.nodes = sorted(
            (
                key
                for key, facts in self.of.items()
                if node_shape in facts.get(TYPE, ()) and key.startswith("<")
            ),
            key=natural,
        )

    @cached_property
    def _paths(self) -> dict[str, str]:
        found: dict[str, str] = {}
        taken: set[str] = set()
        for node in self.nodes:
            local = node.strip("<>").removeprefix(SHAPE)
            slug = fragment(local).lower()  # not all disks keep apart what differs only in case
            if slug in taken:
                slug = fragment(f"{local} ")
            taken.add(slug)
            found[node] = f"{SHAPES}{slug}/"
        return found

    def path(self, node: str) -> str:
        """The path of a node shape's page."""
        return self._paths[node]

    def place(self, node: str) -> str:
        """The place of a property shape in the page of its node shape: what its IRI has behind that of all
        shapes; nothing where that is no identifier."""
        local = node.strip("<>").removeprefix(SHAPE)
        return local if fragment(local) == local else ""

    @cached_property
    def places(self) -> dict[str, str]:
        """Where each node shape, and each property shape of one, is told, by its place: the path, with the
        place in the page of a property shape."""
        found = {self.place(node): self.path(node) for node in self.nodes}
        for node in self.nodes:
            for each in self.values(node, "property"):
                name = self.place(str(each))
                found.setdefault(name, f"{self.path(node)}#{name}")
        found.pop("", None)
        return found

    @cached_property
    def places_of_properties(self) -> dict[str, tuple[object, ...]]:
        """The first place that the shapes give each property: of its group, and in that."""
        found: dict[str, tuple[object, ...]] = {}
        for node, facts in self.of.items():
            for path in facts.get(SH + "path", ()):
                if isinstance(path, NamedNode):
                    found[path.value] = min(self.order(node), found.get(path.value, (1e9,)))
        return found

    def order(self, node: str) -> tuple[object, ...]:
        """The place of a property shape: of its group, and in that."""
        group = next((str(value) for value in self.values(node, "group")), "")
        return (self._number(group), group, self._number(node), node)

    def _number(self, node: str) -> float:
        text = next((v.value for v in self.values(node, "order") if isinstance(v, Literal)), "")
        try:
            return float(text)
        except ValueError:
            return 1e9

    def text(self, node: str, name: str, language: str) -> str:
        """A text of a shape: in the language, else in English, else any."""
        texts = [value for value in self.of.get(node, {}).get(SH + name, ()) if isinstance(value, Literal)]
        order = {"en": 1, None: 2} | {language: 0}
        best = min(texts, key=lambda one: (order.get(one.language, 3), one.value), default=None)
        return shown(best.value) if best else ""

    def values(self, node: str, name: str) -> list[object]:
        """The values of a SHACL property of a shape."""
        return self.of.get(node, {}).get(SH + name, [])

    def told(self, value: object, depth: int = 0) -> str:
        """A value of a constraint in words: prefixed names, lists in parentheses, anonymous shapes in
        brackets."""
        if isinstance(value, NamedNode):
            return shown(self._prefixes.curie(value))
        if isinstance(value, Literal):
            return shown(in_short(value.value))
        facts = self.of.get(str(value), {})
        if depth > 6:
            return "…"
        if RDF + "first" in facts:
            members: list[str] = []
            node = value
            while isinstance(node, BlankNode) and len(members) < 100:
                cell = self.of.get(str(node), {})
                members += [self.told(member, depth + 1) for member in cell.get(RDF + "first", ())]
                node = next(iter(cell.get(RDF + "rest", ())), None)
            return f"({', '.join(members)})"
        said = [
            f"{shown(self._prefixes.curie(name))} {', '.join(self.told(each, depth + 1) for each in values)}"
            for name, values in sorted(facts.items())
        ]
        return f"[{'; '.join(said)}]"

    def constraints(self, node: str) -> list[tuple[str, str]]:
        """What a shape asks for, by the names of SHACL."""
        return [(name, self.told(value)) for name in _CONSTRAINTS for value in self.values(node, name)]
