"""The registers of a generated workspace: regions of an invented atlas on all continents, with points, and
their countries, governments, people, newspapers and laws."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from pactgraph.rdf.prefixes import Prefixes

Statement = tuple[str, str, "str | Literal"]
"""Subject, predicate and object, IRIs as CURIEs; the predicate `a` is rdf:type."""

LANGUAGES = ("de", "en", "fr", "nl")
FIRST_DAY, LAST_DAY = date(2005, 1, 10), date(2024, 12, 20)
TERMS = (FIRST_DAY, date(2014, 5, 1), LAST_DAY)
"""Days between which each head of government holds the post: two of them, one after the other."""

CONTINENTS = (
    ((-3, 28), (43, 58)),
    ((12, 33), (-24, 12)),
    ((75, 115), (18, 52)),
    ((-118, -78), (32, 52)),
    ((-66, -46), (-32, -2)),
    ((121, 149), (-33, -19)),
)
"""Degrees of longitude and of latitude between which the countries of each continent lie: Europe, Africa,
Asia, North America, South America, Oceania."""

_WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_LAWS = 12

_HEADS = [
    "bar",
    "cor",
    "dun",
    "esk",
    "fen",
    "gal",
    "har",
    "il",
    "jor",
    "kel",
    "lan",
    "mor",
    "nor",
    "ost",
    "pel",
    "quin",
    "ras",
    "sel",
    "tor",
    "ul",
    "ver",
    "wen",
    "yar",
    "zel",
]
_MIDDLES = ["a", "e", "i", "o", "u", "an", "en", "il", "or", "um", "ar", "is"]
_TAILS = ["mark", "vane", "mere", "holt", "land", "wold", "rowe", "dry", "stead", "via"]
_GIVEN = [
    "Ada",
    "Bram",
    "Cleo",
    "Dirk",
    "Elsa",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jan",
    "Kira",
    "Lea",
    "Maia",
    "Nils",
    "Olga",
]
_GIVEN += ["Paul", "Rosa", "Sven", "Tilda", "Udo"]


class Terms:
    """CURIEs as terms of a prefix table; the last 65,536 are kept."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.iri = lru_cache(65536)(lambda curie: self._expanded(prefixes, curie))

    def triple(self, statement: Statement) -> Triple:
        """The statement as a triple."""
        subject, predicate, value = statement
        return Triple(
            self.iri(subject),
            self.iri("rdf:type" if predicate == "a" else predicate),
            self.iri(value) if isinstance(value, str) else value,
        )

    @staticmethod
    def _expanded(prefixes: Prefixes, curie: str) -> NamedNode:
        iri = prefixes.expand(curie)
        if iri is None:
            raise ValueError(f"{curie} has a prefix that ontology/prefixes.ttl lacks")
        return iri


@dataclass(frozen=True, slots=True)
class Region:
    """One region: `slug` is also that of its government, its capital and its minister-president's post;
    `point` has degrees of longitude and of latitude."""

    slug: str
    name: str
    country: str
    wrong_country: str
    point: tuple[float, float]
    heads: tuple[str, str]


class Atlas:
    """Regions by rank (the first is named most often), countries on all continents and newspapers, all
    invented."""

    def __init__(self, documents: int, chance: random.Random) -> None:
        names = self._names(chance)
        self.countries = [next(names) for _ in range(3 * len(CONTINENTS))]
        centres = [
            (
                chance.uniform(*CONTINENTS[n % len(CONTINENTS)][0]),
                chance.uniform(*CONTINENTS[n % len(CONTINENTS)][1]),
            )
            for n in range(len(self.countries))
        ]
        self.laws = [f"{2001 + n}-{chance.randint(10, 99)}" for n in range(_LAWS)]
        newspapers = [next(names) for _ in range(min(200, 6 + documents // 100))]
        self.newspapers = [(f"{name.lower()}-courier", f"{name} Courier") for name in newspapers]
        self.regions = []
        for rank in range(min(400, 20 + documents // 50)):
            name = next(names)
            at = rank % len(self.countries)
            home, other = self.countries[at], self.countries[at - 1]
            longitude, latitude = (degrees + chance.uniform(-3, 3) for degrees in centres[at])
            heads = tuple(
                f"{_GIVEN[(rank + half * 7) % len(_GIVEN)]} {next(names)}" for half in range(len(TERMS) - 1)
            )
            point = round(longitude, 4), round(latitude, 4)
            self.regions.append(Region(name.lower(), name, home.lower(), other.lower(), point, heads))  # type: ignore[arg-type]

    @staticmethod
    def _names(chance: random.Random) -> Iterator[str]:
        """Names, each once."""
        names = [f"{a}{b}{c}".capitalize() for a in _HEADS for b in _MIDDLES for c in _TAILS]
        chance.shuffle(names)
        yield from names

    def registers(self) -> Iterator[tuple[str, list[Statement]]]:
        """Each register's file name without suffix, and what stands in it."""
        yield (
            "countries",
            [s for name in self.countries for s in _named(f"country:{name.lower()}", "pact:Country", name)],
        )
        codes: list[Statement] = []
        regions: list[Statement] = []
        governments: list[Statement] = []
        places: list[Statement] = []
        people: list[Statement] = []
        organisations: list[Statement] = []
        for number, region in enumerate(self.regions):
            record, code = f"region:{region.slug}", f"code:nuts-2024-zz{number:03}"
            codes += _named(code, "adms:Identifier", f"NUTS 2024 ZZ{number:03}")
            codes += [
                (code, "pact:codeList", "code-list:nuts-2024"),
                (code, "skos:notation", Literal(f"ZZ{number:03}")),
            ]
            if number % 8 == 0:
                codes += _replaced(f"code:nuts-2021-zy{number:03}", f"ZY{number:03}", code)
                regions.append((record, "adms:identifier", f"code:nuts-2021-zy{number:03}"))
            regions += _named(record, "pact:Region", region.name)
            regions += [(record, "skos:altLabel", Literal(f"Free State of {region.name}", language="en"))]
            regions += [
                (record, "pact:country", f"country:{region.country}"),
                (record, "adms:identifier", code),
                (
                    record,
                    "dcat:centroid",
                    Literal("POINT({:.4f} {:.4f})".format(*region.point), datatype=_WKT),
                ),
            ]
            government = f"government:{region.slug}"
            governments += _named(government, "pact:Government", f"Government of {region.name}")
            governments += [(government, "pact:governs", record)]
            if number % 10 == 9:
                basin = f"{record}-basin"
                regions += _named(basin, "pact:Region", f"{region.name} Basin")
                regions += [(basin, "pact:country", f"country:{region.country}")]
                governments += [(government, "pact:governs", basin)]
            places += _named(f"place:{region.slug}-city", "pact:Place", f"{region.name} City")
            places += [(f"place:{region.slug}-city", "pact:country", f"country:{region.country}")]
            post = f"post:minister-president-of-{region.slug}"
            people += _named(post, "org:Post", f"Minister-President of {region.name}")
            people += [(post, "org:postIn", government)]
            for head in region.heads:
                people += _named(person(head), "foaf:Person", head)
            chancellery = f"organisation:chancellery-of-{region.slug}"
            organisations += _named(chancellery, "org:Organization", f"Chancellery of {region.name}")
        for slug, name in self.newspapers:
            organisations += _named(f"organisation:{slug}", "org:Organization", name)
        organisations += _named("organisation:curators", "org:Organization", "Curators")
        laws = [
            s
            for number in self.laws
            for s in _named(f"law:act-{number}", "eli:LegalResource", f"Act {number}")
        ]
        yield "laws", laws
        yield "codes", codes
        yield "regions", regions
        yield "governments", governments
        yield "places", places
        yield "people", people
        yield "organisations", organisations


def _replaced(code: str, notation: str, by: str) -> list[Statement]:
    """A code of an older list, and the one that has taken its place."""
    return [
        *_named(code, "adms:Identifier", f"NUTS 2021 {notation}"),
        (code, "pact:codeList", "code-list:nuts-2021"),
        (code, "pact:endEarliest", Literal("2023-12-31", datatype=_DATE)),
        (code, "pact:endLatest", Literal("2023-12-31", datatype=_DATE)),
        (code, "dcterms:isReplacedBy", by),
        (code, "skos:notation", Literal(notation)),
    ]


def person(name: str) -> str:
    """The CURIE of a person."""
    return "person:" + name.lower().replace(" ", "-")


def _named(subject: str, kind: str, name: str) -> list[Statement]:
    """Type and labels of a register's record."""
    labels: list[Statement] = [(subject, "rdfs:label", Literal(name, language=each)) for each in LANGUAGES]
    return [(subject, "a", kind), *labels]
