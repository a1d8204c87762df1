"""CSV tables, one a class: a row a thing, a column a property, for spreadsheets and data frames.

Tables are for people to sort and to count. They do not say whether a cell is a thing or a text, and of which
datatype: what another program is to read as RDF is exported as RDF.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ..rdf.layout import natural
from ..rdf.namespaces import RDF
from ..rdf.prefixes import Prefixes
from .canonical import has_blanks, relabelled
from .export import refuse_beyond

BETWEEN = " | "
"""What stands between several values in a cell, as between those of an answer."""

_TYPE = RDF + "type"
_Column = tuple[str, str]
"""A property's IRI and the language of its texts, which is empty for other values."""


def tables(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The tables (RFC 4180) of the triples of all graphs, by file name.

    A thing of several classes has a row in each, a thing of none one in `others.csv`; blank nodes stand as
    `_:b0`, `_:b1` ... Columns are called by the prefixed names of their properties. File names come from the
    classes' local names, with nothing in them but `a-z`, `0-9` and hyphens.

    Raises ValueError, which names the statement, for what RDF 1.1 has not.
    """
    known = Prefixes(prefixes)
    quads = list(quads)
    refuse_beyond(quads)
    if has_blanks(quads):
        quads = relabelled(quads)
    things: dict[str, dict[_Column, set[str]]] = {}
    classes: dict[str, set[str]] = {}
    for quad in quads:
        subject, value = _text(quad.subject), quad.object
        if quad.predicate.value == _TYPE and isinstance(value, NamedNode):
            classes.setdefault(value.value, set()).add(subject)
        language = (isinstance(value, Literal) and value.language) or ""
        cells = things.setdefault(subject, {})
        cells.setdefault((quad.predicate.value, language), set()).add(_text(value))
    if others := things.keys() - set().union(*classes.values()):
        classes[""] = others
    files: dict[str, str] = {}
    for class_ in sorted(classes):
        rows = {subject: things[subject] for subject in sorted(classes[class_], key=natural)}
        files[_file_name(class_, files)] = _table(rows, known)
    return files


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _file_name(class_: str, taken: Mapping[str, str]) -> str:
    local = re.split(r"[/#]", class_)[-1]
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", local).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].rstrip("-") or ("class" if class_ else "others")
    number, name = 1, f"{slug}.csv"
    while name in taken:
        number += 1
        name = f"{slug}-{number}.csv"
    return name


def _table(rows: Mapping[str, Mapping[_Column, set[str]]], prefixes: Prefixes) -> str:
    found = {column for cells in rows.values() for column in cells}
    columns = sorted(found, key=lambda column: (column[0] != _TYPE, column))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heads = (f"{prefixes.curie(property_)} {language}".rstrip() for property_, language in columns)
    writer.writerow(["id", *heads])
    for subject, cells in rows.items():
        values = (BETWEEN.join(sorted(cells.get(column, ()), key=natural)) for column in columns)
        writer.writerow([subject, *values])
    return text.getvalue()
