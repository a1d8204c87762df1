"""Random small worlds of partners, as plain Python values and as a dataset that says the same.

The tests compare what the query layer reads from the dataset with what follows from the values by the
simplest computation there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from pactgraph.model.namespaces import CONCEPT, PACT, RDF, SKOS, XSD, passage_iri, record
from pactgraph.model.table import Term

ORG = "http://www.w3.org/ns/org#"
STRENGTHS = ("aspire", "explore", "intend", "decide", "done")
HELD = {
    "member": True,
    "founding-member": True,
    "invited": False,
    "signatory-of-intent": False,
    "left": False,
}
BROADER = {"s1": "s0", "s2": "s1"}
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
    """An alliance: members with status, first and last day; the agreement that provides for it."""

    name: str
    members: list[tuple[str, str, str | None, str | None]]
    sectors: list[str]
    foreseen_by: str | None


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
        store = Store()

        def say(thing: NamedNode, property_: str, value: Term, graph: NamedNode | None = None) -> None:
            if graph is not None:
                store.add(Quad(thing, NamedNode(property_), value, graph))
            store.add(Quad(thing, NamedNode(property_), value, DefaultGraph()))

        for place, name in enumerate(STRENGTHS, 1):
            concept = NamedNode(f"{CONCEPT}strength/{name}")
            say(concept, SKOS + "inScheme", NamedNode(CONCEPT + "strength"))
            say(concept, SKOS + "notation", Literal(place))
        for name in ("s0", "s1", "s2", "s3"):
            say(node(name), RDF + "type", NamedNode(SKOS + "Concept"))
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
                for party in thing.parties:
                    say(me, PACT + "party", node(party), passage)
                if thing.day:
                    say(me, PACT + "earliest", _date(thing.day), passage)
                    say(me, PACT + "latest", _date(thing.day), passage)
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
                if thing.foreseen_by:
                    say(node(thing.foreseen_by), PACT + "providesFor", me, passage)
                for number, (member, status, since, until) in enumerate(thing.members):
                    membership = record("membership", f"{thing.name}-{number}")
                    say(membership, RDF + "type", NamedNode(PACT + "Membership"), passage)
                    say(membership, ORG + "member", node(member), passage)
                    say(membership, ORG + "organization", me, passage)
                    say(
                        membership,
                        PACT + "status",
                        NamedNode(f"{CONCEPT}membership-status/{status}"),
                        passage,
                    )
                    if since:
                        say(membership, PACT + "since", _date(since), passage)
                    if until:
                        say(membership, PACT + "until", _date(until), passage)
        return store


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


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> World:
    """Worlds of two to five regions and up to `most` agreements, commitments and alliances each."""
    regions = draw(st.integers(2, 5))
    party = st.builds(lambda letter, n: f"{letter}{n}", st.sampled_from("rg"), st.integers(0, regions - 1))
    parties = st.lists(party, max_size=4, unique=True)
    sectors = st.lists(st.sampled_from(["s0", "s1", "s2", "s3"]), max_size=2, unique=True)
    day = st.none() | st.sampled_from(DAYS)
    papers = [
        Paper(f"a{n}", draw(parties), draw(sectors), draw(day)) for n in range(draw(st.integers(0, most)))
    ]
    under = st.none() | st.sampled_from([paper.name for paper in papers]) if papers else st.none()
    pledges = [
        Pledge(
            f"c{n}",
            draw(parties),
            draw(parties),
            draw(under),
            draw(sectors),
            draw(st.none() | st.sampled_from(STRENGTHS)),
        )
        for n in range(draw(st.integers(0, most)))
    ]
    member = st.tuples(party, st.sampled_from(sorted(HELD)), day, day).map(
        lambda m: (m[0], m[1], *sorted(m[2:], key=str)) if None not in m[2:] else m
    )
    leagues = [
        League(f"l{n}", draw(st.lists(member, max_size=4)), draw(sectors), draw(under))
        for n in range(draw(st.integers(0, 2)))
    ]
    world = World(regions, papers, pledges, leagues)
    for thing in (*papers, *pledges, *leagues):
        world.printed[thing.name] = draw(day)
    return world
