"""What endpoints send as results, read with care: terms are checked, small liberties are understood.

The parsers have no bounds of their own: a small body may stand for rows without end, nest until the stack is
full, or take hours. So what a body can come to is counted before it is parsed, and the time limit of the
request goes on.
"""

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

from ...rdf.nesting import Excess, in_turtle, in_xml
from ...rdf.printable import visible
from ...rdf.table import Table, Term
from ...rdf.urls import shown
from .remote_faults import RemoteFault, is_page, words
from .reply import Reply
from .virtuoso import ASK, restored

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

MOST = 10_000_000
"""How many cells, triples, or values of JSON a reply may hold: some two gigabytes of memory at the worst."""

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
    """The table or the truth value that a reply holds. Raises RemoteFault for anything else, and TimeoutError
    at the deadline."""
    _whole(reply)
    found = _read_json(reply) if _is_json(reply) else _read_xml(reply)
    if isinstance(found, Table):
        if found.columns == (ASK,) and len(found.rows) == 1:
            cell = found.rows[0][0]
            return isinstance(cell, Literal) and cell.value in ("1", "true")
        _not_cut(reply, len(found.rows))
    return found


def read_triples(reply: Reply) -> list[Triple]:
    """The triples that a reply holds. Raises as `read_results` does."""
    _whole(reply)
    form = _RDF.get(reply.content_type)
    if form is None:
        raise _wrong_type(reply, "triples")
    _bounded(reply, (in_xml if form == RdfFormat.RDF_XML else in_turtle)(reply.body))
    found = list[Triple]()
    try:
        for quad in parse(reply.body, format=form):
            found.append(_restored(quad.triple))
            _go_on(reply, len(found))
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, str(error)) from error
    _not_cut(reply, len(found))
    return found


def _restored(triple: Triple) -> Triple:
    value = triple.object
    return Triple(triple.subject, triple.predicate, restored(value)) if isinstance(value, Literal) else triple


def _whole(reply: Reply) -> None:
    """Raises RemoteFault for a web page, and for results that the endpoint itself calls incomplete: Virtuoso
    gives what it has when its own time is over, with the state S1TAT."""
    if is_page(reply.content_type, reply.body):
        title = words("text/html", reply.body)
        raise RemoteFault(
            f"{shown(reply.url)} sends a web page ({title}) and no results: is it the address of the "
            "endpoint itself, such as .../query or .../sparql?",
            reply.status,
        )
    state = reply.headers.get("X-SQL-State")
    if reply.status == 206 or state:
        said = reply.headers.get("X-SQL-Message") or f"status {reply.status}"
        raise RemoteFault(f"{shown(reply.url)} stopped before it had all results: {said}", reply.status)


def _not_cut(reply: Reply, size: int) -> None:
    """Raises RemoteFault where Virtuoso has reached the number of rows that it gives at most."""
    most = reply.headers.get("X-SPARQL-MaxRows") or ""
    if most.isdecimal() and size >= int(most) > 0:
        raise RemoteFault(
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


def _bounded(reply: Reply, excess: Excess | None) -> None:
    if excess is not None:
        raise _broken(reply, excess.message)


def _go_on(reply: Reply, size: int) -> None:
    """Raises RemoteFault where a reply holds too much, and TimeoutError at the deadline."""
    if size > MOST:
        raise RemoteFault(f"{shown(reply.url)} sends more than {MOST:,} values: ask for less, with LIMIT")
    reply.deadline.check()


def _read_json(reply: Reply) -> Table | bool:
    _go_on(reply, sum(map(reply.body.count, (b",", b"[", b"{"))))
    try:
        told = json.loads(reply.body.decode("utf-8-sig"))
        if isinstance(told.get("boolean"), bool):
            return bool(told["boolean"])
        columns, bindings = _columns(told["head"]["vars"]), told["results"]["bindings"]
        _go_on(reply, len(columns) * len(bindings))
        blanks: dict[str, BlankNode] = {}
        rows = list[tuple[Term | None, ...]]()
        for row in bindings:
            rows.append(
                tuple(None if row.get(name) is None else _term(row[name], blanks) for name in columns)
            )
            reply.deadline.check()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise _broken(reply, said) from error
    return Table(columns, tuple(rows))


def _columns(names: list[Any]) -> tuple[str, ...]:
    """The names of the columns, if each is that of a variable (SPARQL 1.1, rule VARNAME) and there once.
    Raises ValueError."""
    known = set[str]()
    for name in names:
        try:
            Variable(name)
        except (TypeError, ValueError) as error:
            raise ValueError(f'"{visible(str(name))}" is no name of a column') from error
        if name in known:
            raise ValueError(f"two columns are called {name}")
        known.add(name)
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
    _bounded(reply, in_xml(reply.body))
    try:
        found = parse_query_results(reply.body, format=QueryResultsFormat.XML)
        if isinstance(found, QueryBoolean):
            return bool(found)
        if not isinstance(found, QuerySolutions):
            raise _wrong_type(reply, "results")
        columns = _columns([variable.value for variable in found.variables])
        rows = list[tuple[Term | None, ...]]()
        for row in found:
            rows.append(tuple(row))
            _go_on(reply, len(columns) * len(rows))
        return Table(columns, tuple(rows))
    except TimeoutError:
        raise
    except (SyntaxError, ValueError, OSError) as error:
        raise _broken(reply, str(error)) from error


def _wrong_type(reply: Reply, wanted: str) -> RemoteFault:
    kind = reply.content_type or "something without a content type"
    return RemoteFault(
        f"{shown(reply.url)} sends {kind} and no {wanted}: is it a SPARQL endpoint?", reply.status
    )


def _broken(reply: Reply, said: str) -> RemoteFault:
    return RemoteFault(f"{shown(reply.url)} sends results that cannot be read: {said}", reply.status)
