"""Statements with everybody who makes them, and what the curation decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from ..model.table import Term
from ..query.evidence import statements
from .values import Iri, Reader, Value, cell, shown


@dataclass(frozen=True, slots=True)
class Source:
    """Who states something: a passage of a document, or (without a document) a file of ours.

    `start` and `end` are code points of the document's text, the end excluded; `words` are the words of the
    passage where the text is at hand; `publishers` and `releases` are those of the document. `rejected` says
    whether a decision rejects what it states.
    """

    graph: Iri
    document: Iri | None
    start: int | None
    end: int | None
    words: str | None
    publishers: tuple[Value, ...]
    releases: tuple[Iri, ...]
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of the curation: whether `value` is rejected, why, and on which day (YYYY-MM-DD)."""

    decision: Iri
    value: Value
    rejects: bool
    reason: str
    date: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: whether it stands (`accepted`), or is `rejected` wherever it is told (a wider time and
    an earlier state are neither), its sources, and the decisions on it.

    `witnesses` counts the independent ones: documents that derive from one release count once.
    """

    subject: Iri
    property: Iri
    value: Value
    accepted: bool
    rejected: bool
    witnesses: int
    sources: tuple[Source, ...]
    rulings: tuple[Ruling, ...]


class Evidence(Sequence[Statement]):
    """Statements in the order of property and value. A notebook shows one row for each source."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = tuple(statements)

    @overload
    def __getitem__(self, key: int) -> Statement: ...
    @overload
    def __getitem__(self, key: slice) -> Evidence: ...
    def __getitem__(self, key: int | slice) -> Statement | Evidence:
        """One statement by its place, or some of them."""
        found = self._statements[key]
        return found if isinstance(found, Statement) else Evidence(found)

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


def read_evidence(
    found: Sequence[statements.Statement],
    reader: Reader,
    quote: Callable[[statements.Source], str | None],
) -> Evidence:
    """The statements as values, with the words of passages where `quote` knows them."""

    def source(each: statements.Source, statement: statements.Statement) -> Source:
        return Source(
            reader.iri(each.graph),
            reader.iri(each.document) if each.document else None,
            each.start,
            each.end,
            quote(each),
            tuple(map(reader, each.publishers)),
            tuple(map(reader.iri, each.releases)),
            each.graph in statement.refused,
        )

    return Evidence(
        [
            Statement(
                reader.iri(each.subject),
                reader.iri(each.property),
                reader(each.value),
                each.accepted,
                each.rejected,
                statements.witnesses(s for s in each.sources if s.graph not in each.refused or each.rejected),
                tuple(source(s, each) for s in each.sources),
                tuple(
                    Ruling(reader.iri(r.decision), reader(r.value), r.rejects, r.reason, r.date)
                    for r in each.rulings
                ),
            )
            for each in found
        ]
    )


def terms_of(found: Iterable[statements.Statement]) -> Iterator[Term | None]:
    """The terms of statements, their sources and rulings."""
    for each in found:
        yield from (each.subject, each.property, each.value)
        for source in each.sources:
            yield from (source.graph, source.document, *source.publishers, *source.releases)
        for ruling in each.rulings:
            yield from (ruling.decision, ruling.value)
