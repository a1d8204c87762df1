"""Core constraints that look at each value node by itself (SHACL 4.1, 4.3, 4.4, 4.8.3)."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator
from functools import partial

from pyoxigraph import BlankNode, Literal, NamedNode

from .literals import comparison, well_formed
from .shacl_terms import Term, sh
from .shape import Batch, Constraint, Run, Shape, Violation


class ValueConstraint(Constraint):
    """A constraint that some terms meet and others do not, whatever the focus node.

    Each distinct value is tested once in a batch.
    """

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result for each value node that does not meet the constraint."""
        bad = self.bad(run, batch.values)
        if not bad:
            return
        for focus, values in batch.pairs:
            for value in values:
                if value in bad:
                    yield self.found(shape, focus, value)

    @abstractmethod
    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` that do not meet the constraint; may hold others besides."""


class TermConstraint(ValueConstraint):
    """A value constraint that reads nothing but the term."""

    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` whose term `meets` refuses."""
        terms, meets = run.data.terms, self.meets
        return {value for value in values if not meets(terms[value])}

    @abstractmethod
    def meets(self, term: Term) -> bool:
        """Whether the constraint holds for `term`."""


class ClassConstraint(ValueConstraint):
    """`sh:class` (SHACL 4.1.1)."""

    component = sh("ClassConstraintComponent")

    def __init__(self, cls: NamedNode) -> None:
        self._class = cls

    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` that are not instances of the class."""
        return values - run.data.instances(self._class)


class DatatypeConstraint(TermConstraint):
    """`sh:datatype` (SHACL 4.1.2): the datatype itself and a well-formed lexical form."""

    component = sh("DatatypeConstraintComponent")

    def __init__(self, datatype: NamedNode) -> None:
        self._iri = datatype.value

    def meets(self, term: Term) -> bool:
        """Whether `term` is a well-formed literal of the datatype."""
        return (
            isinstance(term, Literal)
            and term.datatype.value == self._iri
            and well_formed(term.value, self._iri)
        )


NODE_KINDS: dict[NamedNode, tuple[type, ...]] = {
    sh("IRI"): (NamedNode,),
    sh("BlankNode"): (BlankNode,),
    sh("Literal"): (Literal,),
    sh("BlankNodeOrIRI"): (BlankNode, NamedNode),
    sh("BlankNodeOrLiteral"): (BlankNode, Literal),
    sh("IRIOrLiteral"): (NamedNode, Literal),
}


class NodeKindConstraint(TermConstraint):
    """`sh:nodeKind` (SHACL 4.1.3)."""

    component = sh("NodeKindConstraintComponent")

    def __init__(self, kind: NamedNode) -> None:
        self._types = NODE_KINDS[kind]

    def meets(self, term: Term) -> bool:
        """Whether `term` is of the kind."""
        return isinstance(term, self._types)


class RangeConstraint(TermConstraint):
    """`sh:minInclusive` and its three companions (SHACL 4.3): value `sign` limit must hold."""

    def __init__(self, component: NamedNode, sign: str, limit: Literal) -> None:
        self.component = component
        self._limit = limit
        self._holds: Callable[[object, object], bool] = comparison(sign)

    def meets(self, term: Term) -> bool:
        """Whether `term` compares with the limit as asked."""
        return self._holds(term, self._limit)


def text_of(term: Term) -> str | None:
    """What SPARQL's `str` gives: an IRI's or a literal's text, None for a blank node."""
    return term.value if isinstance(term, (NamedNode, Literal)) else None


class LengthConstraint(TermConstraint):
    """`sh:minLength` and `sh:maxLength` (SHACL 4.4.1, 4.4.2), in code points."""

    def __init__(self, limit: int, *, longest: bool) -> None:
        self.component = sh("MaxLengthConstraintComponent" if longest else "MinLengthConstraintComponent")
        self._limit = limit
        self._longest = longest

    def meets(self, term: Term) -> bool:
        """Whether the term's text is long or short enough; a blank node has none."""
        text = text_of(term)
        if text is None:
            return False
        return len(text) <= self._limit if self._longest else len(text) >= self._limit


class PatternConstraint(TermConstraint):
    """`sh:pattern` with `sh:flags` (SHACL 4.4.3)."""

    component = sh("PatternConstraintComponent")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._search = pattern.search

    def meets(self, term: Term) -> bool:
        """Whether the pattern is found in the term's text; a blank node has none."""
        text = text_of(term)
        return text is not None and self._search(text) is not None


def language_matches(tag: str, wanted: str) -> bool:
    """SPARQL's `langMatches`: basic filtering of RFC 4647, section 3.3.1; `*` matches every tag."""
    tag, wanted = tag.lower(), wanted.lower()
    return bool(tag) and (wanted == "*" or tag == wanted or tag.startswith(wanted + "-"))


class LanguageConstraint(TermConstraint):
    """`sh:languageIn` (SHACL 4.4.4)."""

    component = sh("LanguageInConstraintComponent")

    def __init__(self, ranges: tuple[Literal, ...]) -> None:
        self._ranges = tuple(each.value for each in ranges)

    def meets(self, term: Term) -> bool:
        """Whether `term` is a literal with a language tag that one of the ranges matches."""
        if not isinstance(term, Literal) or not term.language:
            return False
        return any(map(partial(language_matches, term.language), self._ranges))


class InConstraint(TermConstraint):
    """`sh:in` (SHACL 4.8.3): the same term, not only an equal value."""

    component = sh("InConstraintComponent")

    def __init__(self, members: tuple[Term, ...]) -> None:
        self._members = frozenset(members)

    def meets(self, term: Term) -> bool:
        """Whether `term` is in the list."""
        return term in self._members
