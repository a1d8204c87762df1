"""What the stored queries answer in the cases of the law: small worlds of documents that agree or do not,
that speak of one day or another, and of governments of several territories."""

from __future__ import annotations

from pathlib import Path

import pytest
from law_cases import change, documents, plan
from plain_rdflib import PlainRdflib
from pyoxigraph import Literal, NamedNode, Quad, Store
from worlds import VOCABULARY, World, bounds

from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.cited_rows import citations
from pactgraph.query.stored.untold import untold
from pactgraph.rdf.namespaces import pact
from pactgraph.rdf.table import Table, Term
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import source_files
from pactgraph.workspace.law import stand
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
PARTIES = [("agreement:a", "pact:party", "region:r"), ("agreement:a", "pact:party", "region:s")]


class Asking:
    """Stored queries, asked of small worlds with the ontology as it is."""

    def __init__(self, engine: type[OxigraphEngine] | type[PlainRdflib]) -> None:
        self._engine = engine
        workspace = Workspace.open(REPOSITORY)
        self.prefixes, self.rules = workspace.prefixes, workspace.rules.rules
        self.catalogue = Catalogue(workspace.queries, workspace.prefixes)
        files = [file for file in source_files(REPOSITORY) if file.layer == "vocabulary"]
        self._vocabulary = [*Dataset(files).quads()]

    def engine(self, world: World, as_of: str | None = None) -> Engine:
        store = Store()
        store.extend([*self._vocabulary, *(quad for quad in world.quads() if quad not in VOCABULARY)])
        for quad in [*store.quads_for_pattern(None, pact("passageOf"), None)]:
            assert isinstance(quad.subject, NamedNode)
            start, _, end = quad.subject.value.rpartition("_")[2].partition("-")
            for name, place in (("start", start), ("end", end)):
                store.add(Quad(quad.subject, pact(name), Literal(int(place)), quad.graph_name))
        standing = stand(store, self.rules, as_of=as_of)
        assert standing.faults == ()
        return self._engine(store)

    def rows(self, world: World, name: str, *shown: str, as_of: str | None = None, **typed: str) -> list[str]:
        """The cells of some columns of each row, apart by a space; `-` for none."""
        engine = self.engine(world, as_of)
        found, _ = answer_stored(engine, self.catalogue[name], typed, Names(engine, self.prefixes))
        assert isinstance(found, Table)
        return [" ".join(map(self.cell, row)) for row in zip(*map(found.column, shown), strict=True)]

    def cell(self, term: Term | None) -> str:
        if isinstance(term, NamedNode):
            return self.prefixes.curie(term)
        return term.value if isinstance(term, Literal) and term.value else "-"

    def left_out(self, world: World, name: str, **typed: str) -> int:
        engine, query = self.engine(world), self.catalogue[name]
        found, bound = answer_stored(engine, query, typed, Names(engine, self.prefixes))
        assert isinstance(found, Table)
        return untold(engine, query, bound, found)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(OxigraphEngine, id="embedded"),
        pytest.param(PlainRdflib, id="rdflib", marks=pytest.mark.slow),
    ],
)
def asking(request: pytest.FixtureRequest) -> Asking:
    return Asking(request.param)


def regions(world: World, *slugs: str) -> None:
    world.register += [(f"region:{slug}", "rdf:type", "pact:Region") for slug in slugs]


STAGE = ("stage", "beginEarliest", "beginLatest", "certainty")


def test_in_force_is_not_ended_by_a_later_paper_on_the_signing(asking: Asking) -> None:
    world, (d1, d2) = documents("2006-05-04", "2026-01-15")
    world.things(Agreement="a", Event="signing")
    regions(world, "r", "s")
    d1.says(("agreement:a", "pact:stage", "stage:in-force"), *PARTIES)
    d2.says(
        ("agreement:a", "pact:stage", "stage:signed"), *change("signing", "signing", "agreement:a", "2005")
    )
    assert asking.rows(world, "agreements-of", *STAGE, "earliest", "latest", region="r") == [
        "stage:in-force - 2006-05-04 - 2005-01-01 2005-12-31"
    ]
    assert asking.rows(world, "agreements-of", "stage", "certainty", region="r", at="2006-01-01") == [
        "stage:signed perhaps"
    ]
    assert asking.rows(world, "agreements-of", "stage", region="r", at="2004-01-01") == []
    assert asking.left_out(world, "agreements-of", region="r", at="2004-01-01") == 0
    assert asking.rows(world, "disagreements", "value") == []


def test_what_was_agreed_held_until_it_ended(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-12-14", "2025-06-12")
    world.things(Agreement="a", Event="order")
    regions(world, "r", "s")
    d1.says(("agreement:a", "pact:stage", "stage:agreed"), *PARTIES)
    d2.says(*change("order", "revocation", "agreement:a", "2025-06-12"))
    assert asking.rows(world, "agreements-of", *STAGE, region="r") == ["stage:ended 2025-06-12 2025-06-12 -"]
    assert asking.rows(world, "agreements-of", "stage", "certainty", region="r", at="2024-06-30") == [
        "stage:agreed -"
    ]
    assert asking.left_out(world, "agreements-of", region="r", at="2020-01-01") == 1


def test_each_place_of_signing_has_its_day(asking: Asking) -> None:
    world, (d1,) = documents("2023-06-01")
    world.things(Agreement="a", Signature="one two")
    regions(world, "r", "s")
    d1.says(*PARTIES)
    for slug, party, day in (("one", "region:r", "2023-04-30"), ("two", "region:s", "2023-05-15")):
        name = f"signature:{slug}"
        d1.says((name, "pact:signs", "agreement:a"), (name, "pact:party", party), *bounds(name, day))
    assert asking.rows(world, "agreements-of", *STAGE, "earliest", "latest", region="r") == [
        "stage:signed 2023-05-15 2023-05-15 - 2023-04-30 2023-05-15"
    ]
    assert asking.rows(world, "signatories-of", "party", "earliest", agreement="a") == [
        "region:r 2023-04-30",
        "region:s 2023-05-15",
    ]


def test_what_came_back_into_force_is_one_row(asking: Asking) -> None:
    world, (d1,) = documents("2023-01-01")
    world.things(Agreement="a", Event="force suspension resumption")
    regions(world, "r", "s")
    d1.says(*PARTIES)
    for slug, kind, day in (
        ("force", "entry-into-force", "2020-01-01"),
        ("suspension", "suspension", "2021-01-01"),
        ("resumption", "resumption", "2022-01-01"),
    ):
        d1.says(*change(slug, kind, "agreement:a", day))
    assert asking.rows(world, "agreements-of", "stage", "beginLatest", region="r") == [
        "stage:in-force 2022-01-01"
    ]
    assert asking.rows(world, "agreements-of", "stage", region="r", at="2021-06-01") == ["stage:suspended"]


def test_one_of_several_territories_is_marked(asking: Asking) -> None:
    world, (d1,) = documents("2023-03-06")
    world.things(Agreement="z w")
    regions(world, "land", "people", "r")
    world.register += [("government:g", "pact:governs", f"region:{slug}") for slug in ("land", "people")]
    world.register.append(("government:g", "rdf:type", "pact:Government"))
    for slug in "zw":
        d1.says(
            (f"agreement:{slug}", "pact:party", "government:g"),
            (f"agreement:{slug}", "pact:party", "region:r"),
        )
    d1.says(("agreement:z", "pact:actsFor", "region:land"))
    shown = ("agreement", "counterparty", "certainty")
    assert asking.rows(world, "agreements-of", *shown, region="land") == [
        "agreement:w region:r either",
        "agreement:z region:r -",
    ]
    assert asking.rows(world, "agreements-of", *shown, region="people") == ["agreement:w region:r either"]
    assert asking.rows(world, "agreements-of", *shown, region="r") == [
        "agreement:w government:g -",
        "agreement:z region:land -",
    ]


def test_the_due_day_is_that_of_the_plan_set_last(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-05-01", "2025-05-01")
    world.things(Commitment="c", Plan="first second")
    regions(world, "r")
    d1.says(("commitment:c", "pact:committer", "region:r"), *plan("first", "commitment:c", "/2030-12-31"))
    d2.says(*plan("second", "commitment:c", "/2035-12-31"))
    d2.says(("commitment:c", "pact:progress", "progress:under-way"))
    shown = ("commitment", "progress", "due")
    assert asking.rows(world, "commitments-of", *shown, region="r") == [
        "commitment:c progress:under-way 2035-12-31"
    ]
    assert asking.rows(world, "commitments-of", *shown, as_of="2024-01-01", region="r") == [
        "commitment:c - 2030-12-31"
    ]
    assert asking.rows(world, "disagreements", "value") == []


def test_agreeing_times_are_no_disagreement_and_have_two_witnesses(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-02-01", "2022-07-01")
    world.things(Event="launch")
    d1.says(*bounds("event:launch", "2022"))
    d2.says(*bounds("event:launch", "2022-06-23"), ("event:launch", "pact:place", "place:p"))
    assert asking.rows(world, "disagreements", "value") == []
    assert asking.rows(world, "single-source", "property", "witness", thing="event:launch") == [
        "pact:place https://w3id.org/pactgraph/id/document/d2"
    ]


def test_times_without_a_common_part_are_undecided(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-03-11")
    world.things(Event="e")
    d1.says(*bounds("event:e", "2023-03-06"))
    wrong = d2.says(*bounds("event:e", "2023-03-10"))
    shown = ("property", "value", "outcome", "document")
    assert asking.rows(world, "disagreements", *shown) == [
        "pact:earliest 2023-03-06 undecided document:d1",
        "pact:earliest 2023-03-10 undecided document:d2",
        "pact:latest 2023-03-06 undecided document:d1",
        "pact:latest 2023-03-10 undecided document:d2",
    ]
    world.decide("no", "rejected", "event:e", day="2023-03-10", passages=[wrong])
    assert asking.rows(world, "disagreements", *shown, "decision") == [
        "pact:earliest 2023-03-10 rejected document:d2 decision:no",
        "pact:earliest 2023-03-06 stands document:d1 decision:no",
        "pact:latest 2023-03-10 rejected document:d2 decision:no",
        "pact:latest 2023-03-06 stands document:d1 decision:no",
    ]
    assert asking.rows(world, "rejected-statements", "property", "value", "passage") == [
        f"pact:earliest 2023-03-10 {wrong}",
        f"pact:latest 2023-03-10 {wrong}",
    ]


def test_a_wider_time_agrees_with_one_that_was_decided_on(asking: Asking) -> None:
    world, (d1, d2, d3) = documents("2023-01-01", "2023-02-01", "2023-03-01")
    world.things(Event="e")
    d1.says(*bounds("event:e", "2022"))
    d2.says(*bounds("event:e", "2022-06-23"))
    wrong = d3.says(*bounds("event:e", "2022-06-24"))
    world.decide("no", "rejected", "event:e", day="2022-06-24", passages=[wrong])
    rows = asking.rows(world, "disagreements", "property", "value", "outcome")
    assert [row for row in rows if row.startswith("pact:earliest")] == [
        "pact:earliest 2022-01-01 agrees",
        "pact:earliest 2022-06-24 rejected",
        "pact:earliest 2022-06-23 stands",
    ]


def test_a_decision_says_which_state_came_later(asking: Asking) -> None:
    world, (d1, d2) = documents(None, "2024-03-01")
    world.things(Body="b", Event="end")
    first = d1.says(("body:b", "pact:existence", "existence:announced"))
    told = d2.says(*change("end", "dissolution", "body:b"))
    shown = ("value", "outcome", "source")
    assert asking.rows(world, "disagreements", *shown) == [
        f"existence:announced undecided {first}",
        f"existence:dissolved undecided {told}",
    ]
    world.decide("order", "later", "body:b", "pact:existence", "existence:dissolved")
    assert asking.rows(world, "disagreements", *shown) == [
        f"existence:announced agrees {first}",
        f"existence:dissolved later {told}",
    ]


def test_a_register_stands_against_a_passage(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-01-01", "2023-02-01")
    regions(world, "r")
    world.register.append(("region:r", "pact:country", "country:a"))
    right = d1.says(("region:r", "pact:country", "country:a"))
    wrong = d2.says(("region:r", "pact:country", "country:b"))
    assert asking.rows(world, "disagreements", "value", "outcome", "source") == [
        "country:a stands graph:register",
        f"country:a undecided {right}",
        f"country:b undecided {wrong}",
    ]
    world.decide("yes", "accepted", "region:r", "pact:country", "country:a")
    assert asking.rows(world, "disagreements", "value", "outcome", "source") == [
        f"country:b rejected {wrong}",
        "country:a stands graph:register",
        f"country:a stands {right}",
    ]
    assert asking.rows(world, "rejected-statements", "value", "decision") == ["country:b decision:yes"]


def test_strengths_move_on_and_two_reports_of_one_release_disagree(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-05-01", "2024-05-01")
    world.things(Commitment="c")
    regions(world, "r")
    d1.says(
        ("commitment:c", "pact:strength", "strength:explore"), ("commitment:c", "pact:committer", "region:r")
    )
    d2.says(("commitment:c", "pact:strength", "strength:decide"))
    assert asking.rows(world, "commitments-of", "strength", region="r") == ["strength:decide"]
    assert asking.rows(world, "disagreements", "value") == []
    assert asking.rows(world, "strength-differences", "weaker", "stronger") == [
        "strength:explore strength:decide"
    ]
    world = World()
    world.release("r", "2023-05-01")
    d1, d2 = (world.document(slug, None, release="r") for slug in ("d1", "d2"))
    d1.says(("commitment:c", "pact:strength", "strength:explore"))
    d2.says(("commitment:c", "pact:strength", "strength:decide"))
    assert asking.rows(world, "disagreements", "value", "outcome") == [
        "strength:decide undecided",
        "strength:explore undecided",
    ]


def test_a_disputed_row_is_cited_as_such(asking: Asking) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-03-11")
    world.things(Event="e", Body="b")
    d1.says(*change("e", "founding", "body:b", "2023-03-06"))
    d2.says(*bounds("event:e", "2023-03-10"))
    engine, query = asking.engine(world), asking.catalogue["bodies"]
    found, _ = answer_stored(engine, query, {}, Names(engine, asking.prefixes))
    assert isinstance(found, Table)
    (row,) = citations(engine, asking.rules, query.text, found)
    assert row.disputed
    assert row.witnesses == 2
    assert [asking.cell(term) for term in found.rows[0][1:4]] == [
        "existence:established", "2023-03-06", "2023-03-10",
    ]  # fmt: skip
