"""From violations of shapes to faults: where the offending statement stands, the fact, the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Store

from ..model.prefixes import Prefixes
from .accounts import Account, Statement
from .corpus import Corpus
from .fault import Anchor, AtQuad, Fault
from .remedies import remedy
from .shacl import Result
from .shacl.names import Term
from .shape_facts import fact
from .shape_index import ShapeIndex, component, predicate, severity

_SURPLUS = "MaxCount", "UniqueLang"


def shape_faults(
    found: Sequence[Result], shapes: ShapeIndex, corpus: Corpus, store: Store, others: Sequence[Fault]
) -> Iterator[Fault]:
    """One fault for each violation, at the statement that offends or where the missing one belongs; none for
    a derived record that was made of one at fault, by `others` or by a violation."""
    prefixes = corpus.prefixes
    nodes = {term for each in found for term in (each.focus, each.value) if term is not None}
    account = Account(corpus, store, nodes)
    faulty = {fault.subject for fault in others}
    faulty.update(written(each.focus, prefixes) for each in found if account.statements(each.focus))
    for each in found:
        if not account.statements(each.focus) and not faulty.isdisjoint(
            written(node, prefixes) for node in account.premises(each.focus)
        ):
            continue
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
    return account.home(each.focus)


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
    """The faults of shapes that no other fault has told already of the same statement."""
    told = {
        (f.file, f.anchor.quad) for f in faults if isinstance(f.anchor, AtQuad) and f.anchor.part == "object"
    }
    shown = set()
    for fault in shapes:
        if isinstance(fault.anchor, AtQuad) and (fault.file, fault.anchor.quad) in told:
            continue
        key = (fault.file, fault.anchor, fault.rule)
        if key not in shown:
            shown.add(key)
            yield fault
