"""From violations of shapes to faults: where the offending statement stands, the fact, the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..model.prefixes import Prefixes
from .accounts import Account, Statement
from .fault import Anchor, AtBlock, AtQuad, Fault
from .remedies import remedy
from .shacl import Result
from .shacl.names import Term
from .shape_facts import fact
from .shape_index import ShapeIndex, component, predicate, severity
from .view import TYPE, View

_SURPLUS = "MaxCount", "UniqueLang"


def shape_faults(
    found: Sequence[Result],
    shapes: ShapeIndex,
    views: Iterable[View],
    rejected: frozenset[Triple],
    prefixes: Prefixes,
) -> Iterator[Fault]:
    """One fault for each violation, at the statement that offends or where the missing one belongs."""
    if not found:
        return
    nodes = {term for each in found for term in (each.focus, each.value) if term is not None}
    account = Account(views, nodes, rejected)
    for each in found:
        file, anchor = _place(each, account)
        own = [message.value for message in each.messages if message.language in (None, "en")]
        told = [m.value for m in shapes.values(each.shape, "message") if isinstance(m, Literal)]
        message = (told or own or ["the shape does not fit"])[0].rstrip(".")
        detail = fact(each, shapes, account, prefixes)
        yield Fault(
            file,
            anchor,
            written(each.focus, prefixes),
            rule_of(each, prefixes),
            f"{message}: {detail}" if detail else message,
            remedy(each, shapes, prefixes),
            severity(each),
        )


def _place(each: Result, account: Account) -> tuple[str | None, Anchor | None]:
    path = predicate(each)
    if path is not None:
        stated = account.statements(each.focus, path, each.value)
        if each.value is not None and stated:
            return stated[0].view.file.relative, AtQuad(stated[0].quad, "object")
        if each.value is None and stated and component(each) in _SURPLUS:
            surplus = _surplus(each, stated)
            return surplus.view.file.relative, AtQuad(surplus.quad, "object")
    return _home(each.focus, account)


def _surplus(each: Result, stated: Sequence[Statement]) -> Statement:
    """The statement that is one too many: the second value, or the second in one language."""
    seen: set[object] = set()
    values: set[object] = set()
    for statement in stated:
        value = statement.quad.object
        if value in values:
            continue
        values.add(value)
        key = value.language if isinstance(value, Literal) and component(each) == "UniqueLang" else None
        if key in seen and (component(each) == "MaxCount" or key is not None):
            return statement
        seen.add(key)
    return stated[-1]


def _home(node: Term, account: Account) -> tuple[str | None, Anchor | None]:
    """Where statements about a node belong: the block that gives its type, else its first one."""
    about = account.statements(node)
    if not about or not isinstance(node, (NamedNode, BlankNode)):
        return None, None
    typed = next((each for each in about if each.quad.predicate == TYPE), about[0])
    graph = typed.quad.graph_name
    assert isinstance(graph, (NamedNode, BlankNode))
    return typed.view.file.relative, AtBlock(node, graph)


def rule_of(result: Result, prefixes: Prefixes) -> str:
    """The rule of the findings that a result makes: its shape's prefixed name."""
    return prefixes.curie(result.shape) if isinstance(result.shape, NamedNode) else "shape"


def written(term: Term, prefixes: Prefixes) -> str:
    """A term as a reader of findings knows it."""
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    if isinstance(term, Literal):
        return f'"{term.value}"@{term.language}' if term.language else f'"{term.value}"'
    return "a blank node"


def without_echoes(faults: Sequence[Fault], shapes: Sequence[Fault]) -> Iterator[Fault]:
    """The faults of shapes that no other fault has told already: about the same statement, or about a
    second value of a functional property."""
    told = {
        (f.file, f.anchor.quad) for f in faults if isinstance(f.anchor, AtQuad) and f.anchor.part == "object"
    }
    told |= {
        (f.other[0], f.other[1].quad)
        for f in faults
        if f.other is not None and isinstance(f.other[1], AtQuad)
    }
    shown = set()
    for fault in shapes:
        if isinstance(fault.anchor, AtQuad) and (fault.file, fault.anchor.quad) in told:
            continue
        key = (fault.file, fault.anchor, fault.rule)
        if key not in shown:
            shown.add(key)
            yield fault
