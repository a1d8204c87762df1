"""From what a person types to the thing that is meant."""

from __future__ import annotations

import pytest

from pactgraph.query.names import NameFault, Names, fold
from pactgraph.query.within import Within
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
    assert "region:northmark, region:southmark" in str(caught.value)


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
