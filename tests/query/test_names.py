"""From what a person types to the thing that is meant."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import NameFault, Names, Thing, fold
from pactgraph.query.naming.within import Within
from pactgraph.rdf.namespaces import PACT
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.workspace import Workspace


@pytest.fixture
def region(workspace: Workspace) -> Within:
    return Within.named(("pact:Region",), (), workspace.prefixes)


@pytest.fixture
def sector(workspace: Workspace) -> Within:
    return Within.named((), ("sector",), workspace.prefixes)


@pytest.mark.parametrize(
    "typed",
    [
        "northmark",
        " northmark ",
        "region:northmark",
        "https://w3id.org/pactgraph/id/region/northmark",
        "<https://w3id.org/pactgraph/id/region/northmark>",
        "Northmark",
        "NORTHMARK",
        "nordmark",
        "marche du nord",
        "Mark of the North",
        "XX1",
        "xx1",
        "XX-NM",
        "Q900001",
        "wd:Q900001",
        "http://www.wikidata.org/entity/Q900001",
    ],
)
def test_a_region_by_any_name(names: Names, region: Within, typed: str) -> None:
    assert names.resolve(typed, region).value == "https://w3id.org/pactgraph/id/region/northmark"


def test_accents_and_case_do_not_count(names: Names, region: Within) -> None:
    assert names.resolve("ostmark", region).value.endswith("/eastmark")
    assert fold("Provence-Alpes-Côte d’Azur") == "provence alpes cote d azur"
    assert fold("STRASSE") == fold("Straße")


def test_a_concept_by_slug_and_label(names: Names, sector: Within) -> None:
    assert names.resolve("hydrogen", sector) == names.resolve("sector:hydrogen", sector)
    assert names.resolve("Energie", sector).value.endswith("/energy")


def test_a_near_miss_suggests(names: Names, region: Within) -> None:
    with pytest.raises(NameFault) as caught:
        names.resolve("norhtmark", region)
    assert 'no region is called "norhtmark"; did you mean Northmark (region:northmark)' in str(caught.value)
    assert caught.value.things[0].curie == "region:northmark"


def test_ambiguity_lists_the_candidates(names: Names, region: Within) -> None:
    with pytest.raises(NameFault) as caught:
        names.resolve("the march", region)
    assert "write one of region:northmark (Northmark), region:southmark (Southmark)" in str(caught.value)


def test_things_of_another_class_do_not_count(names: Names, region: Within, sector: Within) -> None:
    for typed in ("agreement:accord", "hydrogen", "https://w3id.org/pactgraph/id/agreement/accord"):
        with pytest.raises(NameFault, match="no region is called"):
            names.resolve(typed, region)
    with pytest.raises(NameFault, match="no sector is called"):
        names.resolve("northmark", sector)


def test_any_thing_the_label_decides_between_equal_slugs(names: Names) -> None:
    assert names.resolve("northmark").value.endswith("/region/northmark")
    assert names.resolve("accord").value.endswith("/agreement/accord")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "x" * 5000,
        '"',
        "'; DROP",
        "} SERVICE <http://evil/> {",
        "\\u0022",
        "<http://a b>",
        "http://e/\u0000",
        "region:../../x",
        "Q0",
        "\ud800",
        "\x1b[31m",
        "%s %d {0}",
        "?x",
        "#",
    ],
)
def test_hostile_names_are_only_unknown(names: Names, region: Within, typed: str) -> None:
    with pytest.raises(NameFault) as caught:
        names.resolve(typed, region)
    assert "\x1b" not in str(caught.value)


def test_completion_by_slug_and_by_label(names: Names, region: Within) -> None:
    assert names.completions("nor", region) == [("northmark", "Northmark")]
    assert ("Nordmark", "Nordmark") in names.completions("Nord", region)
    assert names.completions("the m", region) == [("northmark", "The March"), ("southmark", "The March")]
    assert ("region:northmark", "Northmark") in names.completions("region:n", region)
    assert len(names.completions("", region)) == 3


def test_what_a_thing_is_called_in_messages(workspace: Workspace) -> None:
    assert Within.named(("pact:OfficeHolding",), (), workspace.prefixes).noun == "office holding"
    assert Within.named((), ("agreement-kind",), workspace.prefixes).noun == "agreement kind"
    assert Within().noun == "thing"
    with pytest.raises(ValueError, match="prefixed name"):
        Within.named(("nope:Region",), (), workspace.prefixes)


ID = "https://w3id.org/pactgraph/id/"
SHARED = f"""
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{ID}agreement/pact-2030> a <{PACT}Agreement> ; rdfs:label "Pact of 2030"@en .
<{ID}release/pact-2030> a <{PACT}Release> ; rdfs:label "Release on the pact"@en .
<{ID}agreement/twin> a <{PACT}Agreement> ; rdfs:label "One"@en .
<{ID}commitment/twin> a <{PACT}Commitment> ; rdfs:label "Other"@en .
<{ID}release/twin> a <{PACT}Release> ; rdfs:label "Release on one"@en .
<{ID}region/even> a <{PACT}Region> ; rdfs:label "Even"@en .
<{ID}agreement/even> a <{PACT}Agreement> ; rdfs:label "Pact of Even"@en .
<{PACT}Agreement> <{PACT}rank> 1 .
<{PACT}Commitment> <{PACT}rank> 4 .
<{PACT}Region> <{PACT}rank> 7 .
"""
SHARING = Prefixes({kind: f"{ID}{kind}/" for kind in ("agreement", "commitment", "region", "release")})


@pytest.fixture
def sharing() -> OxigraphEngine:
    """Records of several kinds that go by one slug."""
    store = Store()
    store.load(SHARED.encode(), RdfFormat.TURTLE)
    return OxigraphEngine(store)


def test_the_agreement_is_taken_not_the_release_of_its_name(sharing: OxigraphEngine) -> None:
    told: list[tuple[str, str, list[str]]] = []

    def chosen(typed: str, taken: Thing, others: tuple[Thing, ...]) -> None:
        told.append((typed, str(taken), [str(other) for other in others]))

    names = Names(sharing, SHARING, "en", chosen)
    assert names.resolve("pact-2030").value == f"{ID}agreement/pact-2030"
    assert told == [
        (
            "pact-2030",
            "Pact of 2030 (agreement:pact-2030)",
            ["Release on the pact (release:pact-2030)"],
        )
    ]
    assert names.resolve("release:pact-2030").value == f"{ID}release/pact-2030"
    assert names.resolve("even").value == f"{ID}region/even"
    assert len(told) == 1


def test_of_two_that_take_part_in_partnerships_none_is_taken(sharing: OxigraphEngine) -> None:
    with pytest.raises(NameFault) as caught:
        Names(sharing, SHARING).resolve("twin")
    assert "agreement:twin (One), commitment:twin (Other), release:twin (Release on one)" in str(caught.value)


def test_a_parameter_of_a_class_takes_what_is_of_it(sharing: OxigraphEngine) -> None:
    names = Names(sharing, SHARING)
    for kind in ("Agreement", "Release"):
        within = Within((NamedNode(PACT + kind),))
        assert names.resolve("pact-2030", within).value == f"{ID}{kind.lower()}/pact-2030"
