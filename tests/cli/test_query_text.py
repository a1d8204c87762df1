"""What the text of a query names: terms of our own that do not exist, and graphs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import real_stores
from click.testing import CliRunner, Result

import pactgraph
from pactgraph.cli import group

ACCEPTED = "<https://w3id.org/pactgraph/graph/default>"


def call(*arguments: str) -> Result:
    """The program on the shipped data."""
    return CliRunner().invoke(group, list(arguments))


def sparql(query: str, *arguments: str) -> Result:
    return call("sparql", query, "-f", "csv", *arguments)


MISSPELT = [
    ("SELECT ?a { ?a a pact:Agrement }", "column 18: pact:Agrement is", "pact:Agreement?"),
    ("SELECT ?a {\n ?a a pact:agreement }", "line 2, column 7: pact:agreement is", "pact:Agreement?"),
    ("SELECT (COUNT(*) AS ?n) { ?a pact:sectr ?s }", "pact:sectr", "pact:sector?"),
    ("SELECT ?a { ?a a pact:Agreement OPTIONAL { ?a pact:satge ?s } }", "pact:satge", "pact:stage?"),
    ("SELECT ?a { ?a a pact:Agreement FILTER NOT EXISTS { ?a pact:partyy ?s } }", "partyy", "pact:party?"),
    ("SELECT ?a { ?a pact:sector/pact:knd ?s }", "pact:knd", "pact:kind"),
    ("SELECT ?a { ?a pact:sector sector:hydrogn }", "sector:hydrogn", "sector:hydrogen?"),
    ("ASK { ?s pact:stage stage:foo }", "stage:foo", "there are: stage:agreed"),
    ("ASK { ?s a <https://w3id.org/pactgraph/def#Regio> }", "pact:Regio", "pact:Region?"),
    ("PREFIX p: <https://w3id.org/pactgraph/def#> ASK { ?s a p:Regio }", "pact:Regio", "pact:Region?"),
    ("BASE <https://w3id.org/pactgraph/> ASK { ?s a <def#Regio> }", "pact:Regio", "pact:Region?"),
    ("DESCRIBE pact:Regio", "pact:Regio", "pact:Region?"),
    ("CONSTRUCT WHERE { ?s pact:sectr ?o }", "pact:sectr", "pact:sector?"),
    ("CONSTRUCT { ?s pact:mine ?o } { ?s pact:sectr ?o }", "pact:sectr", "pact:sector?"),
    ("ASK { ?s pact:sectr ?o ; pact:kidn ?p }", "pact:sectr is not", "pact:kidn is not"),
    ("SELECT ?s { ?s pact:nothingofthekind ?o }", "pact:nothingofthekind", "ontology/pactgraph.ttl"),
]


@pytest.mark.parametrize(("query", "said", "near"), MISSPELT)
def test_a_term_of_ours_that_does_not_exist_is_named_with_its_nearest(
    query: str, said: str, near: str
) -> None:
    result = call("sparql", query)
    assert (result.exit_code, result.stdout) == (2, "")
    first = result.stderr.splitlines()[0]
    assert said in first and near in first


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s pact:mine pact:Mine } WHERE { ?s a pact:Region }",
        "SELECT ?s { region:atlantis a pact:Region }",
        'SELECT ?s { ?s rdfs:label "pact:Regio" } # pact:Regio',
        "SELECT ?p { ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(pact:))) } LIMIT 1",
        "PREFIX pact: <https://example.org/> SELECT ?s { ?s pact:mine ?o }",
        "SELECT ?s { ?s skos:inScheme <https://w3id.org/pactgraph/concept/sector> }",
        "SELECT ?s { GRAPH ?g { ?s a pact:Passage } }",
    ],
)
def test_other_names_are_not_judged(query: str) -> None:
    assert sparql(query).exit_code == 0 or call("sparql", query).exit_code == 0


@pytest.fixture
def mine(small_world: Path, tmp_path: Path) -> Path:
    """A workspace whose ontology defines a class more, with a stored question on it and one with a slip, and
    whose data uses a property that nothing defines."""
    root = tmp_path / "mine"
    shutil.copytree(small_world, root)
    (root / "ontology" / "mine.ttl").write_text(
        "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "pact:Treaty a owl:Class .\n",
        encoding="utf-8",
    )
    (root / "data" / "registers" / "mine.ttl").write_text(
        "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
        "@prefix region: <https://w3id.org/pactgraph/id/region/> .\n"
        "region:brinmark pact:undefined region:galdry .\n",
        encoding="utf-8",
    )
    for name, term in (("treaties", "Treaty"), ("slip", "Treatise")):
        made = CliRunner().invoke(
            group,
            ["new", "query", name, "--question", "Which are there?", "--class", f"pact:{term}",
             "--workspace", str(root)],
        )  # fmt: skip
        assert made.exit_code == 0, made.output
    return root


def test_terms_of_ones_own_ontology_exist_and_those_in_use_are_found(mine: Path) -> None:
    place = ("--workspace", str(mine))
    assert sparql("SELECT ?s { ?s a pact:Treaty }", *place).stdout == "s\n"
    found = sparql("SELECT ?s { ?s pact:undefined ?o }", *place)
    assert found.exit_code == 0 and "region/brinmark" in found.stdout
    assert "pact:Treaty?" in sparql("SELECT ?s { ?s a pact:Treatty }", *place).stderr


def test_a_stored_question_with_a_slip_is_named_with_its_file(mine: Path) -> None:
    place = ("--workspace", str(mine))
    assert call("run", "treaties", *place).exit_code == 0
    result = call("run", "slip", *place)
    assert (result.exit_code, result.stdout) == (2, "")
    first = result.stderr.splitlines()[0]
    assert "queries/lookup/slip.rq" in first and "pact:Treatise is not in the ontology" in first


def test_the_python_face_names_it_too() -> None:
    graph = pactgraph.open_workspace(Path(__file__).parents[2])
    with pytest.raises(pactgraph.PactgraphError, match=r"pact:Agreement\?"):
        graph.sparql("SELECT ?a { ?a a pact:Agrement }")


WHOLE = "{ ?s ?p ?o }"
NO = "ASK { region:saxony a region:flanders }"
COUNT = "SELECT (COUNT(*) AS ?n)"


@pytest.mark.parametrize(
    ("query", "as_if"),
    [
        (f"{COUNT} FROM {ACCEPTED} {WHOLE}", f"{COUNT} {WHOLE}"),
        (f"{COUNT} FROM graph:default {WHOLE}", f"{COUNT} {WHOLE}"),
        (f"{COUNT} FROM {ACCEPTED} FROM graph:regions {WHOLE}", f"{COUNT} {WHOLE}"),
        (f"{COUNT} FROM graph:regions {WHOLE}", f"{COUNT} {{ GRAPH graph:regions {WHOLE} }}"),
        (
            f"{COUNT} FROM NAMED {ACCEPTED} {{ GRAPH ?g {WHOLE} }}",
            f"{COUNT} {WHOLE}",
        ),
        (
            f"{COUNT} FROM {ACCEPTED} FROM NAMED graph:regions {{ ?s a pact:Region GRAPH ?g {WHOLE} }}",
            f"{COUNT} {{ ?s a pact:Region GRAPH graph:regions {WHOLE} }}",
        ),
        (f"ASK FROM NAMED graph:regions {WHOLE}", NO),
        (f"ASK FROM {ACCEPTED} {{ GRAPH ?g {WHOLE} }}", NO),
        (
            f"SELECT ?s FROM {ACCEPTED} {{ ?s a pact:Region }} ORDER BY ?s",
            "SELECT ?s { ?s a pact:Region } ORDER BY ?s",
        ),
    ],
)
def test_from_means_at_home_what_it_means_on_a_store(query: str, as_if: str) -> None:
    found, wanted = (sparql(text) for text in (query, as_if))
    assert (found.exit_code, found.stdout) == (0, wanted.stdout), found.stderr
    assert found.stderr == ""


def test_describe_reads_the_graph_of_from() -> None:
    passage = "passage:mz-2023-09_32-67"
    told = call("sparql", f"DESCRIBE region:flanders FROM {passage}", "-f", "nt").stdout
    assert told.count("\n") == 1 and "id/country/netherlands" in told
    told = call("sparql", f"DESCRIBE region:flanders FROM {ACCEPTED}", "-f", "nt").stdout
    assert "id/country/belgium" in told and "id/country/netherlands" not in told


def test_a_fault_behind_a_dataset_clause_has_its_place() -> None:
    result = sparql(f"SELECT *\nFROM {ACCEPTED} FROM\n graph:regions {{ ?s pact:sector ? }}")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: line 3, column") and "graph:regions {" in result.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?s FROM graph:region { ?s ?p ?o }", "no graph graph:region; did you mean graph:regions?"),
        ("SELECT ?s FROM <https://example.org/x> { ?s ?p ?o }", "no graph <https://example.org/x>"),
        ("SELECT ?s FROM NAMED graph:region { GRAPH ?g { ?s ?p ?o } }", "did you mean graph:regions?"),
        ("SELECT ?s { GRAPH passage:mz-2023-09_32-68 { ?s ?p ?o } }", "passage:mz-2023-09_32-67"),
        (f"SELECT ?s {{ GRAPH {ACCEPTED} {{ ?s ?p ?o }} }}", "graph:default is the default graph here"),
    ],
)
def test_a_graph_that_does_not_exist_is_told(query: str, said: str) -> None:
    result = sparql(query)
    assert (result.exit_code, result.stdout) == (0, "s\n")
    assert said in result.stderr.splitlines()[0]


def test_the_python_face_tells_of_the_graph_too() -> None:
    graph = pactgraph.open_workspace(Path(__file__).parents[2])
    with pytest.warns(UserWarning, match=r"did you mean graph:regions\?"):
        graph.sparql("SELECT ?s FROM graph:region { ?s ?p ?o }")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real store with the shipped data, as `pactgraph push` loads it."""
    with real_stores.running("oxigraph", tmp_path_factory.mktemp("store")) as server:
        pushed = call("push", server.query, "--update-url", server.update)
        assert pushed.exit_code == 0, pushed.output
        yield server.query


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        f"{COUNT} FROM {ACCEPTED} {WHOLE}",
        f"{COUNT} FROM NAMED {ACCEPTED} {{ GRAPH ?g {WHOLE} }}",
        f"{COUNT} FROM {ACCEPTED} FROM NAMED graph:regions {{ ?s a pact:Region GRAPH ?g {WHOLE} }}",
        "SELECT ?s FROM graph:region { ?s ?p ?o }",
        "SELECT ?s FROM <https://example.org/x> { ?s ?p ?o }",
        *(query for query, _, _ in MISSPELT if "SELECT" in query or "ASK" in query),
    ],
)
def test_an_endpoint_says_the_same(query: str, endpoint: str) -> None:
    home, away = sparql(query), sparql(query, "--endpoint", endpoint)
    assert (away.exit_code, away.stdout, away.stderr) == (home.exit_code, home.stdout, home.stderr)


@pytest.mark.slow
def test_an_endpoint_describes_the_same(endpoint: str) -> None:
    for source in ("passage:mz-2023-09_32-67", ACCEPTED):
        query = f"DESCRIBE region:flanders FROM {source}"
        home, away = (
            call("sparql", query, "-f", "nt", *where).stdout for where in ((), ("--endpoint", endpoint))
        )
        assert home and sorted(away.splitlines()) == sorted(home.splitlines())
