"""CSV tables, one a class, described by CSVW metadata (Metadata Vocabulary for Tabular Data, 2015).

Each row is a thing; each column a property with values of one sort (things, texts of one language, literals
of one datatype), so that the description turns every table back into the triples it was made of.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ..model.layout import natural
from ..model.namespaces import RDF, XSD
from ..model.prefixes import Prefixes
from .canonical import has_blanks, relabelled
from .export import refuse_beyond

METADATA = "csv-metadata.json"
OTHERS = "others"
"""The table of the things of no class."""

_TYPE = NamedNode(RDF + "type")
_SEPARATORS = ("|", ";", "\n", "\t", "\x1f")
_BUILT_IN = re.compile(
    "anyURI|boolean|date|dateTime|decimal|double|duration|float|g(Day|Month|MonthDay|Year|YearMonth)|integer|"
    "nonNegativeInteger|positiveInteger|string|time"
)
"""Datatypes of XML Schema that CSVW names without IRI (section 5.11.1)."""

_Column = tuple[str, str]
"""A property's IRI, and the sort of its values: `id`, `@` and a language, or `^` and a datatype's IRI."""


def tables(
    quads: Iterable[Quad], prefixes: Mapping[str, str], titles: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The files of an export in tables: file name to text, `csv-metadata.json` among them.

    The triples of all graphs count, each once; blank nodes stand as `_:b0`, `_:b1` ... A thing of several
    classes has a row in each. File names come from the classes' local names, with nothing in them but `a-z`,
    `0-9` and hyphens. `titles` are headings of tables by class IRI.

    Raises ValueError, which names the statement, for what RDF 1.1 has not, and for texts that hold every
    character which could separate them.
    """
    table = Prefixes(prefixes)
    quads = list(quads)
    refuse_beyond(quads)
    if has_blanks(quads):
        quads = relabelled(quads)
    things: dict[str, dict[_Column, set[str]]] = {}
    classes: dict[str, set[str]] = {}
    for quad in quads:
        subject, value = _name(quad.subject), quad.object
        cells = things.setdefault(subject, {})
        if quad.predicate == _TYPE and isinstance(value, NamedNode):
            classes.setdefault(value.value, set()).add(subject)
        column = (quad.predicate.value, _sort(value))
        cells.setdefault(column, set()).add(value.value if isinstance(value, Literal) else _name(value))
    typed = set().union(*classes.values())
    members = sorted(classes.items())
    if rest := things.keys() - typed:
        members.append(("", rest))
    files: dict[str, str] = {}
    described: list[object] = []
    for class_, subjects in members:
        name = _file_name(class_, files)
        rows = {subject: things[subject] for subject in sorted(subjects, key=natural)}
        files[name], columns = _table(rows, table)
        title = (titles or {}).get(class_) or (table.curie(class_) if class_ else "things of no class")
        described.append({"url": name, "dc:title": title, "tableSchema": columns})
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": described,
    }
    files[METADATA] = json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"
    return dict(sorted(files.items()))


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _sort(value: object) -> str:
    if not isinstance(value, Literal):
        return "id"
    return f"@{value.language}" if value.language else f"^{value.datatype.value}"


def _file_name(class_: str, taken: Mapping[str, str]) -> str:
    local = re.split(r"[/#]", class_)[-1]
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", local).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].rstrip("-") or ("class" if class_ else OTHERS)
    number, name = 1, f"{slug}.csv"
    while name in taken:
        number += 1
        name = f"{slug}-{number}.csv"
    return name


def _table(rows: Mapping[str, Mapping[_Column, set[str]]], prefixes: Prefixes) -> tuple[str, object]:
    """The text of a table (RFC 4180) and its schema."""
    columns = sorted({column for cells in rows.values() for column in cells}, key=_column_order)
    named: dict[str, _Column] = {}
    for column in columns:
        named[_column_name(column, named, prefixes)] = column
    separators = {column: _separator(column, rows) for column in columns}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["id", *named])
    nulls = {column: _null(column, rows) for column in columns}
    for subject, cells in rows.items():
        texts = (
            (separators[column] or "").join(sorted(cells[column], key=natural))
            if column in cells
            else nulls[column]
            for column in columns
        )
        writer.writerow([subject, *texts])
    schema: list[object] = [{"name": "id", "titles": "id", "required": True, "suppressOutput": True}]
    for name, column in named.items():
        schema.append(_described(name, column, separators[column], nulls[column]))
    return text.getvalue(), {"aboutUrl": "{+id}", "primaryKey": "id", "columns": schema}


def _column_order(column: _Column) -> tuple[bool, str, str]:
    return (column[0] != _TYPE.value, *column)


def _column_name(column: _Column, taken: Mapping[str, _Column], prefixes: Prefixes) -> str:
    """A name of letters, digits and underscores (CSVW, section 5.6: a variable of RFC 6570)."""
    property_, sort = column
    words = prefixes.curie(property_).strip("<>")
    if sort.startswith("@"):
        words += f" {sort[1:]}"
    elif sort.startswith("^") and property_ in {known for known, _ in taken.values()}:
        words += f" {prefixes.curie(sort[1:]).strip('<>')}"
    name = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_") or "property"
    number, unique = 1, name
    while unique in taken or unique == "id":
        number += 1
        unique = f"{name}_{number}"
    return unique


def _separator(column: _Column, rows: Mapping[str, Mapping[_Column, set[str]]]) -> str | None:
    """What stands between values of a cell, or None where no cell has two."""
    values = [cells[column] for cells in rows.values() if column in cells]
    if all(len(several) == 1 for several in values):
        return None
    if column[1] == "id":
        return " "
    for separator in _SEPARATORS:
        if not any(separator in value for several in values for value in several):
            return separator
    raise ValueError(f"the texts of {column[0]} hold every character that could separate them in a table")


def _null(column: _Column, rows: Mapping[str, Mapping[_Column, set[str]]]) -> str:
    """What stands in a cell without a value: nothing, or or a mark where an empty text is a value."""
    values = {value for cells in rows.values() for value in cells.get(column, ())}
    null = ""
    while null in values:
        null += "-"
    return null


def _described(name: str, column: _Column, separator: str | None, null: str) -> dict[str, object]:
    property_, sort = column
    described: dict[str, object] = {"name": name, "titles": name, "propertyUrl": property_}
    if null:
        described["null"] = null
    if separator is not None:
        described["separator"] = separator
    if sort == "id":
        described["valueUrl"] = f"{{+{name}}}"
    elif sort.startswith("@"):
        described["lang"] = sort[1:]
    else:
        datatype = sort[1:]
        local = datatype.removeprefix(XSD)
        known = datatype.startswith(XSD) and _BUILT_IN.fullmatch(local)
        described["datatype"] = local if known else {"base": "string", "@id": datatype}
    return described
