"""The computed fact behind a violation, in words: what is there, and what the shape asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from ..model.namespaces import RDF, SH
from ..model.prefixes import Prefixes
from .shacl import Result
from .shacl.names import Term
from .shape_index import ShapeIndex, component, predicate

_KINDS = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "IRIOrLiteral": "an IRI or a literal",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a blank node or a literal",
}


class Told(Protocol):
    """What the data says of a node."""

    def values(self, node: Term, path: NamedNode) -> list[Term]:
        """The distinct values of a property of a node."""

    def classes(self, node: Term) -> list[Term]:
        """The classes that a node is said to be of."""


def fact(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    """What is there and what is asked for, such as `has 1, needs at least 2`; empty where there is no more to
    say than the shape's own message."""
    name = component(each)
    words = _WORDS.get(name)
    return words(each, shapes, data, prefixes) if words is not None else ""


def _show(term: Term | None, prefixes: Prefixes) -> str:
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    if isinstance(term, Literal):
        text = term.value if len(term.value) <= 60 else term.value[:57] + "..."
        return f'"{text}"@{term.language}' if term.language else f'"{text}"'
    return "a blank node" if isinstance(term, BlankNode) else "nothing"


def _limit(each: Result, shapes: ShapeIndex, name: str) -> str:
    value = shapes.value(each.shape, name)
    return value.value if isinstance(value, (Literal, NamedNode)) else "?"


def _count(each: Result, shapes: ShapeIndex, data: Told) -> int | None:
    path = predicate(each)
    return len(data.values(each.focus, path)) if path is not None else None


def _min_count(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    number = _count(each, shapes, data)
    has = "none" if number == 0 else number or "fewer"
    return f"has {has}, needs at least {_limit(each, shapes, 'minCount')}"


def _max_count(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    number = _count(each, shapes, data)
    return f"has {'more' if number is None else number}, may have at most {_limit(each, shapes, 'maxCount')}"


def _qualified_min(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    number = _count(each, shapes, data)
    wanted = shapes.value(each.shape, "qualifiedValueShape")
    what = shapes.value(wanted, "name") if isinstance(wanted, (NamedNode, BlankNode)) else None
    kind = f" in {what.value}" if isinstance(what, Literal) else " of the kind asked for"
    return "there is none" if number == 0 else f"none of the {number} is{kind}" if number else "too few"


def _qualified_max(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    return f"more than {_limit(each, shapes, 'qualifiedMaxCount')} of the kind"


def _datatype(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    wanted = shapes.value(each.shape, "datatype")
    value = each.value
    if not isinstance(value, Literal):
        return f"{_show(value, prefixes)} is no literal, needs {_show(wanted, prefixes)}"
    if isinstance(wanted, NamedNode) and value.datatype == wanted:
        return f"{_show(value, prefixes)} is not a well-formed {_show(wanted, prefixes)}"
    if isinstance(wanted, NamedNode) and wanted.value == RDF + "langString":
        return f"{_show(value, prefixes)} has no language tag"
    return f"{_show(value, prefixes)} is of {prefixes.curie(value.datatype)}, needs {_show(wanted, prefixes)}"


def _class(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    value = each.value
    if isinstance(value, Literal):
        return f"{_show(value, prefixes)} is a literal, needs the IRI of a record"
    classes = [_show(each, prefixes) for each in data.classes(value)] if value is not None else []
    return f"{_show(value, prefixes)} is " + (
        f"a {' and a '.join(classes)}" if classes else "of no known class"
    )


def _node_kind(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    kind = _KINDS.get(_limit(each, shapes, "nodeKind").removeprefix(SH), "another kind of term")
    value = each.value
    what = "a literal" if isinstance(value, Literal) else "an IRI" if isinstance(value, NamedNode) else ""
    return f"{_show(value, prefixes)} is {what}, needs {kind}" if what else f"is a blank node, needs {kind}"


def _pattern(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    return f"{_show(each.value, prefixes)} is not of that form"


def _length(name: str, words: str) -> Callable[[Result, ShapeIndex, Told, Prefixes], str]:
    def told(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
        size = len(each.value.value) if isinstance(each.value, (Literal, NamedNode)) else 0
        return f"has {size} characters, {words} {_limit(each, shapes, name)}"

    return told


def _bound(name: str, words: str) -> Callable[[Result, ShapeIndex, Told, Prefixes], str]:
    def told(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
        return f"is {_show(each.value, prefixes)}, {words} {_limit(each, shapes, name)}"

    return told


def _unique_lang(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    counts: dict[str, int] = {}
    for value in data.values(each.focus, path) if (path := predicate(each)) is not None else ():
        if isinstance(value, Literal) and value.language:
            counts[value.language] = counts.get(value.language, 0) + 1
    return " and ".join(f'has {n} in "{tag}"' for tag, n in sorted(counts.items()) if n > 1)


def _order(name: str, words: str) -> Callable[[Result, ShapeIndex, Told, Prefixes], str]:
    def told(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
        other = shapes.value(each.shape, name)
        if not isinstance(other, NamedNode):
            return ""
        values = " and ".join(_show(value, prefixes) for value in data.values(each.focus, other))
        return f"{_show(each.value, prefixes)} is {words} {prefixes.curie(other)} {values}"

    return told


def _listed(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    return f"{_show(each.value, prefixes)} is not one of the values allowed"


def _closed(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    return f"{_show(predicate(each), prefixes)} is not a property of such a record"


def _has_value(each: Result, shapes: ShapeIndex, data: Told, prefixes: Prefixes) -> str:
    return f"lacks the value {_show(shapes.value(each.shape, 'hasValue'), prefixes)}"


_WORDS: dict[str, Callable[[Result, ShapeIndex, Told, Prefixes], str]] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "QualifiedMinCount": _qualified_min,
    "QualifiedMaxCount": _qualified_max,
    "Datatype": _datatype,
    "Class": _class,
    "Node": _class,
    "Or": _class,
    "NodeKind": _node_kind,
    "Pattern": _pattern,
    "MinLength": _length("minLength", "needs at least"),
    "MaxLength": _length("maxLength", "may have at most"),
    "MinInclusive": _bound("minInclusive", "must be at least"),
    "MaxInclusive": _bound("maxInclusive", "must be at most"),
    "MinExclusive": _bound("minExclusive", "must be above"),
    "MaxExclusive": _bound("maxExclusive", "must be below"),
    "UniqueLang": _unique_lang,
    "LessThan": _order("lessThan", "not before"),
    "LessThanOrEquals": _order("lessThanOrEquals", "after"),
    "Equals": _order("equals", "not the same as"),
    "Disjoint": _order("disjoint", "also a value of"),
    "In": _listed,
    "LanguageIn": _listed,
    "Closed": _closed,
    "HasValue": _has_value,
}
