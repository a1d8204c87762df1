"""The documentation of the vocabulary: classes and properties on one page, and the shapes of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ...model.layout import natural
from ...model.namespaces import OWL, RDF, ROOT, SH
from .addresses import fragment
from .fact import value_order
from .frame import Relation
from .question_pages import question_path
from .telling import NAMES, Item, Row, Shown, Teller, in_short, shown
from .view import TYPE, VOCABULARY

if TYPE_CHECKING:
    from .site import Maker, Site

SHAPE = ROOT + "shape/"
SHAPES = "/shape/"
_CLASSES = frozenset({OWL + "Class", "http://www.w3.org/2000/01/rdf-schema#Class"})
_TOKEN = re.compile(r"[A-Za-z][\w-]*:[A-Za-z]\w*")
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


class TermTold(NamedTuple):
    """A class or property: its place in the page, its name, its prefixed name, further names, its facts, and
    the questions that use it."""

    id: str
    name: Shown
    curie: str
    names: list[Shown]
    rows: list[Row]
    questions: list[Shown]


class ShapeLine(NamedTuple):
    """A shape in the list of shapes."""

    name: Shown
    description: str


class PropertyTold(NamedTuple):
    """A property shape: its place in the page, where it has one; its group, name, path, description, message
    and constraints."""

    id: str
    group: str
    name: str
    path: str
    description: str
    message: str
    constraints: list[tuple[str, str]]


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """`/def/`, `/shape/`, and a page for each node shape, in each language; the shapes as Turtle."""
    shapes = site.shapes
    for language, prefix in site.each_language():
        yield f"{prefix}{VOCABULARY}", partial(_terms, site, language)
        yield f"{prefix}{SHAPES}", partial(_shapes, site, shapes, language)
        for node in shapes.nodes:
            yield f"{prefix}{shapes.path(node)}", partial(_shape, site, shapes, node, language)
    told = [Quad(*quad.triple) for quad in site.material.shapes]
    yield "/shape.ttl", partial(site.writers.written, told, "turtle")


def _terms(site: Site, language: str) -> bytes:
    from .things import files_of, relations_of

    teller = site.teller(language, VOCABULARY)
    frame = site.frame(teller, VOCABULARY, teller.words("vocabulary"))
    unit = site.view.units.get(VOCABULARY)
    subjects = [] if unit is None else [s for s in unit.subjects if not s.startswith("_:")]
    groups: dict[str, list[TermTold]] = {"classes": [], "properties": [], "other-terms": []}
    for subject in subjects:
        types = set(site.view.types(subject))
        if types & _CLASSES:
            group = "classes"
        elif any(one.endswith("Property") for one in types):
            group = "properties"
        else:
            group = "other-terms"
        groups[group].append(_term(site, teller, subject))
    files = [] if unit is None else files_of(teller, VOCABULARY)
    if unit is not None:
        frame.relations += relations_of(site, unit, files)
    return site.render(
        "terms.html",
        teller,
        frame,
        groups={
            name: sorted(told, key=lambda one: natural(one.curie)) for name, told in groups.items() if told
        },
        files=files,
    )


def _term(site: Site, teller: Teller, subject: str) -> TermTold:
    view = site.view
    items = [
        Item(fact, "facts")
        for fact in sorted(view.of[subject], key=value_order)
        if fact.property not in NAMES
    ]
    rows = teller.rows(teller.ordered(items, [subject]), numbered=False)
    label = view.label(subject, teller.words.language)
    names = [
        teller.value(fact.value)
        for fact in view.of[subject]
        if fact.property in NAMES and not (isinstance(fact.value, Literal) and fact.value.value == label.text)
    ]
    questions = [
        Shown(question.name, link=teller.link(question_path(question)))
        for question in site.using.get(view.prefixes.curie(subject), ())
    ]
    curie = shown(view.prefixes.curie(site.writers.iri(subject)))
    if curie.startswith("<"):
        curie = shown(view.prefixes.curie(subject))
    return TermTold(
        view.term_id(subject),
        Shown(shown(in_short(label.text))),
        curie,
        sorted(dict.fromkeys(names)),
        rows,
        questions,
    )


def used_terms(text: str) -> set[str]:
    """The prefixed names that a query's text has."""
    return set(_TOKEN.findall(text))


class Shapes:
    """The shapes of a workspace, by node."""

    def __init__(self, site: Site) -> None:
        self._prefixes = site.view.prefixes
        self.of: dict[str, dict[str, list[object]]] = {}
        for quad in site.material.shapes:
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


def _shapes(site: Site, shapes: Shapes, language: str) -> bytes:
    teller = site.teller(language, SHAPES)
    frame = site.frame(teller, SHAPES, teller.words("shapes"))
    frame.relations.append(Relation("alternate", teller.file("/shape.ttl"), "text/turtle"))
    lines = [
        ShapeLine(
            Shown(_shape_name(shapes, node, language), link=teller.link(shapes.path(node))),
            shapes.text(node, "description", language),
        )
        for node in shapes.nodes
    ]
    return site.render("shapes.html", teller, frame, lines=lines, file_link=teller.file("/shape.ttl"))


def _shape_name(shapes: Shapes, node: str, language: str) -> str:
    return shapes.text(node, "name", language) or shown(node.strip("<>").removeprefix(SHAPE))


def _shape(site: Site, shapes: Shapes, node: str, language: str) -> bytes:
    path = shapes.path(node)
    teller = site.teller(language, path)
    name = _shape_name(shapes, node, language)
    frame = site.frame(teller, path, f"{name}: {teller.words('shapes')}", section=SHAPES)
    frame.relations.append(Relation("alternate", teller.file("/shape.ttl"), "text/turtle"))
    properties = sorted(
        (str(value) for value in shapes.values(node, "property")), key=lambda each: _place(shapes, each)
    )
    targets = [
        teller.name(value.value)
        for value in shapes.values(node, "targetClass")
        if isinstance(value, NamedNode)
    ]
    return site.render(
        "shape.html",
        teller,
        frame,
        name=name,
        iri=shown(site.writers.iri(node.strip("<>"))),
        description=shapes.text(node, "description", language),
        message=shapes.text(node, "message", language),
        targets=targets,
        constraints=shapes.constraints(node),
        properties=[_property(site, shapes, each, language) for each in properties],
        file_link=teller.file("/shape.ttl"),
    )


def _place(shapes: Shapes, node: str) -> tuple[object, ...]:
    group = next((str(value) for value in shapes.values(node, "group")), "")
    return (_number(shapes, group), group, _number(shapes, node), node)


def _number(shapes: Shapes, node: str) -> float:
    text = next((v.value for v in shapes.values(node, "order") if isinstance(v, Literal)), "")
    try:
        return float(text)
    except ValueError:
        return 1e9


def _property(site: Site, shapes: Shapes, node: str, language: str) -> PropertyTold:
    group = next((str(value) for value in shapes.values(node, "group")), "")
    labels = [
        value
        for value in shapes.of.get(group, {}).get("http://www.w3.org/2000/01/rdf-schema#label", ())
        if isinstance(value, Literal)
    ]
    ordered = sorted(labels, key=lambda one: (one.language != language, one.language != "en", one.value))
    path = next(iter(shapes.values(node, "path")), None)
    return PropertyTold(
        shapes.place(node),
        shown(ordered[0].value) if ordered else "",
        shapes.text(node, "name", language),
        shapes.told(path) if path is not None else "",
        shapes.text(node, "description", language),
        shapes.text(node, "message", language),
        shapes.constraints(node),
    )
