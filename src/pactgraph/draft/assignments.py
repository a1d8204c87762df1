"""Statements as a person gives them on the command line, `property=value`, checked before they are written:
a property or a thing that does not exist is a slip that would be found only later, and by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ..query.nearest import nearest
from ..rdf.fault import Fault
from ..rdf.namespaces import CONCEPT, OWL, PACT, RDF, RDFS, RECORD, SKOS, XSD, is_own, kind_of
from ..rdf.prefixes import Prefixes

_TYPE, _RANGE = NamedNode(RDF + "type"), NamedNode(RDFS + "range")
_THINGS, _TEXTS = NamedNode(OWL + "ObjectProperty"), NamedNode(RDF + "langString")
_CONCEPT = NamedNode(SKOS + "Concept")
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[^\s/]\S*")
_FORMS = {
    XSD + "date": (r"\d{4}-\d{2}-\d{2}", "a day, YYYY-MM-DD"),
    XSD + "integer": (r"[+-]?\d+", "a whole number"),
    XSD + "nonNegativeInteger": (r"\+?\d+", "a whole number from 0 on"),
    XSD + "decimal": (r"[+-]?(\d+(\.\d*)?|\.\d+)", "a decimal number"),
    XSD + "boolean": (r"true|false|0|1", "true or false"),
}
MOST_LISTED = 20


class NoFact(Fault):
    """What was given is no statement; the message says what to give."""


class Assignments:
    """Reads statements by what the workspace's files say: `quads` are all of theirs."""

    def __init__(self, quads: Iterable[Quad], prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self._ranges: dict[NamedNode, NamedNode] = {}
        self._properties: dict[NamedNode, set[object]] = {}
        self._known: set[NamedNode] = set()
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                self._known.add(quad.graph_name)
            if not isinstance(quad.subject, NamedNode):
                continue
            self._known.add(quad.subject)
            if quad.predicate == _RANGE and isinstance(quad.object, NamedNode):
                self._ranges[quad.subject] = quad.object
            elif quad.predicate == _TYPE and str(quad.object).endswith("Property>"):
                self._properties.setdefault(quad.subject, set()).add(quad.object)

    def of(self, subject: NamedNode, given: Iterable[str]) -> list[Triple]:
        """The statements `property=value` about a subject.

        A property is a prefixed name, or a local name of our ontology. A value is a prefixed name, an IRI in
        angle brackets, or a literal as Turtle writes it in quotation marks; anything else is a literal of the
        datatype that the ontology gives the property, `text@nl` where that is a text. A name of ours must
        exist. Raises NoFact where one is none of these.
        """
        return [self._fact(subject, text) for text in given]

    def _fact(self, subject: NamedNode, given: str) -> Triple:
        name, equals, text = given.partition("=")
        curie = name if ":" in name else f"pact:{name}"
        property_ = self._prefixes.expand(curie)
        if not equals or not text:
            raise NoFact(f"{given!r} is no property=value, such as country=country:x")
        if property_ is None or property_ not in self._properties:
            told = self._near(curie, self._properties)
            raise NoFact(f"{given!r} is no property=value: {name} is no property of the ontology{told}")
        try:
            return Triple(subject, property_, self._value(subject, property_, text))
        except NoFact as fault:
            raise NoFact(f"{given!r}: {fault}") from fault

    def _value(self, subject: NamedNode, property_: NamedNode, text: str) -> NamedNode | Literal:
        range_ = self._ranges.get(property_)
        if text.startswith("<") and text.endswith(">"):
            try:
                return self._existing(NamedNode(text[1:-1]), subject, text)
            except ValueError as error:
                raise NoFact(f"{text} is no IRI") from error
        if text[0] in "\"'":
            return checked(self._turtle(text))
        thing = self._prefixes.expand(text)
        if _THINGS in self._properties[property_]:
            if thing is None:
                told = self._fitting(subject, property_, text)
                raise NoFact(f"the value is a thing, and {text} names none{told}")
            return self._existing(thing, subject, text)
        if range_ is not None and range_.value.startswith(XSD):
            return checked(Literal(text, datatype=range_))
        if range_ == _TEXTS:
            return text_of(text)
        if thing is not None:
            return self._existing(thing, subject, text)
        if range_ is None and _CURIE.fullmatch(text):
            told = self._near(text, self._known)
            raise NoFact(f"{text} has no prefix of this workspace{told}, or write a text as '\"{text}\"'")
        return text_of(text) if "@" in text else Literal(text)

    def _existing(self, thing: NamedNode, subject: NamedNode, typed: str) -> NamedNode:
        """The thing, if it is somebody else's, or there. Raises NoFact for one of ours that is not."""
        if thing == subject or not is_own(thing.value) or thing in self._known:
            return thing
        near = self._near(self._prefixes.curie(thing), self._known)
        raise NoFact(f"there is no {typed}{near or ': write its record first'}")

    def _turtle(self, text: str) -> Literal:
        """The literal that Turtle writes so."""
        told = f"{self._prefixes.declarations()}<x:s> <x:p> {text} ."
        try:
            (triple,) = parse(told, format=RdfFormat.TURTLE)
        except (SyntaxError, ValueError) as error:
            raise NoFact(f'{text} is no literal, such as "text"@en or "2031-01-31"^^xsd:date') from error
        if not isinstance(triple.object, Literal):
            raise NoFact(f'{text} is no literal, such as "text"@en or "2031-01-31"^^xsd:date')
        return triple.object

    def _near(self, typed: str, things: Iterable[NamedNode]) -> str:
        """Which of the things are near what was typed: those with its prefix, or else any."""
        prefix, colon, local = typed.strip("<>").rpartition(":")
        curies = [curie for thing in things if not (curie := self._prefixes.curie(thing)).startswith("<")]
        same = [curie for curie in curies if curie.startswith(prefix + colon)]
        for group in (same, curies):
            named: dict[str, list[str]] = {}
            for curie in group:
                named.setdefault(curie.partition(":")[2].lower(), []).append(curie)
            near = [curie for name in nearest(local.lower(), named) for curie in sorted(named[name])]
            if near:
                return f"; did you mean {' or '.join(near[:3])}?"
        return ""

    def _fitting(self, subject: NamedNode, property_: NamedNode, typed: str) -> str:
        """What is near a value that names nothing, among what the property's values are: concepts or records;
        where nothing is, the concepts of the scheme that is called as the property is, perhaps behind the
        kind of the record: `stage`, `agreement-kind`."""
        if self._ranges.get(property_) != _CONCEPT:
            return self._near(typed, [thing for thing in self._known if thing.value.startswith(RECORD)])
        concepts = [thing for thing in self._known if thing.value.startswith(CONCEPT)]
        if near := self._near(typed, concepts):
            return near
        name = property_.value.removeprefix(PACT)
        for scheme in (name, f"{kind_of(subject.value)}-{name}"):
            inside = [each for each in concepts if each.value.startswith(f"{CONCEPT}{scheme}/")]
            if 0 < len(inside) <= MOST_LISTED:
                return f"; there are: {', '.join(sorted(map(self._prefixes.curie, inside)))}"
        return ""


def text_of(text: str) -> Literal:
    """A text, `Name@de` or English without a tag. Raises NoFact where the tag is none."""
    words, at, language = text.rpartition("@")
    try:
        return Literal(words, language=language) if at and words else Literal(text, language="en")
    except ValueError as error:
        raise NoFact(f"{language!r} in {text!r} is no language tag, such as en or de") from error


def checked(literal: Literal) -> Literal:
    """The literal as it is. Raises NoFact where its text is none of its datatype (XSD 1.1, part 2)."""
    form, wanted = _FORMS.get(literal.datatype.value, ("", ""))
    if form:
        fits = re.fullmatch(form, literal.value, re.ASCII) is not None
        if fits and literal.datatype.value == XSD + "date":
            try:
                date.fromisoformat(literal.value)
            except ValueError:
                fits = False
        if not fits:
            raise NoFact(f"{literal.value!r} is not {wanted}")
    return literal
