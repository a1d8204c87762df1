"""What endpoints send as results, read with care: terms are checked, small liberties are understood."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    parse,
    parse_query_results,
)

from ....model.table import Table, Term
from ....model.width import visible
from ....wire.fault import is_page, one_line, shown, words
from ....wire.reply import Reply
from ...fault import EngineFault
from .virtuoso import ASK, restored

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

_JSON = frozenset({"application/sparql-results+json", "application/json", "text/json"})
_XML = frozenset({"application/sparql-results+xml", "application/xml", "text/xml"})
_RDF = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.TURTLE,
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def read_results(reply: Reply) -> Table | bool:
    """The table or the truth value that a reply holds. Raises EngineFault for anything else."""
    _whole(reply)
    found = _read_json(reply) if _is_json(reply) else _read_xml(reply)
    if isinstance(found, Table):
        if found.columns == (ASK,) and len(found.rows) == 1:
            cell = found.rows[0][0]
            return isinstance(cell, Literal) and cell.value in ("1", "true")
        _not_cut(reply, len(found.rows))
    return found


def read_triples(reply: Reply) -> list[Triple]:
    """The triples that a reply holds. Raises EngineFault for anything else."""
    _whole(reply)
    form = _RDF.get(reply.content_type)
    if form is None:
        raise _wrong_type(reply, "triples")
    try:
        found = [_restored(quad.triple) for quad in parse(reply.body, format=form)]
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, str(error)) from error
    _not_cut(reply, len(found))
    return found


def _restored(triple: Triple) -> Triple:
    value = triple.object
    return Triple(triple.subject, triple.predicate, restored(value)) if isinstance(value, Literal) else triple


def _whole(reply: Reply) -> None:
    """Raises EngineFault for a web page, and for results that the endpoint itself calls incomplete: Virtuoso
    gives what it has when its own time is over, with the state S1TAT."""
    if is_page(reply.content_type, reply.body):
        title = words("text/html", reply.body)
        raise EngineFault(
            f"{shown(reply.url)} sends a web page ({title}) and no results: is it the address of the "
            "endpoint itself, such as .../query or .../sparql?"
        )
    state = reply.headers.get("X-SQL-State")
    if reply.status == 206 or state:
        said = reply.headers.get("X-SQL-Message") or f"status {reply.status}"
        raise EngineFault(one_line(f"{shown(reply.url)} stopped before it had all results: {said}"))


def _not_cut(reply: Reply, size: int) -> None:
    """Raises EngineFault where Virtuoso has reached the number of rows that it gives at most."""
    most = reply.headers.get("X-SPARQL-MaxRows") or ""
    if most.isdecimal() and size >= int(most) > 0:
        raise EngineFault(
            f"{shown(reply.url)} gives at most {most} rows, so that some may be missing: ask for less with "
            "LIMIT, or raise ResultSetMaxRows in virtuoso.ini"
        )


def _is_json(reply: Reply) -> bool:
    if reply.content_type in _JSON:
        return True
    if reply.content_type in _XML:
        return False
    if reply.content_type in ("", "text/plain", "application/octet-stream"):
        start = reply.body.lstrip()[:1]
        if start in (b"{", b"<"):
            return start == b"{"
    raise _wrong_type(reply, "results")


def _read_json(reply: Reply) -> Table | bool:
    try:
        told = json.loads(reply.body.decode("utf-8-sig"))
        if isinstance(told.get("boolean"), bool):
            return bool(told["boolean"])
        columns = _columns(told["head"]["vars"])
        blanks: dict[str, BlankNode] = {}
        rows = tuple(
            tuple(None if row.get(name) is None else _term(row[name], blanks) for name in columns)
            for row in told["results"]["bindings"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise _broken(reply, said) from error
    return Table(columns, rows)


def _columns(names: list[Any]) -> tuple[str, ...]:
    """The names of the columns, if each is that of a variable (SPARQL 1.1, rule VARNAME) and there once.
    Raises ValueError."""
    for number, name in enumerate(names):
        try:
            Variable(name)
        except (TypeError, ValueError) as error:
            raise ValueError(f'"{visible(str(name))}" is no name of a column') from error
        if name in names[:number]:
            raise ValueError(f"two columns are called {name}")
    return tuple(names)


def _term(told: dict[str, Any], blanks: dict[str, BlankNode]) -> Term:
    """A term of SPARQL 1.1 Query Results JSON Format, section 3.2.2. `typed-literal` is that of its draft.

    Raises ValueError, KeyError or TypeError for what is no term.
    """
    kind, value = told["type"], told["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return blanks.setdefault(value, BlankNode(f"b{len(blanks)}"))
    if kind == "triple":
        subject, predicate, object_ = (
            _term(value[part], blanks) for part in ("subject", "predicate", "object")
        )
        if isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
            raise ValueError("a triple term with a literal in a wrong place")
        return Triple(subject, predicate, object_)
    if kind in ("literal", "typed-literal"):
        if not isinstance(value, str):
            raise TypeError("a literal whose value is no text")
        language = told.get("xml:lang") or told.get("lang")
        if language:
            return Literal(value, language=language.lower())
        datatype = told.get("datatype")
        return restored(Literal(value, datatype=NamedNode(datatype))) if datatype else Literal(value)
    raise ValueError(f"a term of the type {kind!r}")


def _read_xml(reply: Reply) -> Table | bool:
    try:
        found = parse_query_results(reply.body, format=QueryResultsFormat.XML)
        if isinstance(found, QueryBoolean):
            return bool(found)
        if not isinstance(found, QuerySolutions):
            raise _wrong_type(reply, "results")
        columns = _columns([variable.value for variable in found.variables])
        return Table(columns, tuple(tuple(row) for row in found))
    except (SyntaxError, ValueError, OSError) as error:
        raise _broken(reply, str(error)) from error


def _wrong_type(reply: Reply, wanted: str) -> EngineFault:
    kind = reply.content_type or "something without a content type"
    return EngineFault(one_line(f"{shown(reply.url)} sends {kind} and no {wanted}: is it a SPARQL endpoint?"))


def _broken(reply: Reply, said: str) -> EngineFault:
    return EngineFault(one_line(f"{shown(reply.url)} sends results that cannot be read: {said}"))
