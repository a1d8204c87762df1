"""The stored queries on the three shipped documents: what was checked against the texts stays true."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.parameters import ParameterFault
from pactgraph.rdf.table import Table
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
ALLIANCE, PAIR = "semiconductor-regions-2023-03-06", "saxony-flanders-2023-09-06"
ALLIANCE_RELEASE, PAIR_RELEASE, NEWS = "saxon-release-2023-03-06", "saxon-release-2023-09-06", "mz-2023-09"
Row = dict[str, str]


class Shipped:
    """The shipped workspace; rows are told as prefixed names and plain texts."""

    def __init__(self) -> None:
        self.workspace = Workspace.open(REPOSITORY)
        self.engine = OxigraphEngine(self.workspace.store)
        self.names = Names(self.engine, self.workspace.prefixes)
        self.catalogue = Catalogue(self.workspace.queries, self.workspace.prefixes)

    def ask(self, name: str, **typed: str) -> list[Row]:
        found, _ = answer_stored(self.engine, self.catalogue[name], typed, self.names)
        assert isinstance(found, Table)
        return [dict(zip(found.columns, map(self.cell, row), strict=True)) for row in found.rows]

    def cell(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self.workspace.prefixes.curie(term)
        return term.value if isinstance(term, Literal) else ""


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return Shipped()


@pytest.mark.parametrize(
    "name", ["sachsen", "DE-SN", "DED", "Q1202", "saxony", "Freistaat Sachsen", "wd:Q1202"]
)
def test_a_region_goes_by_many_names(shipped: Shipped, name: str) -> None:
    rows = shipped.ask("agreements-of", region=name)
    assert rows == shipped.ask("agreements-of", region="region:saxony")
    assert {row["agreement"] for row in rows} == {f"agreement:{ALLIANCE}", f"agreement:{PAIR}"}
    assert len(rows) == 13


def test_a_near_miss_is_suggested(shipped: Shipped) -> None:
    with pytest.raises(ParameterFault, match=r"did you mean Saxony \(region:saxony\)\?"):
        shipped.ask("agreements-of", region="saxxony")


def test_the_march_paper_has_13_parties_in_9_countries_and_one_named_person(shipped: Shipped) -> None:
    rows = shipped.ask("signatories-of", agreement=ALLIANCE)
    assert len(rows) == 13
    assert len({row["country"] for row in rows}) == 9
    assert [(row["party"], row["person"]) for row in rows if row["person"]] == [
        ("region:flanders", "person:jo-brouns")
    ]
    assert {row["nutsVersion"] for row in rows} == {"2024"}
    assert [row["party"] for row in rows if not row["iso"]] == ["region:centro"]


def test_the_september_paper_names_no_person(shipped: Shipped) -> None:
    rows = shipped.ask("signatories-of", agreement=PAIR)
    assert [(row["party"], row["person"]) for row in rows] == [("region:flanders", ""), ("region:saxony", "")]


def test_the_default_graph_never_says_that_flanders_is_dutch(shipped: Shipped) -> None:
    declared = shipped.workspace.prefixes.declarations()
    wrong = "region:flanders pact:country country:netherlands"
    assert not shipped.engine.ask(f"{declared} ASK {{ {wrong} }}")
    told = shipped.engine.select(f"{declared} SELECT ?passage {{ GRAPH ?passage {{ {wrong} }} }}")
    assert [shipped.cell(row[0]) for row in told.rows] == [f"passage:{NEWS}_32-67"]


def test_disagreements_list_the_country_with_both_passages_and_the_decision(shipped: Shipped) -> None:
    rows = shipped.ask("disagreements")
    country = [row for row in rows if row["property"] == "pact:country"]
    assert {(row["value"], row["outcome"], row["source"]) for row in country} == {
        ("country:netherlands", "rejected", f"passage:{NEWS}_32-67"),
        ("country:belgium", "stands", f"passage:{ALLIANCE_RELEASE}_2417-2431"),
        ("country:belgium", "stands", "graph:regions"),
    }
    assert {row["decision"] for row in country} == {"decision:flanders-not-in-the-netherlands"}
    assert all(row["reason"] and row["decided"] == "2026-11-22" for row in rows)


def test_disagreements_are_country_and_strengths_only(shipped: Shipped) -> None:
    rows = shipped.ask("disagreements")
    assert {row["property"] for row in rows} == {"pact:country", "pact:strength"}
    assert {row["outcome"] for row in rows} == {"stands", "rejected"}


def test_compared_accounts_show_what_the_news_item_lacks_and_strengthens(shipped: Shipped) -> None:
    rows = shipped.ask("compare-accounts", a=PAIR_RELEASE, b=NEWS)
    only_in_a = {row["subject"] for row in rows if row["difference"] == "only in a"}
    assert {"body:expert-group-hydrogen", "body:expert-group-microelectronics"} <= only_in_a
    only_in_b = {
        (row["subject"], row["property"], row["value"]) for row in rows if row["difference"] == "only in b"
    }
    assert ("person:michael-kretschmer", "org:memberOf", "organisation:cdu") in only_in_b
    youth = [
        (row["difference"], row["value"], row["otherValue"])
        for row in rows
        if (row["subject"], row["property"]) == ("commitment:youth-exchange", "pact:strength")
    ]
    assert youth == [("weaker in a", "strength:explore", "strength:intend")]
    mirrored = shipped.ask("compare-accounts", a=NEWS, b=PAIR_RELEASE)
    assert ("stronger in a", "commitment:youth-exchange") in {
        (row["difference"], row["subject"]) for row in mirrored
    }


def test_two_retellings_are_one_witness(shipped: Shipped) -> None:
    rows = shipped.ask("single-source")
    both = [row for row in rows if row["documents"] == "2"]
    assert both
    assert {row["witness"].rpartition("/")[2] for row in both} == {"saxony-flanders-2023-09-06"}
    parties = [
        row for row in rows if row["subject"] == f"agreement:{PAIR}" and row["property"] == "pact:party"
    ]
    assert {"region:saxony", "region:flanders"} <= {row["value"] for row in parties}


def test_nobody_signed_whom_no_passage_calls_a_signatory(shipped: Shipped) -> None:
    persons = {
        row["person"] for paper in (ALLIANCE, PAIR) for row in shipped.ask("signatories-of", agreement=paper)
    }
    assert persons == {"", "person:jo-brouns"}


def test_the_founding_is_announced_hosted_by_saxony_in_no_named_city(shipped: Shipped) -> None:
    (founding,) = (
        row for row in shipped.ask("announcements") if row["thing"] == "event:founding-semiconductor-regions"
    )
    assert (founding["earliest"], founding["latest"]) == ("2024-01-01", "2024-03-31")
    assert founding["host"] == "region:saxony"
    assert founding["place"] == ""
    assert founding["state"] == "event-status:planned"


def test_the_steering_committee_is_announced_and_the_expert_groups_are_established(shipped: Shipped) -> None:
    states = {
        row["body"]: (row["existence"], row["earliest"], row["latest"]) for row in shipped.ask("bodies")
    }
    assert states == {
        "body:expert-group-hydrogen": ("existence:established", "2023-09-06", "2023-09-06"),
        "body:expert-group-microelectronics": ("existence:established", "2023-09-06", "2023-09-06"),
        "body:steering-committee-semiconductor-regions": ("existence:announced", "", ""),
    }


def test_members_of_the_alliance_are_signatories_of_intent(shipped: Shipped) -> None:
    rows = shipped.ask("members-of", alliance="semiconductor-regions")
    assert len(rows) == 13
    assert {row["status"] for row in rows} == {"membership-status:signatory-of-intent"}
    assert shipped.ask("members-of", alliance="semiconductor-regions", at="2023-03-05") == []
    assert len(shipped.ask("members-of", alliance="semiconductor-regions", at="2023-03-06")) == 13


def test_stated_and_listed_numbers_agree(shipped: Shipped) -> None:
    rows = shipped.ask("member-numbers")
    assert sorted(row["stated"] for row in rows) == ["12", "12", "9"]
    assert {row["agrees"] for row in rows} == {"true"}


def test_the_derived_wednesday_names_its_premises(shipped: Shipped) -> None:
    rows = [
        row for row in shipped.ask("inferred") if row["source"] == "derivation:release-of-2023-09-06-earliest"
    ]
    assert {row["value"] for row in rows} == {"2023-09-06"}
    assert {row["inference"] for row in rows} == {"inference:weekday"}
    assert {row["premise"].partition("_")[0] for row in rows} == {
        f"passage:{NEWS}",
        f"passage:{PAIR_RELEASE}",
    }


def test_the_quotation_is_one_utterance_direct_in_one_and_indirect_in_the_other(shipped: Shipped) -> None:
    rows = [row for row in shipped.ask("utterances", person="michael-kretschmer") if row["speech"]]
    assert "direct | indirect" in {row["speech"] for row in rows}


def test_the_hydrogen_commitments_of_flanders_lead_to_the_expert_group(shipped: Shipped) -> None:
    rows = shipped.ask("sector-to-countries", sector="hydrogen")
    assert {"region:flanders", "region:saxony"} <= {row["member"] for row in rows}
    assert "body:expert-group-hydrogen" in {row["body"] for row in rows}


def test_names_of_the_alliance_in_its_release(shipped: Shipped) -> None:
    rows = shipped.ask("names-in", document=ALLIANCE_RELEASE, thing="alliance:semiconductor-regions")
    assert len({row["name"] for row in rows}) >= 5


def test_olympic_codes_are_kept_as_printed(shipped: Shipped) -> None:
    assert {
        row["name"] for row in shipped.ask("names-of", thing="country:portugal") if row["sort"] == "printed"
    } == {"POR"}
    assert "NED" in {row["name"] for row in shipped.ask("names-of", thing="country:netherlands")}


def test_nothing_stands_without_a_passage(shipped: Shipped) -> None:
    assert shipped.ask("unsupported") == []


def test_every_one_of_the_40_questions_has_a_stored_query(shipped: Shipped) -> None:
    answered = {number for query in shipped.catalogue for number in query.header.answers}
    assert answered == set(range(1, 41))


def test_withdrawn_codes_name_their_successor(shipped: Shipped) -> None:
    assert [(row["thing"], row["code"], row["replacement"]) for row in shipped.ask("withdrawn-codes")] == [
        ("region:centro", "PT16", "PT19")
    ]


def test_ports_are_flemish_and_storage_is_saxon(shipped: Shipped) -> None:
    declared = shipped.workspace.prefixes.declarations()
    table = shipped.engine.select(
        f"{declared} SELECT ?asset ?by {{ ?asset a pact:Asset ; pact:broughtBy ?by }} ORDER BY ?asset ?by"
    )
    brought: dict[str, list[str]] = {}
    for asset, region in table.rows:
        brought.setdefault(shipped.cell(asset), []).append(shipped.cell(region))
    assert brought.pop("asset:flemish-ports") == ["region:flanders"]
    assert brought.pop("asset:saxon-storage-potential") == ["region:saxony"]
    assert brought
    assert all(regions == ["region:flanders", "region:saxony"] for regions in brought.values())
