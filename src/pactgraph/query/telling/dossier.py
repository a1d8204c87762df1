"""All that the graph says of one thing, as an outline: who it is, its partnerships, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ...model.namespaces import PACT, PASSAGE, RDF, RDFS, SKOS, kind_of
from ...model.prefixes import Prefixes
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.remarks import TEXTS
from ..evidence.statements import Statement, slug_of, statements_of, statements_on
from ..network.nearby import ties_around
from ..relations import BETWEEN, MEETING_POINTS, NAMED
from ..sparql.binding import serialise
from .asof import AsOf
from .chapters import chapters
from .outline import Entry, Outline
from .surroundings import Surroundings

_TYPE = NamedNode(RDF + "type")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_PRINTED = NamedNode(PACT + "printedName")
_NAMES = frozenset({RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", _PRINTED.value})
_OF_PASSAGES = frozenset({PACT + "passageOf"})
_IN_CHAPTERS = frozenset(
    PACT + name
    for name in (
        "party",
        "sector",
        "touches",
        "involves",
        "involvesAsParty",
        "involvesAsCommitter",
        "involvesTowards",
        "involvesAsParticipant",
        "involvesAsFounder",
        "involvesAsMember",
    )
)


def dossier(
    engine: Engine,
    prefixes: Prefixes,
    thing: NamedNode,
    lang: str = "en",
    day: str | None = None,
) -> Outline:
    """The dossier on a thing, in a language that falls back openly, as of a day (YYYY-MM-DD) or of all time.

    Raises what `engine.select` raises.
    """
    as_of = AsOf(engine, day)
    facts = as_of.statements(statements_of(engine, thing))
    links = as_of.statements(
        link
        for link in statements_on(engine, thing)
        if link.property.value not in _OF_PASSAGES and kind_of(link.subject.value) != "telling"
    )
    contents = _contents(engine, thing) if thing.value.startswith(PASSAGE) else []
    around = Surroundings(
        engine,
        ties_around(engine, [thing], (link.subject for link in links)),
        prefixes,
        thing,
        lang,
        as_of,
        _terms([*facts, *links], contents),
    )
    teller, say = around.speech.teller, around.wording.say
    in_network = around.ties.kind(thing) != "thing"
    others = [
        link
        for link in links
        if not (in_network and around.ties.kind(link.subject) in (*MEETING_POINTS, *BETWEEN))
    ]
    sections = [
        ("facts", _facts(around, facts, around.ties.kind(thing))),
        *((chapter.name, iter(chapter.entries)) for chapter in chapters(around)),
        ("stated", _stated(around, contents)),
        ("disagreements", _disagreements(around, [*facts, *links])),
        ("named", _printed(facts)),
        ("links", _links(around, others)),
        ("accounts", _accounts(around, thing, [*facts, *links])),
    ]
    title = teller.thing(thing)
    return Outline(
        f"{title}, {say('at', day)}" if day else title,
        (thing,),
        tuple(_lead(around, thing, facts)),
        tuple(Entry(say(name), name, entries=told) for name, entries in sections if (told := tuple(entries))),
    )


def _lead(around: Surroundings, thing: NamedNode, facts: list[Statement]) -> Iterator[Entry]:
    """What kind of thing it is, its names, what it is in our words."""
    teller = around.speech.teller
    kinds = [f.value for f in facts if f.property == _TYPE and isinstance(f.value, NamedNode)]
    schemes = [f.value for f in facts if f.property == _IN_SCHEME and isinstance(f.value, NamedNode)]
    if schemes:
        yield Entry(around.wording.say("listed", ", ".join(map(teller.name, schemes))), "scheme", schemes[0])
    elif kinds:
        yield Entry(around.wording.told(teller.name(_TYPE), ", ".join(map(teller.name, kinds))), "type")
    if around.me != thing:
        yield Entry(around.wording.say("one-partner", teller.name(thing), teller.name(around.me)), "partner")
    names = dict.fromkeys(
        _tagged(fact.value)
        for fact in facts
        if fact.property.value in _NAMES and isinstance(fact.value, Literal)
    )
    if names:
        yield Entry(around.wording.told(around.wording.say("names"), ", ".join(names)), "names")
    for fact in facts:
        if fact.property.value in TEXTS and isinstance(fact.value, Literal):
            yield Entry(
                around.wording.told(teller.name(fact.property), teller.thing(fact.value)),
                TEXTS[fact.property.value],
                None,
                tuple(source for source in fact.sources if source.is_passage),
                rejected=not fact.accepted,
            )


def _tagged(literal: Literal) -> str:
    return f"{literal.value} @{literal.language}" if literal.language else literal.value


def _facts(around: Surroundings, facts: list[Statement], kind: str) -> Iterator[Entry]:
    """Accepted statements, one entry a property."""
    teller = around.speech.teller
    left_out = {
        _TYPE.value,
        _IN_SCHEME.value,
        *_NAMES,
        *TEXTS,
        *(_IN_CHAPTERS if kind in MEETING_POINTS else ()),
    }
    values: dict[NamedNode, list[Term]] = {}
    for fact in facts:
        if fact.accepted and fact.property.value not in left_out:
            values.setdefault(fact.property, []).append(fact.value)
    for property_, terms in values.items():
        yield Entry(
            around.wording.told(teller.name(property_), "; ".join(map(teller.thing, terms))),
            teller.curie(property_),
        )


def _printed(facts: list[Statement]) -> Iterator[Entry]:
    """The names under which documents print the thing, with where."""
    for fact in facts:
        if fact.property == _PRINTED and isinstance(fact.value, Literal):
            yield Entry(_tagged(fact.value), "name", None, fact.sources, rejected=not fact.accepted)


def _links(around: Surroundings, links: list[Statement]) -> Iterator[Entry]:
    """Things that the network does not tell, whose statements have the thing as their value."""
    teller = around.speech.teller
    by_property: dict[NamedNode, list[Statement]] = {}
    for link in links:
        if link.accepted:
            by_property.setdefault(link.property, []).append(link)
    for property_, group in by_property.items():
        relation = NAMED.get(property_.value)
        words = (
            around.wording.relation(relation, onward=False)
            if relation
            else around.wording.say("as", teller.name(property_))
        )
        yield Entry(
            words,
            teller.curie(property_),
            property_,
            entries=tuple(Entry(teller.thing(link.subject), "link", link.subject) for link in group),
        )


def _accounts(around: Surroundings, thing: NamedNode, statements: list[Statement]) -> Iterator[Entry]:
    """What each document says of the thing, passage by passage."""
    teller = around.speech.teller
    told: dict[NamedNode, dict[tuple[int, int], list[tuple[int, Statement]]]] = {}
    for statement in statements:
        for place, source in enumerate(statement.sources):
            if source.document is not None:
                span = (source.start or 0, source.end or 0)
                told.setdefault(source.document, {}).setdefault(span, []).append((place, statement))
    for document in sorted(told, key=lambda iri: iri.value):
        passages = []
        for (start, end), group in sorted(told[document].items()):
            source = group[0][1].sources[group[0][0]]
            sentences = tuple(
                Entry(_sentence(around, thing, statement), "statement", rejected=not statement.accepted)
                for _, statement in group
            )
            passages.append(Entry(f"{start}-{end}", "passage", source.graph, (source,), sentences))
        yield Entry(
            around.wording.told(slug_of(document), teller.name(document)),
            "document",
            document,
            entries=tuple(passages),
        )


def _sentence(around: Surroundings, thing: NamedNode, statement: Statement) -> str:
    teller = around.speech.teller
    name = teller.name(statement.property)
    if statement.subject == thing:
        return around.wording.told(name, teller.thing(statement.value))
    relation = NAMED.get(statement.property.value)
    if relation is not None:
        return around.wording.told(
            around.wording.relation(relation, onward=False), teller.thing(statement.subject)
        )
    return f"{around.wording.say('as', name)} {teller.thing(statement.subject)}"


def _disagreements(around: Surroundings, statements: list[Statement]) -> Iterator[Entry]:
    """What sources disagree on, and how it was decided."""
    teller, day = around.speech.teller, around.as_of.day
    told = {}
    for statement in statements:
        for ruling in statement.rulings:
            if ruling.decision not in told and (day is None or ruling.date <= day):
                told[ruling.decision] = ruling
    by_value = {
        (statement.subject, statement.property, statement.value): statement for statement in statements
    }
    for decision, ruling in told.items():
        verb = around.wording.say("rejected" if ruling.rejects else "accepted")
        judged = by_value.get((ruling.subject, ruling.property, ruling.value))
        yield Entry(
            around.wording.told(
                f"{teller.thing(ruling.subject)}, {teller.name(ruling.property)}",
                around.wording.told(teller.thing(ruling.value), f"{verb}, {ruling.date}. {ruling.reason}"),
            ),
            "decision",
            decision,
            judged.sources if judged else (),
        )


Row = tuple[NamedNode, NamedNode, Term, bool]


def _contents(engine: Engine, passage: NamedNode) -> list[Row]:
    """The statements of a passage, and whether each is accepted."""
    graph = serialise(passage)
    said = engine.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    standing = set(engine.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} ?s ?p ?o }}").rows)
    return [
        (subject, property_, value, (subject, property_, value) in standing)
        for subject, property_, value in sorted(said.rows, key=lambda row: tuple(map(str, row)))
        if isinstance(subject, NamedNode) and isinstance(property_, NamedNode) and value is not None
    ]


def _stated(around: Surroundings, contents: list[Row]) -> Iterator[Entry]:
    """The statements of a passage."""
    teller = around.speech.teller
    for subject, property_, value, accepted in contents:
        text = around.wording.told(f"{teller.thing(subject)}, {teller.name(property_)}", teller.thing(value))
        yield Entry(text, "statement", subject, rejected=not accepted)


def _terms(statements: Iterable[Statement], contents: list[Row]) -> list[Term | None]:
    terms: list[Term | None] = [_TYPE, *(NamedNode(iri) for iri in TEXTS)]
    for statement in statements:
        terms += [statement.subject, statement.property, statement.value]
        terms += [source.document for source in statement.sources]
        terms += [value for ruling in statement.rulings for value in (ruling.subject, ruling.value)]
    for subject, property_, value, _ in contents:
        terms += [subject, property_, value]
    return terms
