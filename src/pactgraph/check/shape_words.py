"""A violation of a shape in words: what is there, what the shape asks for, and what to write instead."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import BlankNode, Literal, NamedNode

from ..rdf.namespaces import RDF, SH, XSD
from ..rdf.prefixes import Prefixes
from .lookup import Lookup
from .parsed import TYPE
from .printed_dates import printed_date
from .shacl import Result
from .shacl.literals import well_formed
from .shacl.paths import Predicate
from .shacl.shacl_terms import RDF_FIRST, Term, sh
from .shacl.shapes_graph import ShapesGraph

_KINDS = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "IRIOrLiteral": "an IRI or a literal",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a blank node or a literal",
}
_LENGTHS = {"MinLength": "needs at least", "MaxLength": "may have at most"}
_BOUNDS = {
    "MinInclusive": "must be at least",
    "MaxInclusive": "must be at most",
    "MinExclusive": "must be above",
    "MaxExclusive": "must be below",
}
_PAIRS = {
    "LessThan": "not before",
    "LessThanOrEquals": "after",
    "Equals": "not the same as",
    "Disjoint": "also a value of",
}
_REMEDIES = {
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


def predicate(result: Result) -> NamedNode | None:
    """The property of a result, where its path is one."""
    return result.path.iri if isinstance(result.path, Predicate) else None


def component(result: Result) -> str:
    """The local name of a result's constraint component, such as `MinCount`."""
    return result.component.value.removeprefix(SH).removesuffix("ConstraintComponent")


def stated(shapes: ShapesGraph, node: Term | None, name: str) -> Term | None:
    """The first value of `sh:<name>` of a node of the shapes, or None."""
    return None if node is None else next(iter(shapes.values(node, sh(name))), None)


class ShapeWords:
    """The words for one result."""

    def __init__(self, result: Result, shapes: ShapesGraph, lookup: Lookup, prefixes: Prefixes) -> None:
        self._result = result
        self._component = component(result)
        self._path = predicate(result)
        self._shapes = shapes
        self._lookup = lookup
        self._prefixes = prefixes

    @property
    def message(self) -> str:
        """What the shape says of the fault, and the computed fact behind it."""
        own = [each.value for each in self._result.messages if each.language in (None, "en")]
        said = self._shapes.values(self._result.shape, sh("message"))
        told = [each.value for each in said if isinstance(each, Literal)]
        message = (told or own or ["the shape does not fit"])[0].rstrip(".")
        fact = self.fact
        return f"{message}: {fact}" if fact else message

    @property
    def fact(self) -> str:
        """What is there and what is asked for, such as `has 1, needs at least 2`; empty where there is no
        more to say than the shape's own message."""
        value, shown = self._result.value, self._show(self._result.value)
        count = None if self._path is None else len(self._values(self._path))
        match self._component:
            case "MinCount":
                return f"has {'none' if count == 0 else count or 'fewer'}, needs at least {self._limit()}"
            case "MaxCount":
                return f"has {'more' if count is None else count}, may have at most {self._limit()}"
            case "QualifiedMinCount":
                what = stated(self._shapes, self._stated("qualifiedValueShape"), "name")
                kind = f" in {what.value}" if isinstance(what, Literal) else " of the kind asked for"
                return (
                    "there is none" if count == 0 else f"none of the {count} is{kind}" if count else "too few"
                )
            case "QualifiedMaxCount":
                return f"more than {self._limit()} of the kind"
            case "Datatype":
                return self._datatype(value, shown)
            case "Class" | "Node" | "Or":
                return self._class(value, shown)
            case "NodeKind":
                kind = _KINDS.get(self._limit().removeprefix(SH), "another kind of term")
                if not isinstance(value, (Literal, NamedNode)):
                    return f"is a blank node, needs {kind}"
                return f"{shown} is {'a literal' if isinstance(value, Literal) else 'an IRI'}, needs {kind}"
            case "Pattern":
                return f"{shown} is not of that form"
            case "MinLength" | "MaxLength" as name:
                size = len(value.value) if isinstance(value, (Literal, NamedNode)) else 0
                return f"has {size} characters, {_LENGTHS[name]} {self._limit()}"
            case "MinInclusive" | "MaxInclusive" | "MinExclusive" | "MaxExclusive" as name:
                return f"is {shown}, {_BOUNDS[name]} {self._limit()}"
            case "UniqueLang":
                texts = () if self._path is None else self._values(self._path)
                tags = Counter(each.language for each in texts if isinstance(each, Literal) and each.language)
                return " and ".join(f'has {n} in "{tag}"' for tag, n in sorted(tags.items()) if n > 1)
            case "LessThan" | "LessThanOrEquals" | "Equals" | "Disjoint" as name:
                other = self._stated()
                if not isinstance(other, NamedNode):
                    return ""
                values = " and ".join(map(self._show, self._values(other)))
                return f"{shown} is {_PAIRS[name]} {self._prefixes.curie(other)} {values}"
            case "In" | "LanguageIn":
                return f"{shown} is not one of the values allowed"
            case "Closed":
                return f"{self._show(self._path)} is not a property of such a record"
            case "HasValue":
                return f"lacks the value {self._show(self._stated())}"
        return ""

    @property
    def remedy(self) -> str:
        """What to write or do."""
        path = "the property" if self._path is None else self._prefixes.curie(self._path)
        match self._component:
            case "MinCount":
                return f"add {path} {self._example()}"
            case "QualifiedMinCount":
                head = stated(self._shapes, self._stated("qualifiedValueShape"), "languageIn")
                listed = () if head is None else self._shapes.values(head, RDF_FIRST)
                language = next((each.value for each in listed if isinstance(each, Literal)), None)
                return f'add {path} "..."@{language}' if language else f"add such a value of {path}"
            case "Datatype" | "Class" | "NodeKind" | "Node" | "Or":
                return f"write {path} {self._example()}"
        return _REMEDIES.get(self._component, "correct it as the message says")

    def _stated(self, name: str | None = None) -> Term | None:
        """A value of the shape's: that of the parameter of the component, where no name is given."""
        own = self._component[:1].lower() + self._component[1:]
        return stated(self._shapes, self._result.shape, name or own)

    def _limit(self) -> str:
        value = self._stated()
        return value.value if isinstance(value, (Literal, NamedNode)) else "?"

    def _values(self, path: NamedNode) -> list[Term]:
        return self._lookup.values(self._result.focus, path)

    def _show(self, term: Term | None) -> str:
        if isinstance(term, NamedNode):
            return self._prefixes.curie(term)
        if isinstance(term, Literal):
            text = term.value if len(term.value) <= 60 else term.value[:57] + "..."
            return f'"{text}"@{term.language}' if term.language else f'"{text}"'
        return "a blank node" if isinstance(term, BlankNode) else "nothing"

    def _datatype(self, value: Term | None, shown: str) -> str:
        wanted = self._stated()
        if not isinstance(value, Literal):
            return f"{shown} is no literal, needs {self._show(wanted)}"
        if value.datatype == wanted:
            return f"{shown} is not a well-formed {self._show(wanted)}"
        if isinstance(wanted, NamedNode) and wanted.value == RDF + "langString":
            return f"{shown} has no language tag"
        return f"{shown} is of {self._prefixes.curie(value.datatype)}, needs {self._show(wanted)}"

    def _class(self, value: Term | None, shown: str) -> str:
        if isinstance(value, Literal):
            return f"{shown} is a literal, needs the IRI of a record"
        classes = [] if value is None else list(map(self._show, self._lookup.values(value, TYPE)))
        return f"{shown} is " + (f"a {' and a '.join(classes)}" if classes else "of no known class")

    def _example(self) -> str:
        """What a value that the shape asks for looks like."""
        datatype, cls, pattern = self._stated("datatype"), self._stated("class"), self._stated("pattern")
        if isinstance(datatype, NamedNode):
            value = self._result.value
            meant = _meant(value.value, datatype.value) if isinstance(value, Literal) else "..."
            if datatype.value == RDF + "langString":
                return f'"{meant}"@en'
            suffix = "" if datatype.value == XSD + "string" else f"^^{self._prefixes.curie(datatype)}"
            return f'"{meant}"{suffix}'
        if isinstance(cls, NamedNode):
            return f"(a {self._prefixes.curie(cls)})"
        label = stated(self._shapes, self._stated("node"), "name")
        if isinstance(label, Literal):
            return f"({'an' if label.value[:1].lower() in 'aeiou' else 'a'} {label.value.lower()})"
        if isinstance(pattern, Literal) and pattern.value.startswith("/concept/"):
            return f"(a concept, {pattern.value.split('/')[2]}:...)"
        return "(a value)"


def _meant(text: str, datatype: str) -> str:
    """The value that a text may mean in a datatype: the text itself, the day that it prints, else dots."""
    if well_formed(text, datatype):
        return text
    return (printed_date(text) if datatype == XSD + "date" else None) or "..."
