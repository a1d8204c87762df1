"""Small worlds for the law: documents that say things in passages, registers and curation, as quads.

A statement is written `("alliance:x", "pact:existence", "existence:established")`; a day is a text such as
"2023-09-07". The vocabulary is the part of the ontology that the law reads, written down again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

_ROOT = "https://w3id.org/pactgraph/"
_OTHERS = {
    "pact": _ROOT + "def#",
    "scheme": _ROOT + "concept/",
    "graph": _ROOT + "graph/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "cito": "http://purl.org/spar/cito/",
}
_SCHEMES = [
    "stage",
    "existence",
    "event-status",
    "membership-status",
    "strength",
    "progress",
    "event-kind",
    "sector",
    "judgement",
    "bindingness",
    "fulfilment",
]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Statement = tuple[str, str, str]


def term(text: str) -> NamedNode | Literal:
    """An IRI written `prefix:name`, or a day."""
    if _DAY.fullmatch(text):
        return Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    prefix, _, name = text.partition(":")
    if prefix in _OTHERS:
        return NamedNode(_OTHERS[prefix] + name)
    return NamedNode(f"{_ROOT}{'concept' if prefix in _SCHEMES else 'id'}/{prefix}/{name}")


def iri(text: str) -> str:
    found = term(text)
    assert isinstance(found, NamedNode)
    return found.value


def _quad(statement: Statement, graph: str) -> Quad:
    subject, predicate, value = statement
    return Quad(NamedNode(iri(subject)), NamedNode(iri(predicate)), term(value), NamedNode(iri(graph)))


def bounds(thing: str, day: str | None, kind: str = "") -> list[Statement]:
    """The bounds of a time: "2023-09-07", "2023-09-01/2023-09-30", "/2023-12-31" or "2023-01-01/"; `kind` is
    `begin` or `end` of what lasts. The end of a year or month need not be written: "2023", "2023-09"."""
    if day is None:
        return []
    first, last = span(day)
    names = (f"pact:{kind}Earliest", f"pact:{kind}Latest") if kind else ("pact:earliest", "pact:latest")
    return [(thing, name, value) for name, value in zip(names, (first, last), strict=True) if value]


def span(day: str) -> tuple[str, str]:
    """First and last day of a time as `bounds` takes it."""
    first, slash, last = day.partition("/")
    if slash:
        return first, last
    if len(day) == 4:
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == 7:
        ends = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}
        return f"{day}-01", f"{day}-{ends.get(day[5:], '31')}"
    return day, day


class Passage(list[Statement]):
    """What one passage says."""

    def __init__(self, name: str, statements: Iterable[Statement]) -> None:
        super().__init__(statements)
        self.name = name


class Document:
    """A document: what its own file says of it, and its passages."""

    def __init__(self, slug: str, day: str | None, release: str | None) -> None:
        self.slug = slug
        self.own: list[Statement] = [(f"document:{slug}", "rdf:type", "pact:Document")]
        self.passages: list[Passage] = []
        if day is not None:
            self.says(*bounds(f"document:{slug}", day))
        if release is not None:
            self.own.append((f"document:{slug}", "prov:wasDerivedFrom", f"release:{release}"))

    def says(self, *statements: Statement) -> str:
        """One more passage; gives its name."""
        start = 10 * len(self.passages)
        self.passages.append(Passage(f"passage:{self.slug}_{start}-{start + 9}", statements))
        return self.passages[-1].name

    def quads(self) -> Iterator[Quad]:
        own = f"graph:{self.slug}"
        for passage in self.passages:
            yield _quad((passage.name, "rdf:type", "pact:Passage"), own)
            yield _quad((passage.name, "pact:passageOf", f"document:{self.slug}"), own)
            for statement in passage:
                yield _quad(statement, passage.name)
        for statement in self.own:
            yield _quad(statement, own)


class World:
    """Documents, a register, curation."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.register: list[Statement] = []
        self.curation: list[list[Statement]] = []
        self.types: list[Statement] = []

    def document(self, slug: str, day: str | None = None, *, release: str | None = None) -> Document:
        found = Document(slug, day, release)
        self.documents.append(found)
        return found

    def release(self, slug: str, day: str | None = None) -> None:
        release = f"release:{slug}"
        self.curation.append([(release, "rdf:type", "pact:Release"), *bounds(release, day)])

    def things(self, **types: str) -> None:
        """Types of records, in a file of their own: `things(Event="founding signing")`."""
        for name, slugs in types.items():
            self.types += [(f"{name.lower()}:{slug}", "rdf:type", f"pact:{name}") for slug in slugs.split()]

    def decide(
        self,
        slug: str,
        judgement: str,
        subject: str,
        predicate: str | None = None,
        value: str | None = None,
        *,
        day: str | None = None,
        passages: Iterable[str] = (),
    ) -> None:
        """A decision on a statement, or, with `day`, on a time."""
        name = f"decision:{slug}"
        record = [
            (name, "rdf:type", "pact:Decision"),
            (name, "pact:judgement", f"judgement:{judgement}"),
            (name, "rdf:subject", subject),
            *bounds(name, day),
            *((name, "cito:isSupportedBy", passage) for passage in passages),
        ]
        if predicate is not None and value is not None:
            record += [(name, "rdf:predicate", predicate), (name, "rdf:object", value)]
        self.curation.append(record)

    def derive(self, slug: str, statement: Statement, *premises: str) -> None:
        """A statement that the curation derives from passages."""
        name = f"derivation:{slug}"
        subject, predicate, value = statement
        self.curation.append(
            [
                statement,
                (name, "rdf:type", "pact:Derivation"),
                (name, "rdf:subject", subject),
                (name, "rdf:predicate", predicate),
                (name, "rdf:object", value),
                *((name, "prov:wasDerivedFrom", premise) for premise in premises),
            ]
        )

    def quads(self, documents: Iterable[Document] | None = None) -> list[Quad]:
        """All quads, file by file, the documents in the order given."""
        return [
            *VOCABULARY,
            *(_quad(statement, "graph:types") for statement in self.types),
            *(_quad(statement, "graph:register") for statement in self.register),
            *(quad for document in documents or self.documents for quad in document.quads()),
            *(_quad(statement, "graph:curation") for record in self.curation for statement in record),
        ]


def _vocabulary() -> Iterator[Quad]:
    values = {
        "stage": "announced agreed signed in-force provisionally-applied suspended ended replaced",
        "existence": "announced established dissolved",
        "event-status": "planned held cancelled",
        "membership-status": "invited signatory-of-intent member founding-member left",
        "strength": "aspire explore intend decide bind",
        "progress": "not-begun under-way done given-up",
    }
    properties = {"event-status": "status", "membership-status": "status"}
    classes = {
        "stage": "Agreement",
        "existence": "Alliance Body",
        "event-status": "Event",
        "membership-status": "Membership",
        "strength": "Commitment",
        "progress": "Commitment",
    }
    for scheme, slugs in values.items():
        yield _quad(
            (f"scheme:{scheme}", "pact:valuesOf", f"pact:{properties.get(scheme, scheme)}"), "graph:v"
        )
        for slug in slugs.split():
            yield _quad((f"{scheme}:{slug}", "skos:inScheme", f"scheme:{scheme}"), "graph:v")
        for name in classes[scheme].split():
            yield _quad((f"scheme:{scheme}", "pact:statesOf", f"pact:{name}"), "graph:v")
    for stronger, weaker in ENTAILED:
        yield _quad((stronger, "pact:entails", weaker), "graph:v")
    for ending in ENDINGS.split():
        yield _quad((ending, "rdf:type", "pact:Ending"), "graph:v")
    for table, predicate in ((LEADS_TO, "pact:leadsTo"), (PLANNED_AS, "pact:plannedAs")):
        for kind, brought in table.items():
            for value in brought.split():
                yield _quad((f"event-kind:{kind}", predicate, value), "graph:v")
    one = (
        "country bindingness post speaker stage existence status strength progress earliest latest"
        " beginEarliest beginLatest endEarliest endLatest passageOf signs judgement"
    )
    for name in one.split():
        yield _quad((f"pact:{name}", "rdf:type", "owl:FunctionalProperty"), "graph:v")
    for wide, narrow in INVOLVING.items():
        for name in narrow.split():
            term = name if ":" in name else f"pact:{name}"
            yield _quad((term, "rdfs:subPropertyOf", f"pact:{wide}"), "graph:v")
    for name in ("Agreement", "Alliance", "Asset", "Body", "Commitment", "Event"):
        yield _quad((f"pact:{name}", "rdfs:subClassOf", "pact:MeetingPoint"), "graph:v")


ENTAILED = [
    ("stage:agreed", "stage:announced"),
    ("stage:signed", "stage:agreed"),
    ("stage:in-force", "stage:signed"),
    ("stage:provisionally-applied", "stage:signed"),
    ("stage:suspended", "stage:signed"),
    ("existence:established", "existence:announced"),
    ("event-status:held", "event-status:planned"),
    ("membership-status:founding-member", "membership-status:member"),
    ("progress:done", "progress:under-way"),
]
ENDINGS = (
    "stage:ended stage:replaced existence:dissolved event-status:cancelled membership-status:left"
    " progress:given-up"
)
LEADS_TO = {
    "founding": "existence:established membership-status:founding-member",
    "dissolution": "existence:dissolved",
    "signing": "stage:signed membership-status:signatory-of-intent",
    "conclusion": "stage:agreed",
    "announcement": "stage:announced existence:announced",
    "entry-into-force": "stage:in-force",
    "provisional-application": "stage:provisionally-applied",
    "suspension": "stage:suspended",
    "resumption": "stage:in-force",
    "accession": "membership-status:member",
    "withdrawal": "membership-status:left",
    "termination": "stage:ended",
    "revocation": "stage:ended",
    "replacement": "stage:replaced",
    "completion": "progress:done",
    "cancellation": "event-status:cancelled",
}
PLANNED_AS = {
    "founding": "existence:announced",
    "signing": "stage:announced",
    "conclusion": "stage:announced",
    "entry-into-force": "stage:announced",
}
INVOLVING = {
    "involves": "involvesAsParty involvesAsCommitter involvesTowards involvesAsParticipant involvesAsFounder"
    " involvesAsMember speaker carriedOutBy broughtBy org:hasMember",
    "involvesAsParty": "party",
    "involvesAsCommitter": "committer",
    "involvesTowards": "towards",
    "involvesAsParticipant": "participant",
    "involvesAsFounder": "setUpBy initiatedBy host",
}
VOCABULARY = list(_vocabulary())
