"""What to write instead, for each kind of constraint."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from ..model.namespaces import RDF, XSD
from ..model.prefixes import Prefixes
from .printed_dates import printed_date
from .shacl import Result
from .shacl.literals import well_formed
from .shape_index import ShapeIndex, component, predicate

_PLAIN = {
    "Pattern": "write it in the form asked for",
    "UniqueLang": "keep one text per language; further names go to skos:altLabel",
    "MinLength": "write a text, or take the statement out",
    "MaxLength": "say it shorter, in our own words",
    "LessThan": "correct one of the two",
    "LessThanOrEquals": "correct one of the two",
    "In": "choose one of the values allowed",
    "LanguageIn": "use one of the languages allowed",
    "Closed": "use a property of the record's class, or another class",
    "MaxCount": "keep one; what a document says wrongly is rejected by a decision in data/curation",
}


def remedy(each: Result, shapes: ShapeIndex, prefixes: Prefixes) -> str:
    """What to write or do about a violation."""
    name = component(each)
    path = prefixes.curie(path) if (path := predicate(each)) is not None else "the property"
    if name == "MinCount":
        return f"add {path} {_example(each, shapes, prefixes)}"
    if name == "QualifiedMinCount":
        shape = shapes.value(each.shape, "qualifiedValueShape")
        language = _language(shapes, shape) if isinstance(shape, (NamedNode, BlankNode)) else None
        return f'add {path} "..."@{language}' if language else f"add such a value of {path}"
    if name in ("Datatype", "Class", "NodeKind", "Node", "Or"):
        return f"write {path} {_example(each, shapes, prefixes)}"
    return _PLAIN.get(name, "correct it as the message says")


def _language(shapes: ShapeIndex, shape: NamedNode | BlankNode) -> str | None:
    """The first language of a shape that asks for one."""
    head = shapes.value(shape, "languageIn")
    if isinstance(head, (NamedNode, BlankNode)):
        for first in shapes.of.get(head, {}).get(RDF + "first", []):
            if isinstance(first, Literal):
                return first.value
    return None


def _meant(text: str, datatype: str) -> str:
    """The value that a text may mean in a datatype: the text itself, the day that it prints, else dots."""
    if well_formed(text, datatype):
        return text
    return (printed_date(text) if datatype == XSD + "date" else None) or "..."


def _example(each: Result, shapes: ShapeIndex, prefixes: Prefixes) -> str:
    datatype = shapes.value(each.shape, "datatype")
    if isinstance(datatype, NamedNode):
        value = _meant(each.value.value, datatype.value) if isinstance(each.value, Literal) else "..."
        if datatype.value == RDF + "langString":
            return f'"{value}"@en'
        if datatype.value == XSD + "string":
            return f'"{value}"'
        return f'"{value}"^^{prefixes.curie(datatype)}'
    cls = shapes.value(each.shape, "class")
    if isinstance(cls, NamedNode):
        return f"(a {prefixes.curie(cls)})"
    node = shapes.value(each.shape, "node")
    label = shapes.value(node, "name") if isinstance(node, (NamedNode, BlankNode)) else None
    if isinstance(label, Literal):
        return f"({'an' if label.value[:1].lower() in 'aeiou' else 'a'} {label.value.lower()})"
    pattern = shapes.value(each.shape, "pattern")
    if isinstance(pattern, Literal) and pattern.value.startswith("/concept/"):
        return f"(a concept, {pattern.value.split('/')[2]}:...)"
    return "(a value)"
