"""The stored queries with the answers to their examples, as values for pages."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, product

from pyoxigraph import Literal, NamedNode, Triple

from ...rdf.namespaces import PACT, ROOT
from ...rdf.table import Table, Term
from ..engines.engine import Engine
from ..faults import EngineFault, QueryFault
from ..naming.names import Names
from ..naming.within import Within
from ..results.w3c import to_csv, to_json
from ..sparql.binding import BindingFault, bind
from .answering import answer_stored
from .catalogue import StoredQuery
from .parameters import ParameterFault
from .question import Example, Question, Wanted

MOST_TRIED = 4
"""Examples that are tried where none of a query's own answers."""

_REGIONS = Within((NamedNode(PACT + "Region"),))


def answered(
    engine: Engine, catalogue: Iterable[StoredQuery], names: Names, base: str = ROOT
) -> Iterator[Question]:
    """Each stored query with its examples and their answers; `names` finds what examples name. An example
    that names what the data does not hold has a problem in the place of an answer. Queries and answers have
    our own IRIs moved to `base`.

    Raises CatalogueFault for a file that is wrong, EngineFault and QueryFault where the engine cannot answer.
    """
    for query in catalogue:
        header = query.header
        yield Question(
            query.name,
            query.topic,
            header.summary,
            header.description,
            header.doc,
            header.grain,
            dict(header.title),
            tuple(Wanted(p.name, p.placeholder, p.doc, p.required, p.default) for p in query.parameters),
            dict(header.columns),
            header.view,
            _moved_text(query.text, base),
            tuple(_examples(engine, query, names, base)),
        )


def _examples(engine: Engine, query: StoredQuery, names: Names, base: str) -> Iterator[Example]:
    """The examples of a query's header that answer, the question without parameters first where none must be
    given; where none does, one with things that the data has, or else those with their problems."""
    lines = [_typed(line) for line in query.header.examples]
    if not any(parameter.required and parameter.default is None for parameter in query.parameters):
        lines = [{}, *(typed for typed in lines if typed)]
    found = [_example(engine, query, typed, names, base) for typed in lines]
    answers = [example for example in found if example.answer is not None]
    yield from answers or _own_example(engine, query, names, base) or found


def _own_example(engine: Engine, query: StoredQuery, names: Names, base: str) -> list[Example]:
    """The first of some examples made of the things that the data has whose answer has rows, or else the
    first of them."""
    wanted = [p for p in query.parameters if p.required and p.default is None]
    if not wanted or any(parameter.kind != "iri" for parameter in wanted):
        return []
    within = [p.within if p.within.classes or p.within.schemes else _REGIONS for p in wanted]
    choices = [[thing.iri.value for thing in names.things(each)[:MOST_TRIED]] for each in within]
    first: list[Example] = []
    tries = (values for values in product(*choices) if len(set(values)) == len(values))
    for values in islice(tries, MOST_TRIED):
        typed = {parameter.name: value for parameter, value in zip(wanted, values, strict=True)}
        example = _example(engine, query, typed, names, base)
        answer = example.answer
        short = {name: names.curie(value) for name, value in typed.items()}
        if answer if not isinstance(answer, Table) else answer.rows:
            return [replace(example, typed=short)]
        first = first or [replace(example, typed=short)]
    return first


def _example(
    engine: Engine, query: StoredQuery, typed: Mapping[str, str], names: Names, base: str
) -> Example:
    try:
        found, bound = answer_stored(engine, query, typed, names)
        text = bind(query.text, bound)
    except (ParameterFault, BindingFault) as fault:
        return Example(typed, problem=str(fault))
    except QueryFault as fault:
        raise QueryFault(f"{query.file}: {fault}") from fault
    except EngineFault as fault:
        raise EngineFault(f"{query.file}: {fault}") from fault
    things = tuple(term.value for term in bound.values() if isinstance(term, NamedNode))
    if isinstance(found, list):
        triples = tuple(sorted((_moved_triple(triple, base) for triple in found), key=str))
        files = {".nt": "".join(f"{triple} .\n" for triple in triples)}
        return Example(typed, things, _moved_text(text, base), tuple(sorted(found, key=str)), files)
    moved = found if isinstance(found, bool) else _moved_table(found, base)
    files = {".csv": to_csv(moved), ".json": to_json(moved)}
    return Example(typed, things, _moved_text(text, base), found, files)


def _typed(line: str) -> dict[str, str]:
    """The values of an example's command line, by parameter."""
    words = shlex.split(line)
    return {name.removeprefix("--"): value for name, value in zip(words[::2], words[1::2], strict=False)}


def _moved_text(text: str, base: str) -> str:
    return text if base == ROOT else text.replace(f"<{ROOT}", f"<{base}")


def _moved_table(table: Table, base: str) -> Table:
    if base == ROOT:
        return table
    return Table(table.columns, tuple(tuple(_moved(term, base) for term in row) for row in table.rows))


def _moved_triple(triple: Triple, base: str) -> Triple:
    parts = (triple.subject, triple.predicate, triple.object)
    return Triple(*(_moved(part, base) for part in parts))  # type: ignore[arg-type]


def _moved(term: Term | None, base: str) -> Term | None:
    if isinstance(term, NamedNode) and term.value.startswith(ROOT):
        return NamedNode(base + term.value[len(ROOT) :])
    if isinstance(term, Literal) and term.datatype.value.startswith(ROOT) and term.language is None:
        return Literal(term.value, datatype=NamedNode(base + term.datatype.value[len(ROOT) :]))
    return term
