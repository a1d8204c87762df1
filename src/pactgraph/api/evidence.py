"""Statements with everybody who makes them, and what the curation decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pyoxigraph import NamedNode

from ..query.engines.engine import Engine
from ..query.evidence import statements
from ..query.evidence.premises import Explanation, Grounds
from ..query.evidence.support import Triple
from ..query.evidence.witnesses import standing_witnesses
from ..rdf.prefixes import Prefixes
from ..rdf.table import Term
from ..workspace.rules import Rule
from .quotations import Quotations
from .values import Iri, Reader, Value, cell, shown


@dataclass(frozen=True, slots=True)
class Source:
    """Who states something: a passage of a document, or (without a document) a file of ours.

    `start` and `end` are code points of the document's text, the end excluded; `words` are the words of the
    passage where the text is at hand; `publishers` and `releases` are those of the document; `premises` are
    what a derivation of ours was read with. `rejected` says whether a decision rejects what it states.
    """

    graph: Iri
    document: Iri | None
    start: int | None
    end: int | None
    words: str | None
    publishers: tuple[Value, ...]
    releases: tuple[Iri, ...]
    premises: tuple[Iri, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of the curation: its `judgement` of `value` (accepted, rejected, or later: its date comes
    after), whether that rejects it, why, and on which day (YYYY-MM-DD)."""

    decision: Iri
    value: Value
    rejects: bool
    reason: str
    date: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Premise:
    """A statement from which another follows, with its sources."""

    subject: Iri
    property: Iri
    value: Value
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement follows: the name of a rule, or "the law", and what it says."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: whether it stands (`accepted`), or is `rejected` wherever it is told (a wider time and
    an earlier state are neither), whether sources contradict each other on it (`disputed`), its sources, and
    the decisions on it.

    `witnesses` counts the independent ones: documents that derive from one release count once. Of a time or
    a state `tellers` names them: the releases, and documents of none, that tell it as it stands, with a wider
    time or a state that entails it too. Where no source says it in these words, `reasons` are the rules that
    make it, and `premises` what they start from.
    """

    subject: Iri
    property: Iri
    value: Value
    accepted: bool
    rejected: bool
    disputed: bool
    witnesses: int
    sources: tuple[Source, ...]
    rulings: tuple[Ruling, ...]
    tellers: tuple[Iri, ...] = ()
    reasons: tuple[Reason, ...] = ()
    premises: tuple[Premise, ...] = ()


class Evidence(Sequence[Statement]):
    """Statements on a `thing`, in the order of property and value; `with_words` says whether the texts of
    passages are at hand. A notebook shows one row for each source."""

    def __init__(self, thing: Iri, statements: Sequence[Statement], *, with_words: bool) -> None:
        self.thing = thing
        self.with_words = with_words
        self._statements = tuple(statements)

    @overload
    def __getitem__(self, key: int) -> Statement: ...
    @overload
    def __getitem__(self, key: slice) -> Evidence: ...
    def __getitem__(self, key: int | slice) -> Statement | Evidence:
        """One statement by its place, or some of them."""
        found = self._statements[key]
        return (
            found if isinstance(found, Statement) else Evidence(self.thing, found, with_words=self.with_words)
        )

    def __len__(self) -> int:
        return len(self._statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._statements)

    def __repr__(self) -> str:
        return f"<{len(self)} statement{'' if len(self) == 1 else 's'}>"

    def _repr_html_(self) -> str:
        names = ("subject", "property", "value", "stands", "source", "words")
        head = "".join(f"<th>{name}</th>" for name in names)
        lines = [
            f"<tr>{cell(each.subject)}{cell(each.property)}{cell(each.value)}"
            f"{cell(_standing(each))}{cell(source.graph.curie)}{cell(source.words)}"
            "</tr>"
            for each in self
            for source in each.sources
        ]
        rulings = dict.fromkeys(ruling for each in self for ruling in each.rulings)
        told = "".join(
            f"<p>{shown(ruling.decision.curie)}, {shown(ruling.date)}: {shown(ruling.reason)}</p>"
            for ruling in rulings
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{told}"


def _standing(statement: Statement) -> str:
    return "yes" if statement.accepted else "rejected" if statement.rejected else "no"


def gathered(
    engine: Engine,
    rules: Sequence[Rule],
    prefixes: Prefixes,
    lang: str,
    thing: NamedNode,
    found: Sequence[statements.SourcedStatement],
) -> Evidence:
    """The evidence for statements on a thing, with the words of passages whose texts are at hand.

    Raises what the engine raises.
    """
    triples = {each: (each.subject, each.property, each.value) for each in found}
    derived = [triples[each] for each in found if each.derived]
    grounds = Grounds(engine, rules, derived)
    explained = {row: why for row in derived if (why := grounds.explanation(row)) is not None}
    heard = standing_witnesses(engine, (triples[each] for each in found if each.accepted))
    terms = [thing, *_terms(found, explained.values()), *(each for told in heard.values() for each in told)]
    read, quote = Reader(engine, prefixes, lang, terms), Quotations()

    def source(each: statements.SourceGraph, refused: Collection[NamedNode] = ()) -> Source:
        return Source(
            read.iri(each.graph),
            read.iri(each.document) if each.document else None,
            each.start,
            each.end,
            quote(each),
            tuple(map(read, each.publishers)),
            tuple(map(read.iri, each.releases)),
            tuple(map(read.iri, each.premises)),
            each.graph in refused,
        )

    def premise(row: Triple, sources: Sequence[statements.SourceGraph]) -> Premise:
        subject, property_, value = row
        return Premise(read.iri(subject), read.iri(property_), read(value), tuple(map(source, sources)))

    def statement(each: statements.SourcedStatement) -> Statement:
        why = explained.get(triples[each])
        return Statement(
            read.iri(each.subject),
            read.iri(each.property),
            read(each.value),
            each.accepted,
            each.rejected,
            each.disputed,
            statements.witnesses(s for s in each.sources if s.graph not in each.refused or each.rejected),
            tuple(source(s, each.refused) for s in each.sources),
            tuple(
                Ruling(read.iri(r.decision), read(r.value), r.rejects, r.reason, r.date, r.judgement)
                for r in each.rulings
            ),
            tuple(map(read.iri, heard.get(triples[each], ()))),
            tuple(Reason(reason.rule, reason.sentence) for reason in why.reasons) if why else (),
            tuple(premise(row, sources) for row, sources in why.told) if why else (),
        )

    told = [statement(each) for each in found]
    return Evidence(read.iri(thing), told, with_words=quote.at_hand)


def _terms(
    found: Iterable[statements.SourcedStatement], explained: Iterable[Explanation]
) -> Iterator[Term | None]:
    """The terms of statements, their sources, rulings and premises."""
    for each in found:
        yield from (each.subject, each.property, each.value)
        yield from _terms_of_sources(each.sources)
        for ruling in each.rulings:
            yield from (ruling.decision, ruling.value)
    for why in explained:
        for row, sources in why.told:
            yield from row
            yield from _terms_of_sources(sources)


def _terms_of_sources(sources: Iterable[statements.SourceGraph]) -> Iterator[Term | None]:
    for source in sources:
        yield from (source.graph, source.document, *source.publishers, *source.releases, *source.premises)
