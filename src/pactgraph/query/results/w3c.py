"""The result formats of the W3C: SPARQL 1.1 JSON, CSV and TSV, and SPARQL XML (second edition)."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...rdf.fault import Fault
from ...rdf.table import Table, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ITS = "http://www.w3.org/2005/11/its"
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""What readers of lines, Python's for one, take for the end of a line, whatever RFC 4180 and W3C say."""
_QUOTED_CSV = re.compile(f'[",{_BREAKS}]')
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TSV_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


class FormatFault(Fault):
    """An answer cannot be written in a format; the message names one that can."""


def to_json(found: Table | bool) -> str:
    """SPARQL 1.1 Query Results JSON Format (application/sparql-results+json), a solution a line: the encoder
    of Python that is written in C, ten times as quick as the other one, does not indent."""
    import json

    if isinstance(found, bool):
        return json.dumps({"head": {}, "boolean": found}) + "\n"
    bindings = [
        {name: _json(term) for name, term in zip(found.columns, row, strict=True) if term is not None}
        for row in found.rows
    ]
    head = json.dumps({"vars": list(found.columns)}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(binding, ensure_ascii=False) for binding in bindings)
    return f'{{"head": {head}, "results": {{"bindings": [\n{lines}\n]}}}}\n'


def to_xml(found: Table | bool) -> str:
    """SPARQL Query Results XML Format (application/sparql-results+xml).

    Raises FormatFault for a character that XML 1.0 cannot hold.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
    ]
    if isinstance(found, bool):
        lines += ["  <head/>", f"  <boolean>{str(found).lower()}</boolean>"]
    else:
        lines += [
            "  <head>",
            *(f"    <variable name={_attribute(name)}/>" for name in found.columns),
            "  </head>",
        ]
        lines.append("  <results>")
        for number, row in enumerate(found.rows, 1):
            lines.append("    <result>")
            lines += (
                f"      <binding name={_attribute(name)}>{_held(term, name, number)}</binding>"
                for name, term in zip(found.columns, row, strict=True)
                if term is not None
            )
            lines.append("    </result>")
        lines.append("  </results>")
    return "\n".join([*lines, "</sparql>", ""])


def to_csv(found: Table | bool) -> str:
    """SPARQL 1.1 Query Results CSV (text/csv): plain values, lines that end with CR LF. An ASK query, for
    which W3C defines none, gives `true` or `false` on a line."""
    if isinstance(found, bool):
        return f"{str(found).lower()}\r\n"
    lines = [",".join(map(_csv, found.columns))]
    lines += (",".join("" if term is None else _csv(_plain(term)) for term in row) for row in found.rows)
    return "".join(f"{line}\r\n" for line in lines)


def to_tsv(found: Table | bool) -> str:
    """SPARQL 1.1 Query Results TSV (text/tab-separated-values): variables with `?`, terms as in Turtle. An
    ASK query, for which W3C defines none, gives `true` or `false` on a line."""
    if isinstance(found, bool):
        return f"{str(found).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in found.columns)]
    lines += ("\t".join("" if term is None else _turtle(term) for term in row) for row in found.rows)
    return "".join(f"{line}\n" for line in lines)


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    told: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        told["xml:lang"] = term.language
        if term.direction is not None:
            told["its:dir"] = str(term.direction)
    elif term.datatype.value != _STRING:
        told["datatype"] = term.datatype.value
    return told


def _held(term: Term, column: str, row: int) -> str:
    """A term in XML. Raises FormatFault for a character that XML 1.0 has not."""
    found = _xml(term)
    if (bad := _NO_XML.search(found)) is not None:
        raise FormatFault(
            f"XML has no character U+{ord(bad[0]):04X}, and ?{column} of row {row} holds one: use -f json"
        )
    return found


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        return (
            f"<triple><subject>{_xml(term.subject)}</subject><predicate>{_xml(term.predicate)}</predicate>"
            f"<object>{_xml(term.object)}</object></triple>"
        )
    if term.language is not None:
        kind = f"xml:lang={_attribute(term.language)}"
        if term.direction is not None:
            kind += f' xmlns:its="{_ITS}" its:dir="{term.direction}"'
        return f"<literal {kind}>{_text(term.value)}</literal>"
    if term.datatype.value != _STRING:
        return f"<literal datatype={_attribute(term.datatype.value)}>{_text(term.value)}</literal>"
    return f"<literal>{_text(term.value)}</literal>"


def _text(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def _attribute(value: str) -> str:
    escaped = _text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'


def _plain(term: Term) -> str:
    """A term in CSV: IRIs and literals without marks, blank nodes with `_:`."""
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def _csv(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if _QUOTED_CSV.search(value) else value


def _turtle(term: Term) -> str:
    """A term in TSV: as Turtle writes it, on one line and without tabs."""
    if not isinstance(term, Literal):
        return str(term)
    text = '"' + "".join(_TSV_ESCAPES.get(char, char) for char in term.value) + '"'
    if term.language is not None:
        return f"{text}@{term.language}" + (f"--{term.direction}" if term.direction is not None else "")
    return text if term.datatype.value == _STRING else f"{text}^^<{term.datatype.value}>"
