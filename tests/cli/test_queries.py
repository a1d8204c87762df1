"""`pactgraph queries` and `pactgraph completion`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, QueryBoolean, RdfFormat, Store

from pactgraph.cli import group
from pactgraph.rdf.namespaces import RDFS, SH
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
NOTHING_YET = {"disagreements", "outcomes", "two-hops", "unsupported"}
"""Questions whose first example the shipped data has no rows for."""


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_lists_name_question_and_parameters() -> None:
    lines = [line.split("\t") for line in call("queries").stdout.splitlines()]
    assert lines[0] == ["name", "question", "parameters"]
    by_name = {name: (question, parameters) for name, question, parameters in lines[1:]}
    assert by_name["agreements-of"][0].endswith("?")
    assert by_name["agreements-of"][1] == "--region [--at]"
    assert by_name["commitments-of"][1] == "--region [--sector]"
    assert by_name["timeline"][1] == "--a --b"


def test_filters_by_every_word() -> None:
    some = call("queries", "Commitments", "strength").stdout.splitlines()
    assert 1 < len(some) < len(call("queries", "commitments").stdout.splitlines())
    nothing = call("queries", "zeppelin")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "zeppelin" in nothing.stderr


def test_json_tells_everything() -> None:
    told = json.loads(call("queries", "--json").stdout)
    query = next(query for query in told if query["name"] == "agreements-of")
    assert query["file"].startswith("queries/")
    assert query["parameters"][0]["name"] == "region"
    assert query["parameters"][0]["required"] is True
    assert query["parameters"][0]["classes"] == ["https://w3id.org/pactgraph/def#Region"]
    assert 1 in query["answers"]


def executables(root: Path) -> Store:
    told = call("queries", "--workspace", str(root), "--turtle", "http://localhost:7878/query")
    assert told.exit_code == 0, told.output
    found = Store()
    found.load(told.stdout, format=RdfFormat.TURTLE)
    return found


def test_turtle_holds_each_question_ready_to_run() -> None:
    found = executables(REPOSITORY)
    rows = list(
        found.query(f"""PREFIX sh: <{SH}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX schema: <https://schema.org/> SELECT ?question ?comment ?query (COUNT(?tag) AS ?tags) {{
        ?question a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct ?query ; rdfs:comment ?comment ;
        schema:target <http://localhost:7878/query> ; schema:keywords ?tag ; sh:prefixes/sh:declare [] }}
        GROUP BY ?question ?comment ?query""")  # type: ignore[arg-type]
    )
    known = {query["name"]: query for query in json.loads(call("queries", "--json").stdout)}
    assert {row["question"].value.rpartition("/")[2] for row in rows} == known.keys()
    store = Workspace.open(REPOSITORY).store
    empty = set()
    for row in rows:
        query = known[row["question"].value.rpartition("/")[2]]
        assert row["comment"].value.startswith(query["summary"]) and row["comment"].language == "en"
        assert "#+" not in row["query"].value and "?_region_iri" not in row["query"].value
        answer = store.query(row["query"].value)
        empty.add(
            query["name"] if not isinstance(answer, QueryBoolean) and next(iter(answer), 0) == 0 else ""
        )
    assert empty <= {"", *NOTHING_YET}


def test_turtle_of_another_workspace_keeps_the_parameters(small_world: Path) -> None:
    found = executables(small_world)
    query = NamedNode("https://w3id.org/pactgraph/query/agreements-of")
    (text,) = (quad.object for quad in found.quads_for_pattern(query, NamedNode(SH + "select"), None))
    assert isinstance(text, Literal) and "?_region_iri" in text.value


def test_turtle_passes_the_shapes_of_the_sib_collection() -> None:
    """src/main/resources/spex.shacl of https://github.com/sib-swiss/sparql-examples-utils, which has no
    licence to pass it on under."""
    shapes = os.environ.get("PACTGRAPH_SIB_SHAPES")
    if not shapes:
        pytest.skip("set PACTGRAPH_SIB_SHAPES to the file spex.shacl of sib-swiss/sparql-examples-utils")
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    data.parse(
        data=call("queries", "--workspace", str(REPOSITORY), "--turtle", "http://x/sparql").stdout,
        format="ttl",
    )
    data.parse(data=f"<{SH}SPARQLSelectExecutable> <{RDFS}subClassOf> <{SH}SPARQLExecutable> .", format="ttl")
    text = Path(shapes).read_text(encoding="utf-8").replace("\\s", "\\\\s")  # RDF4J reads it as it stands
    conforms, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=text, format="ttl"))
    assert conforms, report
    assert len(set(data.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "SPARQLExecutable")))) > 20


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    result = call("completion", shell)
    assert result.exit_code == 0
    assert "_PACTGRAPH_COMPLETE" in result.stdout


def complete(words: str, incomplete_at: int) -> list[str]:
    environment = os.environ | {
        "_PACTGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(incomplete_at),
    }
    code = "import sys; sys.argv = ['pactgraph']; from pactgraph.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_completes_commands_queries_and_things() -> None:
    assert "sparql" in complete("pactgraph sp", 1)
    assert complete("pactgraph run agreements", 2) == ["agreements-of"]
    assert "--region" in complete("pactgraph run agreements-of --reg", 3)
    regions = complete("pactgraph run agreements-of --region ", 4)
    assert len(regions) > 3
    assert complete(f"pactgraph run agreements-of --region {regions[0][:-1]}", 4) == [regions[0]]
    assert complete("pactgraph run agreements-of --region zeppelin", 4) == []
