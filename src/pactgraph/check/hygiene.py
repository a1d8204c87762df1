"""Hygiene: the queries of `ontology/checks`, run on the named graphs and the default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from .accounts import Account, same
from .corpus import Corpus
from .fault import Anchor, AtQuad, Fault
from .query_checks import COLUMNS, QueryCheck
from .shacl.names import Term
from .view import TYPE


@dataclass(frozen=True)
class Row:
    """A row of a check: the statement at fault, as the store has it."""

    check: QueryCheck
    subject: Term
    property: NamedNode | None
    value: Term | None
    message: str


def rows(check: QueryCheck, store: Store) -> Iterator[Row]:
    """The rows of a check."""
    found = store.query(check.query)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        subject, property_, value, message = (solution[name] for name in COLUMNS)
        if subject is None:
            continue
        yield Row(
            check,
            subject,
            property_ if isinstance(property_, NamedNode) else None,
            value,
            message.value if isinstance(message, Literal) else check.problem.rstrip("."),
        )


def hygiene(found: Iterable[Row], corpus: Corpus, store: Store) -> Iterator[Fault]:
    """One fault for each row, at its statement, or where statements about its subject belong."""
    prefixes = corpus.prefixes
    kept = list(dict.fromkeys(found))
    account = Account(corpus, store, {row.subject for row in kept})
    for row in kept:
        file, anchor = _place(row, account)
        message = row.message
        if isinstance(row.value, NamedNode) and row.property is not None and row.property != TYPE:
            message = f"{prefixes.curie(row.property)} {prefixes.curie(row.value)}: {message}"
        yield Fault(
            file,
            anchor,
            prefixes.curie(row.subject) if isinstance(row.subject, NamedNode) else None,
            row.check.name,
            message,
            row.check.solution.rstrip("."),
            row.check.severity,
        )


def _place(row: Row, account: Account) -> tuple[str | None, Anchor | None]:
    stated = account.statements(row.subject, row.property) if row.property is not None else []
    shown = [each for each in stated if row.value is None or same(each.quad.object, row.value)]
    if shown or stated:
        found = (shown or stated)[0]
        return found.view.file.relative, AtQuad(found.quad, "object")
    return account.home(row.subject)
