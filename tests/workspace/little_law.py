"""Little worlds for the law: documents with their days and passages, told in a few lines, and what is asked.

Every record that is spoken of has its type in a register, as its IRI says it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
)

from pactgraph.rdf.namespaces import DERIVED, GRAPH
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.files import read_quads, source_files
from pactgraph.workspace.law import Standing, stand
from pactgraph.workspace.rules import Rules, read_rules

ROOT = Path(__file__).parents[2]
CLASSES = {
    "agreement": "pact:Agreement",
    "alliance": "pact:Alliance",
    "asset": "pact:Asset",
    "body": "pact:Body",
    "code": "adms:Identifier",
    "commitment": "pact:Commitment",
    "country": "pact:Country",
    "event": "pact:Event",
    "government": "pact:Government",
    "holding": "pact:OfficeHolding",
    "membership": "pact:Membership",
    "period": "pact:Period",
    "person": "foaf:Person",
    "plan": "pact:Plan",
    "post": "org:Post",
    "region": "pact:Region",
    "release": "pact:Release",
    "signature": "pact:Signature",
    "utterance": "pact:Utterance",
}
_RECORD = re.compile(rf"\b({'|'.join(CLASSES)}):([a-z0-9-]+)")
_DAY = re.compile(r"(?<=[\s(])(\d{4}-\d{2}-\d{2})(?=[\s;,)])")


class Document(NamedTuple):
    """A document: the first and the last day of what it says of its own day (either may be empty), the
    release that it passes on, and what its passages say, each in Turtle, where days are written plain."""

    name: str
    first: str
    last: str
    release: str
    passages: tuple[str, ...]


def document(name: str, day: str, *passages: str, until: str | None = None, release: str = "") -> Document:
    """A document of one day, or of some day from `day` to `until`."""
    return Document(name, day, day if until is None else until, release, passages)


def by(day: str, last: str = "", properties: str = "earliest latest") -> str:
    """The two bounds of a time: of one day, or of some day until another."""
    first, second = properties.split()
    return f"pact:{first} {day} ; pact:{second} {last or day}"


def began(day: str, last: str = "") -> str:
    """The bounds of a begin."""
    return by(day, last, "beginEarliest beginLatest")


def ended(day: str, last: str = "") -> str:
    """The bounds of an end."""
    return by(day, last, "endEarliest endLatest")


class Held(NamedTuple):
    """A value that a thing has on a day: `perhaps`, or surely where that is empty."""

    value: str
    certainty: str = ""


class Period(NamedTuple):
    """A period of a thing, as far as its bounds are known."""

    value: str
    begin: tuple[str, str]
    end: tuple[str, str]


class Asked:
    """What the law lets stand, to be asked in the names that files use."""

    def __init__(self, store: Store, standing: Standing) -> None:
        self.store = store
        self.standing = standing

    def values(self, thing: str, predicate: str) -> set[str]:
        """The values of a property in the default graph."""
        found = self.store.quads_for_pattern(_node(thing), _node(predicate), None, DefaultGraph())
        return {_name(quad.object) for quad in found}

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a query, sorted."""
        found = self.store.query(query, prefixes=dict(prefixes()))
        assert isinstance(found, QuerySolutions)
        return sorted(tuple("" if term is None else _name(term) for term in row) for row in found)

    def at(self, day: str, thing: str) -> list[Held]:
        """What held of a thing on a day."""
        return [Held(*row) for row in self.rows(AT % (thing, day, day, day, day))]

    def periods(self, thing: str) -> list[Period]:
        """The periods of a thing, in the order of their begins."""
        rows = self.rows(PERIODS % thing)
        found = [Period(value, (first, last), (after, until)) for value, first, last, after, until in rows]
        return sorted(found, key=lambda period: (period.begin[1] or period.begin[0], period))

    def held_on_periods(self, thing: str) -> list[str]:
        """The values of a thing, one a period."""
        return [period.value for period in self.periods(thing)]

    def outcome(self, plan: str) -> set[tuple[str, ...]]:
        """How a plan fared, and how many days off."""
        return {*self.rows(OUTCOME % plan)}

    @property
    def disputed(self) -> set[tuple[str, ...]]:
        """Things and properties that are disputed; each is a conflict, and each conflict is here."""
        return {*self.rows("SELECT ?thing ?property { ?thing pact:disputed ?property }")}

    @property
    def conflicts(self) -> list[tuple[str, str]]:
        """The things and properties of the conflicts."""
        return [(_name(each.thing), _name(each.property)) for each in self.standing.conflicts]

    @property
    def lines(self) -> tuple[str, ...]:
        """The default graph and the derived one, line by line."""
        graphs = (DefaultGraph(), DERIVED)
        return tuple(
            sorted(str(q) for g in graphs for q in self.store.quads_for_pattern(None, None, None, g))
        )


AT = """SELECT ?value ?certainty {
  ?period a pact:Period ; pact:stateOf %s ; pact:holds ?value .
  OPTIONAL { ?period pact:beginEarliest ?be } OPTIONAL { ?period pact:beginLatest ?bl }
  OPTIONAL { ?period pact:endEarliest ?ee } OPTIONAL { ?period pact:endLatest ?el }
  FILTER(COALESCE(?be, ?bl) <= "%s"^^xsd:date) FILTER(!BOUND(?el) || ?el >= "%s"^^xsd:date)
  BIND(COALESCE(?bl <= "%s"^^xsd:date, false) && COALESCE(?ee >= "%s"^^xsd:date, !BOUND(?el)) AS ?surely)
  BIND(IF(?surely, "", "perhaps") AS ?certainty)
}"""

PERIODS = """SELECT ?value ?be ?bl ?ee ?el {
  ?period a pact:Period ; pact:stateOf %s ; pact:holds ?value .
  OPTIONAL { ?period pact:beginEarliest ?be } OPTIONAL { ?period pact:beginLatest ?bl }
  OPTIONAL { ?period pact:endEarliest ?ee } OPTIONAL { ?period pact:endLatest ?el }
}"""

OUTCOME = """SELECT ?fulfilment ?days {
  ?outcome a pact:Outcome ; pact:announcement %s ; pact:fulfilment ?fulfilment .
  OPTIONAL { ?outcome pact:daysOff ?days }
}"""


def law(*told: Document, ours: str = "", curation: str = "", as_of: str | None = None) -> Asked:
    """What stands by documents, a register and the curation."""
    text = "".join(map(_trig, told))
    both = f"{text} {ours} {curation}"
    types = "".join(
        f"{kind}:{slug} a {CLASSES[kind]} .\n" for kind, slug in dict.fromkeys(_RECORD.findall(both))
    )
    text += f"graph:ours {{ {types} {ours} }}\ngraph:curation {{ {curation} }}\n"
    store = Store()
    store.extend(_vocabulary())
    text = _head() + _DAY.sub(r'"\1"^^xsd:date', text)
    store.load(text.encode(), format=RdfFormat.TRIG)
    return Asked(store, stand(store, rules().rules, as_of=as_of))


def decision(judgement: str, statement: str, *passages: str) -> str:
    """A decision: on `subject predicate object`, or on a subject and the bounds of its time."""
    subject, rest = statement.split(" ", 1)
    on = rest if rest.startswith(("pact:earliest", "pact:latest")) else None
    what = on or "rdf:predicate {} ; rdf:object {}".format(*rest.split(" ", 1))
    supported = "".join(f" ; cito:isSupportedBy {passage}" for passage in passages)
    name = re.sub(r"[^a-z0-9]+", "-", f"{judgement}-{statement}".lower()).strip("-")
    return (
        f"decision:{name} a pact:Decision ; rdf:subject {subject} ; {what} ; "
        f"pact:judgement judgement:{judgement}{supported} .\n"
    )


def passage(name: str, number: int) -> str:
    """The passage of a document, by its number from 1."""
    return f"passage:{name}_{number * 10}-{number * 10 + 5}"


PROPERTIES = [
    "pact:earliest",
    "pact:latest",
    "pact:beginEarliest",
    "pact:beginLatest",
    "pact:endEarliest",
    "pact:endLatest",
    "pact:stage",
    "pact:status",
    "pact:existence",
    "pact:strength",
    "pact:progress",
    "pact:changes",
    "pact:kind",
    "pact:plans",
    "pact:stateOf",
    "pact:holds",
    "pact:party",
    "pact:signs",
    "pact:actsFor",
    "pact:participant",
    "pact:speaker",
    "pact:capacity",
    "pact:post",
    "org:member",
    "org:organization",
    "org:postIn",
    "pact:governs",
    "pact:country",
    "pact:passageOf",
    "prov:wasDerivedFrom",
    "rdf:type",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "pact:judgement",
    "cito:isSupportedBy",
    "pact:begun",
    "pact:implies",
    "pact:entails",
    "pact:disputed",
    "pact:announcement",
    "pact:sector",
    "pact:witness",
    "pact:spokenBy",
    "pact:valuesOf",
]
VALUES = [
    "stage:signed",
    "stage:in-force",
    "stage:ended",
    "existence:announced",
    "existence:dissolved",
    "membership-status:member",
    "event-status:held",
    "strength:aspire",
    "progress:done",
    "judgement:rejected",
    "judgement:accepted",
    "judgement:later",
    "event-kind:founding",
    "event-kind:signing",
    "event-kind:termination",
    "pact:Document",
    "pact:Release",
    "pact:Decision",
    "pact:Derivation",
    "pact:Passage",
    "pact:Ending",
    "pact:Telling",
    "owl:FunctionalProperty",
]
DAYS = ("2020-01-01", "2021-05-05", "2023-99-99", "0001-01-01", "-0044-03-15", "2022-01-01Z", "spring")


def hostile_store(chance: Random) -> Store:
    """A store of statements that make no sense, but for the terms that they use."""
    things = [*(_node(f"event:e{number}") for number in range(6)), BlankNode("nobody")]
    passages = [_node(passage("d", number)) for number in range(4)]
    values = [_node(name) for name in (*VALUES, *CLASSES.values(), *PROPERTIES)]
    days = [
        *(Literal(day, datatype=_node("xsd:date")) for day in DAYS),
        Literal("x", language="en"),
        Literal(3),
    ]
    store = Store()
    store.extend(_vocabulary())
    for _ in range(chance.randint(5, 120)):
        subject = chance.choice([*things, *passages, _node("pact:stage")])
        value = chance.choice(chance.choice([values, days, things, passages]))
        graph = chance.choice([*passages, NamedNode(GRAPH + "ours"), DERIVED])
        store.add(Quad(subject, _node(chance.choice(PROPERTIES)), value, graph))
    return store


def _trig(told: Document) -> str:
    bounds = [f"pact:earliest {told.first}"] if told.first else []
    bounds += [f"pact:latest {told.last}"] if told.last else []
    said = [f"document:{told.name} {' ; '.join(bounds)} ." if bounds else "", *told.passages]
    record = f"document:{told.name} a pact:Document ."
    if told.release:
        record += f" document:{told.name} prov:wasDerivedFrom {told.release} ."
    blocks = []
    for number, words in enumerate(said):
        if words:
            name = passage(told.name, number)
            record += f" {name} a pact:Passage ; pact:passageOf document:{told.name} ."
            blocks.append(f"{name} {{ {words} }}\n")
    return f"graph:{told.name} {{ {record} }}\n" + "".join(blocks)


def _node(curie: str) -> NamedNode:
    node = prefixes().expand(curie)
    assert node is not None, curie
    return node


def _name(term: object) -> str:
    if isinstance(term, NamedNode):
        return prefixes().curie(term)
    return term.value if isinstance(term, Literal) else str(term)


@cache
def rules() -> Rules:
    """The rules as they ship."""
    return read_rules(ROOT)


@cache
def prefixes() -> Prefixes:
    """The prefixes as they ship, and one for the graphs of files."""
    path = ROOT / "ontology" / "prefixes.ttl"
    shipped = Prefixes.from_triples(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))
    return Prefixes({**shipped, "graph": GRAPH})


@cache
def _head() -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())


@cache
def _vocabulary() -> tuple[Quad, ...]:
    return tuple(q for file in source_files(ROOT) if file.layer == "vocabulary" for q in read_quads(file))
