"""Random small worlds of partners, as plain Python values and as a dataset that says the same.

The tests compare what the query layer reads from the dataset with what follows from the values by the
simplest computation there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions
from pactgraph.rdf.namespaces import CONCEPT, PACT, RDF, SKOS, XSD, passage_iri, record
from pactgraph.rdf.table import Term
from pactgraph.workspace.rules import Rule, read_rules, run
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
_T = TypeVar("_T")
ORG = "http://www.w3.org/ns/org#"
STRENGTHS = ("aspire", "explore", "intend", "decide", "bind")
HELD = {
    "member": True,
    "founding-member": True,
    "invited": False,
    "signatory-of-intent": False,
    "left": False,
}
BROADER = {"s1": "s0", "s2": "s1"}
_LED_TO = {"signing": ("stage", "stage/signed"), "founding": ("existence", "existence/established")}
DAYS = ("2020-03-01", "2021-07-15", "2022-11-30", "2023-05-05")


@dataclass
class Paper:
    """An agreement: parties are names such as `r0`, or `g0` for the government of that region."""

    name: str
    parties: list[str]
    sectors: list[str]
    day: str | None


@dataclass
class Pledge:
    """A commitment."""

    name: str
    committers: list[str]
    towards: list[str]
    under: str | None
    sectors: list[str]
    strength: str | None


@dataclass
class League:
    """An alliance: members with status, first and last day; the agreement that provides for it; the day of
    its founding."""

    name: str
    members: list[tuple[str, str, str | None, str | None]]
    sectors: list[str]
    foreseen_by: str | None
    founded: str | None = None


@dataclass
class World:
    """A world; `printed` gives the day of the document that tells of a thing, where it is dated."""

    regions: int
    papers: list[Paper]
    pledges: list[Pledge]
    leagues: list[League]
    printed: dict[str, str | None] = field(default_factory=dict)

    def region(self, name: str) -> str:
        """The region that a party's name stands for."""
        return f"r{name[1:]}"

    def sectors_within(self, sector: str) -> set[str]:
        """A sector and all that are narrower."""
        return {sector} | {name for name in ("s1", "s2", "s3") if sector in _wider(name)}

    def store(self) -> Store:
        """The dataset that says the same: each thing told by a passage of a document of its own."""
        quads: list[Quad] = []

        def say(thing: NamedNode, property_: str, value: Term, graph: NamedNode | None = None) -> None:
            if graph is not None:
                quads.append(Quad(thing, NamedNode(property_), value, graph))
            quads.append(Quad(thing, NamedNode(property_), value, DefaultGraph()))

        def change(thing: NamedNode, kind: str, day: str, passage: NamedNode) -> None:
            event = record("event", f"{kind}-{thing.value.rpartition('/')[2]}")
            say(event, RDF + "type", NamedNode(PACT + "Event"), passage)
            say(event, PACT + "kind", NamedNode(f"{CONCEPT}event-kind/{kind}"), passage)
            say(event, PACT + "changes", thing, passage)
            for bound in ("earliest", "latest"):
                say(event, PACT + bound, _date(day), passage)
            property_, state = _LED_TO[kind]
            period = record("period", f"{kind}-{thing.value.rpartition('/')[2]}")
            say(thing, PACT + property_, NamedNode(CONCEPT + state), passage)
            say(period, RDF + "type", NamedNode(PACT + "Period"), passage)
            say(period, PACT + "stateOf", thing, passage)
            say(period, PACT + "holds", NamedNode(CONCEPT + state), passage)
            for bound in ("beginEarliest", "beginLatest"):
                say(period, PACT + bound, _date(day), passage)

        for place, name in enumerate(STRENGTHS, 1):
            concept = NamedNode(f"{CONCEPT}strength/{name}")
            say(concept, SKOS + "inScheme", NamedNode(CONCEPT + "strength"))
            say(concept, SKOS + "notation", Literal(place))
        for name in ("s0", "s1", "s2", "s3"):
            say(node(name), RDF + "type", NamedNode(SKOS + "Concept"))
            say(node(name), SKOS + "inScheme", NamedNode(CONCEPT + "sector"))
            if name in BROADER:
                say(node(name), SKOS + "broader", node(BROADER[name]))
        for number in range(self.regions):
            say(node(f"r{number}"), RDF + "type", NamedNode(PACT + "Region"))
            say(node(f"g{number}"), RDF + "type", NamedNode(PACT + "Government"))
            say(node(f"g{number}"), PACT + "governs", node(f"r{number}"))
        for thing in (*self.papers, *self.pledges, *self.leagues):
            document, passage = record("document", thing.name), passage_iri(thing.name, 0, 9)
            say(passage, PACT + "passageOf", document)
            if (day := self.printed.get(thing.name)) is not None:
                say(document, PACT + "earliest", _date(day))
                say(document, PACT + "latest", _date(day))
            me = node(thing.name)
            for sector in thing.sectors:
                say(me, PACT + "sector", node(sector), passage)
            if isinstance(thing, Paper):
                say(me, RDF + "type", NamedNode(PACT + "Agreement"), passage)
                for pledge in self.pledges:
                    for sector in pledge.sectors if pledge.under == thing.name else ():
                        say(me, PACT + "touches", node(sector))
                for party in thing.parties:
                    say(me, PACT + "party", node(party), passage)
                if thing.day:
                    change(me, "signing", thing.day, passage)
            elif isinstance(thing, Pledge):
                say(me, RDF + "type", NamedNode(PACT + "Commitment"), passage)
                for party in thing.committers:
                    say(me, PACT + "committer", node(party), passage)
                for party in thing.towards:
                    say(me, PACT + "towards", node(party), passage)
                if thing.under:
                    say(me, PACT + "madeUnder", node(thing.under), passage)
                if thing.strength:
                    say(me, PACT + "strength", NamedNode(f"{CONCEPT}strength/{thing.strength}"), passage)
            else:
                say(me, RDF + "type", NamedNode(PACT + "Alliance"), passage)
                if thing.founded:
                    change(me, "founding", thing.founded, passage)
                if thing.foreseen_by:
                    say(node(thing.foreseen_by), PACT + "providesFor", me, passage)
                for number, (member, status, since, until) in enumerate(thing.members):
                    membership = record("membership", f"{thing.name}-{number}")
                    say(membership, RDF + "type", NamedNode(PACT + "Membership"), passage)
                    say(membership, ORG + "member", node(member), passage)
                    say(membership, ORG + "organization", me, passage)
                    standing = NamedNode(f"{CONCEPT}membership-status/{status}")
                    say(membership, PACT + "status", standing, passage)
                    period = record("period", f"{thing.name}-{number}")
                    say(period, RDF + "type", NamedNode(PACT + "Period"), passage)
                    say(period, PACT + "stateOf", membership, passage)
                    say(period, PACT + "holds", standing, passage)
                    if since is None:  # told one day, as the law reads it: begun by then
                        say(period, PACT + "beginLatest", _date(until or DAYS[-1]), passage)
                    for name, day in (("begin", since), ("end", until)):
                        for bound in ("Earliest", "Latest") if day else ():
                            say(period, f"{PACT}{name}{bound}", _date(day), passage)
        store = Store()
        store.extend(quads)
        return store

    def questions(self) -> Questions:
        """The stored questions of the repository over the dataset, with the ontology and what its rules say
        of partners and days."""
        store = self.store()
        store.extend(_ontology())
        for rule in _rules():
            run(store, rule)
        return Questions(OxigraphEngine(store), _catalogue())


@cache
def _ontology() -> list[Quad]:
    folder = REPOSITORY / "ontology"
    found = Store()
    for file in (folder / "pactgraph.ttl", folder / "display.ttl", *sorted(folder.glob("schemes/*.ttl"))):
        found.load(file.read_bytes(), format=RdfFormat.TURTLE)
    return list(found)


@cache
def _rules() -> list[Rule]:
    """The rules that say what is narrower, and who has part in what and when."""
    return [rule for rule in read_rules(REPOSITORY).rules if rule.name.startswith(("13-", "7"))]


@cache
def _catalogue() -> Catalogue:
    workspace = Workspace.open(REPOSITORY)
    return Catalogue(workspace.queries, workspace.prefixes)


_KINDS = {"r": "region", "g": "government", "a": "agreement", "c": "commitment", "l": "alliance"}


def node(name: str) -> NamedNode:
    """The IRI of a thing of a world."""
    if name[0] == "s":
        return NamedNode(f"{CONCEPT}sector/{name}")
    return record(_KINDS[name[0]], name)


def _wider(name: str) -> set[str]:
    found = set()
    while name in BROADER:
        name = BROADER[name]
        found.add(name)
    return found


def _date(day: str) -> Literal:
    return Literal(day, datatype=NamedNode(XSD + "date"))


class _Choices:
    """Choices read off one number: hypothesis draws that, and makes it smaller, much faster than a draw for
    each choice."""

    def __init__(self, number: int) -> None:
        self.number = number

    def of(self, options: Sequence[_T]) -> _T:
        self.number, place = divmod(self.number, len(options))
        return options[place]

    def few(self, by_size: Sequence[Sequence[tuple[str, ...]]]) -> list[str]:
        """One of the ways that `_by_size` gives; each size is as likely as the others."""
        return list(self.of(self.of(by_size)))


_NUMBERS = st.integers(0, 2**24 - 1).map(_Choices)
_DAYS = (None, *DAYS)


def _by_size(names: Iterable[str], most: int) -> list[list[tuple[str, ...]]]:
    """The ways to take none, one, ... `most` of the names."""
    return [list(combinations(names, size)) for size in range(most + 1)]


_SECTORS = _by_size(("s0", "s1", "s2", "s3"), 2)
_PARTIES = {n: _by_size([f"{letter}{i}" for i in range(n) for letter in "rg"], 4) for n in range(2, 6)}


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> World:
    """Worlds of two to five regions and up to `most` agreements, commitments and alliances each."""
    sizes = draw(_NUMBERS)
    regions, many = sizes.of((2, 3, 4, 5)), range(most + 1)
    parties = _PARTIES[regions]
    world = World(regions, [], [], [])

    def thing(name: str, choices: _Choices) -> str:
        world.printed[name] = choices.of(_DAYS)
        return name

    for n in range(sizes.of(many)):
        chosen = draw(_NUMBERS)
        name = thing(f"a{n}", chosen)
        world.papers.append(Paper(name, chosen.few(parties), chosen.few(_SECTORS), chosen.of(_DAYS)))
    under = (None, *(paper.name for paper in world.papers))
    for n in range(sizes.of(many)):
        chosen, sides = draw(_NUMBERS), draw(_NUMBERS)
        world.pledges.append(
            Pledge(
                thing(f"c{n}", chosen),
                sides.few(parties),
                sides.few(parties),
                chosen.of(under),
                chosen.few(_SECTORS),
                chosen.of((None, *STRENGTHS)),
            )
        )
    for n in range(sizes.of((0, 1, 2))):
        chosen = draw(_NUMBERS)
        name = thing(f"l{n}", chosen)
        members = [_member(draw(_NUMBERS), parties[1]) for _ in range(chosen.of(range(5)))]
        league = League(name, members, chosen.few(_SECTORS), chosen.of(under), chosen.of(_DAYS))
        world.leagues.append(league)
    return world


def _member(chosen: _Choices, parties: Sequence[tuple[str, ...]]) -> tuple[str, str, str | None, str | None]:
    (party,), status = chosen.of(parties), chosen.of(sorted(HELD))
    since, until = chosen.of(_DAYS), chosen.of(_DAYS)
    if since and until:
        since, until = sorted((since, until))
    return party, status, since, until
