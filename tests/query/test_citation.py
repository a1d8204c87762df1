"""What the rows of an answer rest on: exactly the passages that are known for the small world."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from plain_rdflib import PlainRdflib
from pyoxigraph import Literal, NamedNode, Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.sparql.binding import bind
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.cited_rows import Citation, citations, with_citations
from pactgraph.rdf.namespaces import PASSAGE
from pactgraph.rdf.table import Table
from pactgraph.workspace.law import stand
from pactgraph.workspace.workspace import Workspace

GOLDEN = sorted((Path(__file__).parents[1] / "queries" / "golden").glob("*.tsv"))


class World:
    """The small world, and the citations of its answers."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace.open(root)
        self.engine = OxigraphEngine(self.workspace.store)
        self.rules = self.workspace.rules.rules
        self.prefixes = self.workspace.prefixes
        self.names = Names(self.engine, self.prefixes)
        self.catalogue = Catalogue(self.workspace.queries, self.prefixes)

    def run(self, name: str, engine: OxigraphEngine | None = None, **typed: str) -> tuple[str, Table]:
        """The query as bound, and its answer."""
        query = self.catalogue[name]
        found, bound = answer_stored(engine or self.engine, query, typed, self.names)
        assert isinstance(found, Table)
        return bind(query.text, bound), found

    def cited(self, name: str, *shown: str, **typed: str) -> dict[tuple[str, ...], Citation]:
        """The citation of each row, by its cells in the columns `shown`."""
        query, found = self.run(name, **typed)
        told = citations(self.engine, self.rules, query, found, self.catalogue[name].header.lists)
        keys = zip(*(found.column(column) for column in shown), strict=True)
        return {
            tuple(
                self.prefixes.curie(c) if isinstance(c, NamedNode) else str(c and c.value) for c in key
            ): row
            for key, row in zip(keys, told, strict=True)
        }

    def holding(self, *patterns: str) -> set[str]:
        """The passages that make accepted statements of one of the forms: triple patterns as SPARQL."""
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items())
        found = set()
        for pattern in patterns:
            table = self.engine.select(f"{head}SELECT ?g {{ GRAPH ?g {{ {pattern} }} {pattern} }}")
            found |= {row[0].value for row in table.rows if isinstance(row[0], NamedNode)}
        return {iri for iri in found if iri.startswith(PASSAGE)}

    def named(self, pattern: str) -> list[str]:
        """The things `?x` of which a pattern, as SPARQL, holds."""
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items())
        found = self.engine.select(f"{head}SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x").rows
        return [f"<{row[0].value}>" for row in found if isinstance(row[0], NamedNode)]

    @cached_property
    def days(self) -> set[str]:
        """The passages that tell the days of documents and releases: who cites a document knows its day."""
        spoken = self.named("?x a ?class . FILTER(?class IN (pact:Document, pact:Release))")
        return self.holding(*(f"{thing} pact:earliest|pact:latest ?day" for thing in spoken))


@pytest.fixture(scope="module")
def world(small_world: Path) -> World:
    return World(small_world)


def slugs(citation: Citation) -> list[str]:
    return [passage.value.removeprefix(PASSAGE) for passage in citation.passages]


def test_a_statement_of_the_row_itself(world: World) -> None:
    rows = world.cited("models", "alliance", "model")
    for (alliance, model), row in rows.items():
        assert {p.value for p in row.passages} == world.holding(f"{alliance} pact:modelledOn {model}")
        assert row.passages


def test_a_signature_between_party_and_agreement_is_cited(world: World) -> None:
    rows = world.cited("signatories-of", "party", "signature", agreement="alderland-corvane-2020-02-10")
    assert len(rows) == 2
    for (party, signature), row in rows.items():
        assert {p.value for p in row.passages} == world.holding(
            f"{signature} pact:signs agreement:alderland-corvane-2020-02-10",
            f"{signature} pact:party {party}",
            f"{signature} pact:signedBy ?person",
            f"{signature} pact:earliest|pact:latest ?day",
            f"{party} pact:country ?country",
        )
        assert "harbour-accord-2020_78-148" in slugs(row)


def test_a_membership_between_member_and_alliance_is_cited(world: World) -> None:
    rows = world.cited("members-of", "member", "status", "membership", alliance="lantern-league")
    assert len(rows) >= 4
    for (member, _, membership), row in rows.items():
        periods = world.named(f"?x a pact:Period ; pact:stateOf {membership}")
        told = {p.value for p in row.passages}
        between = world.holding(
            f"{membership} org:member {member}",
            f"{membership} org:organization alliance:lantern-league",
            f"{member} pact:country ?country",
        )
        assert (
            between
            <= told
            <= between
            | world.days
            | world.holding(f"{membership} pact:status ?x", *(f"{period} ?a ?b" for period in periods))
        )


def test_a_period_is_cited_with_the_passages_of_its_begin_and_of_what_ends_it(world: World) -> None:
    rows = world.cited("members-of", "status", alliance="lantern-league")
    intent = rows[("membership-status:signatory-of-intent",)]
    assert {slug.rpartition("_")[0] for slug in slugs(intent)} >= {
        "lantern-release-2020",
        "lantern-bode-2021",
    }


def test_a_government_between_region_and_agreement_is_cited_and_no_other_party(world: World) -> None:
    rows = world.cited("agreements-of", "agreement", "counterparty", region="dunmere")
    agreement = "agreement:corvane-dunmere-2022-09-14"
    other = rows[agreement, "region:corvane"]
    signatures = world.named(f"?x pact:signs {agreement}")
    told = world.holding(
        f"{agreement} pact:party government:dunmere",
        f"{agreement} pact:party government:corvane",
        *(f"{agreement} pact:{name} ?x" for name in ("kind", "bindingness", "place", "stage")),
        *(f"{signature} pact:signs {agreement}" for signature in signatures),
        *(f"{signature} pact:earliest|pact:latest ?day" for signature in signatures),
    )
    assert told <= {p.value for p in other.passages} <= told | world.days


def test_a_count_rests_on_all_that_it_counts(world: World) -> None:
    rows = world.cited("regions-per-country", "country")
    for (country,), row in rows.items():
        assert {p.value for p in row.passages} == world.holding(f"?region pact:country {country}")


def test_what_a_passage_is_asked_for_is_that_passage(world: World) -> None:
    query, found = world.run("rejected-statements")
    told = citations(world.engine, world.rules, query, found)
    assert [list(row.passages) for row in told] == [[passage] for passage in found.column("passage")]
    assert all(row.disputed and row.witnesses == 1 for row in told)


def test_witnesses_count_a_release_once(world: World) -> None:
    query = (
        "PREFIX pact: <https://w3id.org/pactgraph/def#> "
        "SELECT ?a ?p ?b WHERE { VALUES ?p { pact:country pact:existence pact:party } ?a ?p ?b }"
    )
    found, one_release = set(), {"lantern-kurier-2020", "lantern-release-2020"}
    for row in citations(world.engine, world.rules, query, world.engine.select(query)):
        documents = {slug.rpartition("_")[0] for slug in slugs(row)}
        found.add((frozenset(documents), row.witnesses))
        assert row.witnesses == len(documents) - (one_release <= documents)
    assert (frozenset(one_release), 1) in found
    assert any(witnesses > 1 for _, witnesses in found)


def test_passages_stand_in_the_order_of_document_and_place(world: World) -> None:
    query, found = world.run("coverage")
    for row in citations(world.engine, world.rules, query, found):
        places = [slug.rpartition("_") for slug in slugs(row)]
        spans = [(document, *map(int, span.split("-"))) for document, _, span in places]
        assert spans == sorted(spans)


def test_a_row_is_disputed_where_a_rejected_or_another_statement_contradicts_it(world: World) -> None:
    rows = world.cited("regions-per-country", "country")
    corvane = {country for (country,), row in rows.items() if row.disputed}
    assert corvane == {"country:corvia"}
    rows = world.cited("carriers", "commitment")
    assert all(row.disputed is (key == ("commitment:wind-school",)) for key, row in rows.items())
    query = (
        "PREFIX pact: <https://w3id.org/pactgraph/def#> SELECT ?agreement ?kind "
        "WHERE { ?agreement pact:kind ?kind . ?agreement a pact:Agreement }"
    )
    table = world.engine.select(query)
    disputed = {
        world.prefixes.curie(row[0])
        for row, told in zip(table.rows, citations(world.engine, world.rules, query, table), strict=True)
        if told.disputed and isinstance(row[0], NamedNode)
    }
    assert disputed == {"agreement:lantern-league-2020-11-05"}


def test_what_registers_alone_say_has_no_passage(world: World) -> None:
    rows = world.cited("withdrawn-codes", "code")
    assert rows
    assert set(rows.values()) == {Citation((), 0, False)}


def test_columns(world: World) -> None:
    query, found = world.run("models")
    cited = with_citations(world.engine, world.rules, query, found)
    assert cited.columns == ("alliance", "model", "passages", "witnesses", "disputed")
    assert cited.column("witnesses") == [Literal(1)] * len(found.rows)
    assert cited.column("disputed") == [Literal(False)] * len(found.rows)
    query, found = world.run("coverage")
    assert with_citations(world.engine, world.rules, query, found).columns[-3:] == (
        "citedPassages", "witnesses", "disputed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("agreements-of", {"region": "dunmere"}),
        ("members-of", {"alliance": "lantern-league"}),
        ("linked-twice", {}),
        ("bodies", {}),
        ("best-connected", {"sector": "energy"}),
    ],
    ids=str,
)
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_cites_the_same(world: World, name: str, typed: dict[str, str]) -> None:
    query, found = world.run(name, **typed)
    lists = world.catalogue[name].header.lists
    told = citations(world.engine, world.rules, query, found, lists)
    assert told == citations(PlainRdflib(world.workspace.store), world.rules, query, found, lists)


def cases() -> Iterator[object]:
    for path in GOLDEN:
        name = path.name.partition(".")[0]
        words = shlex.split(path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#"))
        if name != "as-told-by":
            marks = [pytest.mark.slow] if "." in path.stem else []
            typed = dict(zip(words[::2], words[1::2], strict=True))
            yield pytest.param(name, typed, id=path.stem, marks=marks)


def alone(world: World, passages: tuple[NamedNode, ...]) -> OxigraphEngine:
    """An engine over registers, curation, vocabulary and file graphs, and of all passages only these and
    those that tell the days of documents, with what the law lets stand of all that."""
    kept = {passage.value for passage in passages} | world.days
    store = Store()
    store.extend(
        quad
        for quad in world.workspace.dataset.quads()
        if not str(quad.graph_name).startswith(f"<{PASSAGE}") or str(quad.graph_name)[1:-1] in kept
    )
    stand(store, world.rules)
    return OxigraphEngine(store)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "typed"), list(cases()))
def test_the_cited_passages_alone_give_the_row(world: World, name: str, typed: dict[str, str]) -> None:
    typed = {option.removeprefix("--"): value for option, value in typed.items()}
    query, found = world.run(name, **typed)
    told = citations(world.engine, world.rules, query, found, world.catalogue[name].header.lists)
    by_passages: dict[tuple[NamedNode, ...], list[int]] = {}
    for number, row in enumerate(told):
        by_passages.setdefault(row.passages, []).append(number)
    for passages, numbers in list(by_passages.items())[:8]:
        _, again = world.run(name, alone(world, passages), **typed)
        assert {found.rows[number] for number in numbers} <= set(again.rows)
