"""Hygiene: the rules of `ontology/checks`, run on the named graphs and the default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from ..model.prefixes import Prefixes
from .accounts import Account
from .fault import Anchor, AtBlock, AtQuad, Fault
from .rules import COLUMNS, WHERE, Rule
from .shacl.names import Term
from .view import TYPE, View

_MOST = 1000
"""Subjects that one query is asked about at once."""


@dataclass(frozen=True)
class Row:
    """A row of a rule: the statement at fault, as the store has it."""

    rule: Rule
    subject: Term
    property: NamedNode | None
    value: Term | None
    message: str


def rows(rule: Rule, store: Store, subjects: Sequence[Term] | None = None) -> Iterator[Row]:
    """The rows of a rule; only those of `subjects` where they are given."""
    if subjects is None:
        yield from _ask(rule, store, rule.query)
        return
    named = [str(subject) for subject in subjects if isinstance(subject, NamedNode)]
    for start in range(0, len(named), _MOST):
        values = f" VALUES ?subject {{ {' '.join(named[start : start + _MOST])} }}"
        opening = WHERE.search(rule.query)
        assert opening is not None
        yield from _ask(rule, store, rule.query[: opening.end()] + values + rule.query[opening.end() :])


def _ask(rule: Rule, store: Store, query: str) -> Iterator[Row]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        subject, property_, value, message = (solution[name] for name in COLUMNS)
        if subject is None:
            continue
        yield Row(
            rule,
            subject,
            property_ if isinstance(property_, NamedNode) else None,
            value,
            message.value if isinstance(message, Literal) else rule.problem.rstrip("."),
        )


def hygiene(
    found: Iterable[Row], views: Iterable[View], rejected: frozenset[Triple], prefixes: Prefixes
) -> Iterator[Fault]:
    """One fault for each row, at its statement, or where statements about its subject belong."""
    kept = list(dict.fromkeys(found))
    account = Account(views, {row.subject for row in kept}, rejected) if kept else None
    for row in kept:
        assert account is not None
        file, anchor = _place(row, account)
        message = row.message
        if isinstance(row.value, NamedNode) and row.property is not None and row.property != TYPE:
            message = f"{prefixes.curie(row.property)} {prefixes.curie(row.value)}: {message}"
        yield Fault(
            file,
            anchor,
            prefixes.curie(row.subject) if isinstance(row.subject, NamedNode) else None,
            row.rule.name,
            message,
            row.rule.solution.rstrip("."),
            row.rule.severity,
        )


def _place(row: Row, account: Account) -> tuple[str | None, Anchor | None]:
    stated = account.statements(row.subject, row.property) if row.property is not None else []
    same = [each for each in stated if row.value is None or _equal(each.quad.object, row.value)]
    if same or stated:
        found = (same or stated)[0]
        return found.view.file.relative, AtQuad(found.quad, "object")
    about = account.statements(row.subject)
    if not about or not isinstance(row.subject, (NamedNode, BlankNode)):
        return None, None
    return about[0].view.file.relative, AtBlock(row.subject)


def _equal(term: object, value: Term) -> bool:
    """Whether a term is the one that a store gave, which may have folded its lexical form."""
    if term == value:
        return True
    if isinstance(term, Literal) and isinstance(value, Literal) and term.language == value.language:
        return term.value.lstrip("+0") == value.value.lstrip("+0")
    return False
