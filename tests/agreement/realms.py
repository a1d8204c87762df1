"""Random workspaces of partners, rich in what is rare: memberships that change, governments of several
territories and of none, agents that are no regions, plans, signatures, broader sectors, several documents.

Every thing has a label of its own without a comma, colon, semicolon or parenthesis, so that lists in pictures
and pages can be read back. A seed makes the same workspace always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

REPOSITORY = Path(__file__).parents[2]
ROOT = "https://w3id.org/pactgraph/"
OTHERS = {
    "pact": ROOT + "def#",
    "passage": ROOT + "id/passage/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
}
CONCEPTS = [
    "sector",
    "stage",
    "existence",
    "event-status",
    "event-kind",
    "membership-status",
    "strength",
    "progress",
    "agreement-kind",
    "judgement",
]
XSD = "http://www.w3.org/2001/XMLSchema#"
WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
DAYS = ("2019-04-01", "2020-06-15", "2021-02-10", "2022-09-30", "2023-05-05", "2024-11-20")
SECTORS = [
    "culture",
    "dance",
    "museums",
    "industry",
    "microelectronics",
    "semiconductors",
    "energy",
    "energy-transition",
    "renewable-energy",
    "solar-energy",
    "research",
]
STRENGTHS = ("aspire", "explore", "intend", "decide", "bind")
STANDINGS = ("invited", "signatory-of-intent", "member", "founding-member", "left")

Value = str | Literal
Statement = tuple[str, str, Value]


def iri(text: str) -> NamedNode:
    """The IRI of `prefix:name`."""
    prefix, _, name = text.partition(":")
    if prefix in OTHERS:
        return NamedNode(OTHERS[prefix] + name)
    return NamedNode(f"{ROOT}{'concept' if prefix in CONCEPTS else 'id'}/{prefix}/{name}")


def on(day: str) -> Literal:
    """A day as a literal."""
    return Literal(day, datatype=NamedNode(XSD + "date"))


class Realm:
    """A random workspace: what its registers, documents and curation say."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.register: list[Statement] = []
        self.curation: list[Statement] = []
        self.documents: dict[str, list[tuple[str, list[Statement]]]] = {}
        """Passages of each document: the passage's name and what it says."""
        self._document = ""
        chance = self.chance
        self.partners = list(self._partners(chance.randint(2, 6)))
        for number in range(chance.randint(2, 4)):
            slug, day = f"d{number}", chance.choice((None, *DAYS, *DAYS))
            self.documents[slug] = []
            if day:
                self._says(slug, *self._bounds(f"document:{slug}", day))
        self.agreements = [self._agreement(number) for number in range(chance.randint(0, 5))]
        self.alliances = [self._alliance(number) for number in range(chance.randint(0, 2))]
        for number in range(chance.randint(0, 6)):
            self._commitment(number)
        for number in range(chance.randint(0, 2)):
            self._body(number)
        for number in range(chance.randint(0, 3)):
            self._event(number)
        if chance.random() < 0.4:
            self._utterance()
        if chance.random() < 0.3:
            self._rejection()

    def quads(self) -> Iterator[Quad]:
        """All of it, graph by graph."""
        yield from _quads(self.register, "registers")
        yield from _quads(self.curation, "curation")
        for slug in self.documents:
            yield from self._document_quads(slug)

    def write(self, root: Path) -> Path:
        """The workspace in a folder, with the repository's ontology and questions."""
        for name in ("ontology", "queries"):
            (root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
        files = {"registers/agents.ttl": self.register, "curation/decisions.ttl": self.curation}
        for name, statements in files.items():
            path = root / "data" / name
            path.parent.mkdir(parents=True)
            triples = [quad.triple for quad in _quads(statements, "any")]
            path.write_bytes(serialize(triples, format=RdfFormat.TURTLE) or b"")
        (root / "data" / "documents").mkdir()
        for slug in self.documents:
            quads = [
                Quad(*quad.triple, DefaultGraph()) if quad.graph_name == iri(f"graph:{slug}") else quad
                for quad in self._document_quads(slug)
            ]
            path = root / "data" / "documents" / f"{slug}.trig"
            path.write_bytes(serialize(quads, format=RdfFormat.TRIG) or b"")
        return root

    def _document_quads(self, slug: str) -> Iterator[Quad]:
        document = f"document:{slug}"
        label = Literal(f"Document {slug}", language="en")
        yield from _quads([(document, "rdf:type", "pact:Document"), (document, "rdfs:label", label)], slug)
        for name, statements in self.documents[slug]:
            start, _, end = name.rpartition("_")[2].partition("-")
            number = NamedNode(XSD + "nonNegativeInteger")
            own: list[Statement] = [
                (name, "rdf:type", "pact:Passage"),
                (name, "pact:passageOf", f"document:{slug}"),
                (name, "pact:start", Literal(start, datatype=number)),
                (name, "pact:end", Literal(end, datatype=number)),
            ]
            yield from _quads(own, slug)
            yield from (Quad(*quad.triple, iri(name)) for quad in _quads(statements, slug))

    def _record(self, thing: str, kind: str, label: str) -> str:
        self.register += [(thing, "rdf:type", kind), (thing, "rdfs:label", Literal(label, language="en"))]
        return thing

    def _says(self, slug: str, *statements: Statement) -> None:
        """One more passage of a document."""
        start = 10 * len(self.documents[slug])
        self.documents[slug].append((f"passage:{slug}_{start}-{start + 9}", list(statements)))

    def _told(self, *statements: Statement, often: int = 1) -> None:
        """Passages that say this, in so many documents."""
        for _ in range(often):
            self._says(self.chance.choice(list(self.documents)), *statements)

    @staticmethod
    def _bounds(thing: str, first: str, last: str | None = None, kind: str = "") -> list[Statement]:
        names = (f"pact:{kind}Earliest", f"pact:{kind}Latest") if kind else ("pact:earliest", "pact:latest")
        return [(thing, names[0], on(first)), (thing, names[1], on(last or first))]

    def _span(self) -> tuple[str, str]:
        """A day, or now and then a longer time."""
        first, last = sorted(self.chance.choices(DAYS, k=2))
        return (first, first) if self.chance.random() < 0.7 else (first, last)

    def _some(self, options: Sequence[str], fewest: int, most: int) -> list[str]:
        return self.chance.sample(options, min(len(options), self.chance.randint(fewest, most)))

    def _partners(self, regions: int) -> Iterator[str]:
        """Territories, their governments, and agents of other kinds."""
        chance = self.chance
        for number in range(2):
            country = self._record(f"country:c{number}", "pact:Country", f"Country {number}")
            if chance.random() < 0.8:
                self._point(country, 10 * number, 50)
        for number in range(regions):
            region = self._record(f"region:r{number}", "pact:Region", f"Region {number}")
            if chance.random() < 0.8:
                self.register.append((region, "pact:country", f"country:c{number % 2}"))
            if chance.random() < 0.6:
                self._point(region, 3 * number, 48 + number)
            yield region
        free = list(range(regions))
        chance.shuffle(free)
        for number, most in enumerate((2, 1, 1, 3)):
            government = self._record(f"government:g{number}", "pact:Government", f"Government {number}")
            for place in [free.pop() for _ in range(min(most, len(free)))]:
                self.register.append((government, "pact:governs", f"region:r{place}"))
            yield government
        for number in range(2):
            post = self._record(f"post:q{number}", "org:Post", f"Post {number}")
            self.register.append((post, "org:postIn", f"government:g{number}"))
            person = self._record(f"person:p{number}", "foaf:Person", f"Person {number}")
            holding = self._record(f"holding:h{number}", "pact:OfficeHolding", f"Holding {number}")
            self.register += [(holding, "org:member", person), (holding, "pact:post", post)]
            if chance.random() < 0.5:
                self.register += self._bounds(holding, chance.choice(DAYS[:3]), kind="begin")
            yield person
        yield self._record("organisation:o0", "org:Organization", "Organisation 0")
        yield self._record("group:w0", "foaf:Group", "Group 0")

    def _point(self, thing: str, east: float, north: float) -> None:
        self.register.append((thing, "dcat:centroid", Literal(f"POINT({east} {north})", datatype=WKT)))

    def _acting(self, thing: str, agents: Iterable[str]) -> list[Statement]:
        """Now and then, for which of its territories a government acts."""
        governed = {s: [o for g, p, o in self.register if (g, p) == (s, "pact:governs")] for s in agents}
        return [
            (thing, "pact:actsFor", self.chance.choice(territories))
            for territories in governed.values()
            if len(territories) > 1 and self.chance.random() < 0.5
        ]

    def _in_sectors(self, thing: str, most: int = 2) -> list[Statement]:
        return [(thing, "pact:sector", f"sector:{sector}") for sector in self._some(SECTORS, 0, most)]

    def _agreement(self, number: int) -> str:
        chance = self.chance
        name = self._record(f"agreement:a{number}", "pact:Agreement", f"Agreement {number}")
        parties = self._some(self.partners, 0, 4)
        told: list[Statement] = [(name, "pact:party", party) for party in parties]
        self._told(*told, *self._acting(name, parties), *self._in_sectors(name), often=chance.randint(1, 2))
        if chance.random() < 0.6:
            stage = chance.choice(("announced", "agreed", "signed", "in-force", "ended", "suspended"))
            self._told((name, "pact:stage", f"stage:{stage}"))
        if chance.random() < 0.6:
            kind = chance.choice(("treaty", "joint-declaration", "memorandum-of-understanding"))
            self._told((name, "pact:kind", f"agreement-kind:{kind}"))
        if chance.random() < 0.5:
            for place, party in enumerate(parties):
                self._signature(f"signature:a{number}-{place}", name, party)
        elif chance.random() < 0.7:
            self._change(f"event:a{number}-change", name, chance.choice(("signing", "entry-into-force")))
        return name

    def _signature(self, signature: str, agreement: str, party: str) -> None:
        chance = self.chance
        self._record(signature, "pact:Signature", signature.replace(":", " ").capitalize())
        told: list[Statement] = [(signature, "pact:signs", agreement), (signature, "pact:party", party)]
        told += self._acting(signature, [party])
        if chance.random() < 0.3:
            told.append((signature, "pact:signedBy", f"person:p{chance.randint(0, 1)}"))
        if chance.random() < 0.8:
            told += self._bounds(signature, *self._span())
        self._told(*told)

    def _change(self, event: str, thing: str, kind: str) -> None:
        """An event that alters a thing: it happened, or is planned."""
        chance = self.chance
        self._record(event, "pact:Event", event.replace(":", " ").capitalize())
        told: list[Statement] = [(event, "pact:changes", thing), (event, "pact:kind", f"event-kind:{kind}")]
        if chance.random() < 0.4:
            self._told(*told)
            self._plan(event)
        else:
            self._told(*told, *self._bounds(event, *self._span()))

    def _plan(self, thing: str) -> None:
        plan = self._record(
            f"plan:{thing.replace(':', '-')}", "pact:Plan", f"Plan of {thing.replace(':', ' ')}"
        )
        first = self.chance.choice(DAYS)
        self._told((plan, "pact:plans", thing), *self._bounds(plan, first))

    def _alliance(self, number: int) -> str:
        chance = self.chance
        name = self._record(f"alliance:l{number}", "pact:Alliance", f"Alliance {number}")
        self._told((name, "pact:existence", "existence:established"), *self._in_sectors(name, 3))
        if self.agreements and chance.random() < 0.5:
            self._told((chance.choice(self.agreements), "pact:providesFor", name))
        if chance.random() < 0.4:
            self._change(f"event:l{number}-change", name, chance.choice(("founding", "dissolution")))
        for place, member in enumerate(self._some(self.partners, 0, 5)):
            membership = self._record(
                f"membership:l{number}-{place}", "pact:Membership", f"Membership {number} {place}"
            )
            self._told((membership, "org:member", member), (membership, "org:organization", name))
            self._standing(membership, f"l{number}-{place}")
        return name

    def _standing(self, membership: str, slug: str) -> None:
        """No standing, one in words, or up to three periods one after the other."""
        chance = self.chance
        if chance.random() < 0.2:
            return
        if chance.random() < 0.4:
            self._told((membership, "pact:status", f"membership-status:{chance.choice(STANDINGS)}"))
            return
        starts = sorted(chance.sample(DAYS, chance.randint(1, 3)))
        for place, begin in enumerate(starts):
            period = self._record(f"period:{slug}-{place}", "pact:Period", f"Period {slug} {place}")
            standing = chance.choice(STANDINGS[:4])
            told: list[Statement] = [
                (period, "pact:stateOf", membership),
                (period, "pact:holds", f"membership-status:{standing}"),
                *self._bounds(period, begin, kind="begin"),
            ]
            if begin == starts[-1] and chance.random() < 0.3:
                told += self._bounds(period, max(begin, chance.choice(DAYS)), kind="end")
            self._told(*told)

    def _commitment(self, number: int) -> None:
        chance = self.chance
        name = self._record(f"commitment:c{number}", "pact:Commitment", f"Commitment {number}")
        committers, towards = self._some(self.partners, 1, 2), self._some(self.partners, 0, 1)
        told: list[Statement] = [(name, "pact:committer", agent) for agent in committers]
        told += [(name, "pact:towards", agent) for agent in towards]
        told += self._acting(name, committers)
        if self.agreements and chance.random() < 0.7:
            told.append((name, "pact:madeUnder", chance.choice(self.agreements)))
        if self.alliances and chance.random() < 0.3:
            told.append((name, "pact:concerns", chance.choice(self.alliances)))
        if chance.random() < 0.8:
            told.append((name, "pact:strength", f"strength:{chance.choice(STRENGTHS)}"))
        self._told(*told, *self._in_sectors(name))
        if chance.random() < 0.3:
            self._plan(name)
        if chance.random() < 0.2:
            asset = self._record(f"asset:z{number}", "pact:Asset", f"Asset {number}")
            self._told((name, "pact:bringsIn", asset), *self._in_sectors(asset))
            self._told((asset, "pact:broughtBy", committers[0]))

    def _body(self, number: int) -> None:
        chance = self.chance
        name = self._record(f"body:b{number}", "pact:Body", f"Body {number}")
        existence = chance.choice(("announced", "established", "dissolved"))
        told: list[Statement] = [(name, "pact:existence", f"existence:{existence}")]
        told += [(name, "pact:setUpBy", agent) for agent in self._some(self.partners, 0, 2)]
        self._told(*told, *self._in_sectors(name))

    def _event(self, number: int) -> None:
        chance = self.chance
        name = self._record(f"event:e{number}", "pact:Event", f"Event {number}")
        told: list[Statement] = [(name, "pact:kind", f"event-kind:{chance.choice(('meeting', 'visit'))}")]
        told += [(name, "pact:participant", agent) for agent in self._some(self.partners, 0, 3)]
        if chance.random() < 0.6:
            told += self._bounds(name, *self._span())
        self._told(*told, *self._in_sectors(name, 1))
        if chance.random() < 0.4:
            self._plan(name)
        if self.agreements and chance.random() < 0.4:
            self._told((chance.choice(self.agreements), "pact:occasion", name))

    def _utterance(self) -> None:
        name = self._record("utterance:u0", "pact:Utterance", "Utterance 0")
        told: list[Statement] = [(name, "pact:speaker", "person:p0")]
        if self.agreements:
            told.append((name, "pact:concerns", self.chance.choice(self.agreements)))
        self._told(*told)

    def _rejection(self) -> None:
        """A decision that one party, named once, is none."""
        told = [
            statement
            for passages in self.documents.values()
            for _, statements in passages
            for statement in statements
            if statement[1] in ("pact:party", "pact:committer")
        ]
        if told:
            subject, predicate, value = self.chance.choice(told)
            self._record("decision:x0", "pact:Decision", "Decision 0")
            self.curation += [
                ("decision:x0", "pact:judgement", "judgement:rejected"),
                ("decision:x0", "rdf:subject", subject),
                ("decision:x0", "rdf:predicate", predicate),
                ("decision:x0", "rdf:object", value),
                ("decision:x0", "dcterms:date", on("2025-01-01")),
                ("decision:x0", "dcterms:description", Literal("misread", language="en")),
            ]


def _quads(statements: Iterable[Statement], graph: str) -> Iterator[Quad]:
    for subject, predicate, value in statements:
        yield Quad(
            iri(subject),
            iri(predicate),
            value if isinstance(value, Literal) else iri(value),
            iri(f"graph:{graph}"),
        )
