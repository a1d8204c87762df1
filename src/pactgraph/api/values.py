"""RDF terms as Python values: things that know their label, text that knows its language, dates, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import escape

from pyoxigraph import Literal, NamedNode

from ..query.engines.engine import Engine
from ..query.naming.labels import labels
from ..rdf.namespaces import XSD
from ..rdf.prefixes import Prefixes
from ..rdf.printable import visible
from ..rdf.table import Term

_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
)


class Text(str):
    """A text with its language tag (`language`), or of a datatype that is none of Python's (`datatype`, an
    IRI). It is a `str` and compares as one."""

    language: str | None
    datatype: str | None

    def __new__(cls, text: str = "", language: str | None = None, datatype: str | None = None) -> Text:
        """The text `text`."""
        made = super().__new__(cls, text)
        made.language = language
        made.datatype = datatype
        return made


class Iri(str):
    """A thing: a `str` that is its IRI, with its prefixed name (`curie`) and its label (`label`, whose
    `language` is another one than asked for where the label is missing in that; None without any)."""

    curie: str
    label: Text | None

    def __new__(cls, iri: str = "", curie: str = "", label: Text | None = None) -> Iri:
        """The thing at `iri`."""
        made = super().__new__(cls, iri)
        made.curie = curie or f"<{iri}>"
        made.label = label
        return made

    def __repr__(self) -> str:
        """The label and the prefixed name."""
        return f"<{visible(self.label)} {self.curie}>" if self.label else f"<{self.curie}>"


Value = Iri | Text | str | bool | int | float | Decimal | date | datetime | None
"""What a cell holds: `Iri` for things, `Text` for text with a language, `str` for text without, `int`,
`Decimal` or `float`, `bool`, `datetime.date` or `datetime.datetime`; None where there is no value."""


class Reader:
    """Reads terms as values; labels in one language with an open fallback, asked for in one go."""

    def __init__(self, engine: Engine, prefixes: Prefixes, lang: str, terms: Iterable[Term | None]) -> None:
        self._prefixes = prefixes
        self._labels = labels(engine, (term for term in terms if isinstance(term, NamedNode)), lang)

    def __call__(self, term: Term | None) -> Value:
        """The value of a term."""
        if term is None:
            return None
        if isinstance(term, NamedNode):
            return self.iri(term)
        return _literal(term) if isinstance(term, Literal) else str(term)

    def iri(self, node: NamedNode) -> Iri:
        """The thing at an IRI."""
        label = self._labels.get(node)
        called = Text(label.text, label.language or None) if label else None
        return Iri(node.value, self._prefixes.curie(node), called)


def _literal(literal: Literal) -> Value:
    text, kind = literal.value, literal.datatype.value
    if literal.language is not None:
        return Text(text, literal.language)
    if kind == XSD + "string":
        return text
    found = _typed(text, kind)
    return Text(text, None, kind) if found is None else found


def _typed(text: str, kind: str) -> bool | int | float | Decimal | date | None:
    """The value of a lexical form (XML Schema 1.1, part 2), None where Python has none for it."""
    try:
        if kind in _INTEGERS and _INTEGER.fullmatch(text):
            return int(text)
        if kind == XSD + "decimal" and _DECIMAL.fullmatch(text):
            return Decimal(text)
        if kind in (XSD + "double", XSD + "float") and _DOUBLE.fullmatch(text):
            return float(text)
        if kind == XSD + "boolean":
            return {"true": True, "1": True, "false": False, "0": False}.get(text)
        if kind == XSD + "date" and _DATE.fullmatch(text):
            return date.fromisoformat(text)
        if kind == XSD + "dateTime" and _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        return None
    return None


def name(thing: Iri, lang: str) -> str:
    """The label of a thing, with its language where that is not `lang`; without one the prefixed name."""
    if thing.label is None:
        return thing.curie
    language = thing.label.language
    return thing.label if language in (None, lang) else f"{thing.label} @{language}"


def told(value: Value, lang: str) -> str:
    """A value in words: a thing as label and prefixed name, a text with its language where that is not
    `lang`."""
    if isinstance(value, Iri):
        return f"{name(value, lang)} ({value.curie})" if value.label else value.curie
    if isinstance(value, Text) and value.language not in (None, lang):
        return f"{value} @{value.language}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def cell(value: Value) -> str:
    """A value as an HTML table cell: a thing by its label, with the prefixed name to hover; text with its
    language. Nothing in it acts as markup."""
    if value is None:
        return "<td></td>"
    if isinstance(value, Iri):
        name = value.label or value.curie
        told = f' title="{shown(value.curie)}"'
        language = value.label.language if value.label else None
    else:
        name, told, language = str(value), "", value.language if isinstance(value, Text) else None
    tag = f' lang="{shown(language)}"' if language else ""
    return f"<td{told}{tag}>{shown(name)}</td>"


def shown(text: str) -> str:
    """A text for HTML: on one line, escaped, without characters that turn or hide others."""
    return escape(visible(text))
