"""The documentation of the vocabulary: classes and properties on one page, and the shapes of records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from ...rdf.layout import natural
from ...rdf.namespaces import OWL, RDFS
from .fact import value_order
from .page_values import Relation, Shown, TableRow, in_short, shown
from .question_pages import question_path
from .shapes import SHAPE, SHAPES, Shapes
from .site_view import VOCABULARY
from .telling import NAMES, Item, Teller, fact_item
from .things import files_of, relations_of
from .toolkit import Maker, Toolkit

_DEFINED = RDFS + "isDefinedBy"
_CLASSES = frozenset({OWL + "Class", RDFS + "Class"})


class TermTold(NamedTuple):
    """A class or property: its place in the page, its name, its prefixed name, further names, its facts, and
    the questions that use it."""

    id: str
    name: Shown
    curie: str
    names: list[Shown]
    rows: list[TableRow]
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


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """`/def/`, `/shape/`, and a page for each node shape, in each language; the shapes as Turtle."""
    shapes = site.shapes
    for language, prefix in site.each_language():
        yield f"{prefix}{VOCABULARY}", partial(_terms, site, language)
        yield f"{prefix}{SHAPES}", partial(_shapes, site, shapes, language)
        for node in shapes.nodes:
            yield f"{prefix}{shapes.path(node)}", partial(_shape, site, shapes, node, language)
    told = [Quad(*quad.triple) for quad in site.material.shapes]
    yield "/shape.ttl", partial(site.writers.written, told, "turtle")


def _terms(site: Toolkit, language: str) -> bytes:
    teller = site.teller(language, VOCABULARY)
    frame = site.frame(teller, VOCABULARY, teller.say("vocabulary"))
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


def _term(site: Toolkit, teller: Teller, subject: str) -> TermTold:
    view = site.view
    items = [
        fact_item(fact, "facts")
        for fact in sorted(view.of[subject], key=value_order)
        if fact.property not in (*NAMES, _DEFINED)
    ]
    rows = teller.rows(teller.ordered(_in_language(items, teller.language)), numbered=False)
    label = view.label(subject, teller.language)
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


def _in_language(items: list[Item], language: str) -> list[Item]:
    """Items without the texts in other languages of properties that have one in this language."""
    tagged = [(i, i.value.language) for i in items if isinstance(i.value, Literal) and i.value.language]
    told = {item.relation for item, tag in tagged if tag == language}
    others = {id(item) for item, tag in tagged if tag != language and item.relation in told}
    return [item for item in items if id(item) not in others]


def _shapes(site: Toolkit, shapes: Shapes, language: str) -> bytes:
    teller = site.teller(language, SHAPES)
    frame = site.frame(teller, SHAPES, teller.say("shapes"))
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


def _shape(site: Toolkit, shapes: Shapes, node: str, language: str) -> bytes:
    path = shapes.path(node)
    teller = site.teller(language, path)
    name = _shape_name(shapes, node, language)
    frame = site.frame(teller, path, f"{name}: {teller.say('shapes')}", section=SHAPES)
    frame.relations.append(Relation("alternate", teller.file("/shape.ttl"), "text/turtle"))
    properties = sorted((str(value) for value in shapes.values(node, "property")), key=shapes.order)
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


def _property(site: Toolkit, shapes: Shapes, node: str, language: str) -> PropertyTold:
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
