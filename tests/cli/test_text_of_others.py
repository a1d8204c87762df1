"""Labels, names of files, headers of queries and what was typed steer no terminal, whoever wrote them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
import rdflib
from click.testing import CliRunner, Result

from pactgraph.cli import group

STEERS = "\x1b]0;owned\x07\x1b[2J\u202e\u009b1A"
"""Sets a terminal's title, clears it, turns the direction of writing, and goes up a line."""

WRITTEN_OUT = "\\u001B]0;owned\\u0007\\u001B[2J\\u202E\\u009B1A"
IN_TURTLE = "\\u001B]0;owned\\u0007\\u001B[2J\\u202E\\u009B1A"
REGISTER = f"""@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix agreement: <https://w3id.org/pactgraph/id/agreement/> .
region:wrathmoor a pact:Region ; rdfs:label "Wrathmoor{IN_TURTLE}"@en ; skos:altLabel "a\\nb"@en .
agreement:wrathmoor a pact:Agreement ; rdfs:label "Pact{IN_TURTLE}"@en ;
    pact:party region:wrathmoor , region:alderland ; pact:earliest "2031-01-01"@en .
"""
QUERY = f"""#+ summary: "Which regions are there{IN_TURTLE}?"
#+ description: "As it says{IN_TURTLE}"
#+ x-pactgraph:
#+   id: hostile
#+   title: {{en: "Regions{IN_TURTLE}"}}
#+   grain: "one row a region{IN_TURTLE}"
#+   params:
#+     region: {{class: pact:Region, doc: "the region{IN_TURTLE}"}}
#+   columns:
#+     region: "The region{IN_TURTLE}"
#+   examples: ["--region {IN_TURTLE}"]
SELECT ?region {{ ?region a pact:Region FILTER (?region = ?_region_iri || true) }} ORDER BY ?region
"""
FILE = f"data/documents/e{STEERS}\nx.trig"


@pytest.fixture(scope="module")
def hostile(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with such labels, a query with such a header, and a broken file with such a name."""
    root = tmp_path_factory.mktemp("hostile") / "world"
    shutil.copytree(small_world, root)
    (root / "data/registers/wrathmoor.ttl").write_text(REGISTER, encoding="utf-8")
    (root / "queries/lookup/hostile.rq").write_text(QUERY, encoding="utf-8")
    (root / FILE).write_text("<http://x/a> <http://x/b> ", encoding="utf-8")
    return root


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), env={"PACTGRAPH_WORKSPACE": str(root)})


def on_terminal(root: Path, *arguments: str) -> str:
    """What a terminal gets to see of a command, without bold and dim."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from pactgraph.cli import main; main()", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"PACTGRAPH_WORKSPACE": str(root), "COLUMNS": "200"},
    )
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65_536):
            seen += part
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    process.wait(timeout=60)
    return re.sub(r"\x1b\[[012]?m|\r\x1b\[K", "", seen.decode("utf-8")).replace("\r\n", "\n")


def steering(text: str) -> list[str]:
    """The characters of a text that do anything else than stand there."""
    return sorted(
        {char for char in text if char not in "\n\t" and category(char) in ("Cc", "Cf", "Zl", "Zp")}
    )


MESSAGES = [
    ("show", "wrathmor"),
    ("show", STEERS),
    ("show", "a\nleft out: nothing"),
    ("why", "alderland", STEERS),
    ("run", "agreements-of", "--region", "wrathmor"),
    ("run", "agreements-of", "--region", STEERS),
    ("run", f"x{STEERS}"),
    ("run", "agreements-of", f"--{STEERS}", "x"),
    ("run", "hostile", "--help"),
    ("run", "--help"),
    ("queries",),
    ("queries", STEERS),
    (STEERS,),
    (f"--{STEERS}",),
    ("sparql", f"SELECT {STEERS}"),
    ("sparql", f"SELECT ?x {{ ?x a '{STEERS}' x }}"),
    ("sparql", "--file", f"/nowhere/{STEERS}"),
    ("sparql", "ASK {}", "-o", f"/nowhere/{STEERS}.csv"),
    ("sparql", "ASK {}", "--endpoint", f"http://x/{STEERS}"),
    ("diff", STEERS),
    ("diff", f"a\nb{STEERS}"),
    ("release", "9.0.0", "--dry-run", "--since", STEERS),
    ("format", "--check"),
    ("format", f"{STEERS}.txt"),
    ("validate",),
    ("validate", "-f", "github"),
    ("validate", STEERS),
    ("new", "region", STEERS, "--label", "X"),
    ("new", "region", "x", "--label", "X", "--with", f"{STEERS}=1"),
    ("stamp", STEERS, "--text", "y"),
    ("draw", "network", "-o", f"x.{STEERS}"),
    ("export", "-o", f"x.{STEERS}"),
    ("export", "--thing", STEERS),
    ("describe", "--base-iri", STEERS),
    ("site", f"/dev/null/{STEERS}", "--base-iri", STEERS),
    ("push", STEERS),
    ("verify", "--sources", f"/nowhere/{STEERS}"),
    ("stats", "--uncovered"),
    ("index", "--workspace", f"/nowhere/{STEERS}"),
    ("init", "data/documents/new", "--from", f"/nowhere/{STEERS}"),
    ("trace", "wrathmoor", "alderland"),
    ("compare", "wrathmoor", "alderland"),
    ("show", "wrathmoor", "-f", "markdown"),
]


@pytest.mark.parametrize("arguments", MESSAGES, ids=lambda arguments: ascii(" ".join(arguments))[:60])
def test_no_line_for_people_steers_a_terminal(
    arguments: tuple[str, ...], hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(hostile, *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert steering(result.stdout) == []
    assert steering(result.stderr) == []


def test_suggestions_and_candidates_are_written_out(hostile: Path) -> None:
    suggested = call(hostile, "show", "wrathmor").stderr
    assert f"Wrathmoor{WRITTEN_OUT} (region:wrathmoor)?" in suggested
    listed = call(hostile, "show", "wrathmoor").stderr
    assert f"agreement:wrathmoor (Pact{WRITTEN_OUT}), region:wrathmoor (Wrathmoor{WRITTEN_OUT})" in listed


def test_what_is_typed_makes_no_second_line(hostile: Path) -> None:
    errors = call(hostile, "show", "a\nleft out: nothing").stderr.splitlines()
    assert not [line for line in errors if line.startswith("left out: nothing")]


@pytest.mark.parametrize(
    "arguments", [("run", "regions-per-country"), ("stats",), ("export", "-f", "nt"), ("show", "alderland")]
)
def test_a_file_that_is_left_out_is_named_on_one_line(arguments: tuple[str, ...], hostile: Path) -> None:
    errors = call(hostile, *arguments).stderr
    assert f"left out: data/documents/e{WRITTEN_OUT}\\u000Ax.trig: " in errors


def test_format_names_the_file_on_one_line(hostile: Path) -> None:
    assert f"data/documents/e{WRITTEN_OUT}\\u000Ax.trig:1:27" in call(hostile, "format", "--check").stdout


def test_a_catalogue_has_one_line_for_each_query(hostile: Path) -> None:
    lines = call(hostile, "queries", "hostile").stdout.splitlines()
    assert lines[1].split("\t")[:2] == ["hostile", f"Which regions are there{WRITTEN_OUT}?"]


def test_what_is_for_programs_stays_as_it_is_in_a_pipe(hostile: Path) -> None:
    query = "SELECT ?name { region:wrathmoor rdfs:label ?name }"
    found = json.loads(call(hostile, "sparql", query, "-f", "json").stdout)
    assert found["results"]["bindings"][0]["name"]["value"] == f"Wrathmoor{STEERS}"
    rows = list(csv.reader(io.StringIO(call(hostile, "sparql", query, "-f", "csv").stdout, newline="")))
    assert rows == [["name"], [f"Wrathmoor{STEERS}"]]
    told = json.loads(call(hostile, "validate", "-f", "json").stdout)
    assert FILE in {finding["file"] for finding in told["findings"]}
    catalogue = json.loads(call(hostile, "queries", "hostile", "--json").stdout)
    assert catalogue[0]["summary"] == f"Which regions are there{STEERS}?"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "turtle"])
def test_findings_of_a_file_whose_name_is_no_text(form: str, small_world: Path, tmp_path: Path) -> None:
    shutil.copytree(small_world, tmp_path / "world")
    name = os.fsdecode(b"data/registers/\xff\x1b[2J.ttl")
    (tmp_path / "world" / name).write_text("<http://x/a> <http://x/b> ")
    result = call(tmp_path / "world", "validate", "-f", form)
    assert result.exit_code == 1
    if form in ("json", "sarif"):
        json.loads(result.stdout)
    else:
        assert steering(result.stdout) == []


def test_a_workflow_command_is_one_line_whatever_a_message_holds(hostile: Path) -> None:
    lines = call(hostile, "validate", "-f", "github").stdout.splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


ON_TERMINALS = [
    ("run", "hostile"),
    ("sparql", "SELECT ?name { region:wrathmoor rdfs:label ?name }", "-f", "json"),
    ("sparql", "CONSTRUCT { ?s rdfs:label ?o } { VALUES ?s { region:wrathmoor } ?s rdfs:label ?o }"),
]
RARELY_ON_TERMINALS = [
    ("show", "region:wrathmoor"),
    ("show", "wrathmor"),
    ("run", "agreements-of", "--region"),
    ("run", "hostile", "--help"),
    ("queries",),
    ("format", "--check"),
    ("validate",),
    *(("validate", "-f", form) for form in ("json", "sarif", "github", "turtle")),
    ("why", "region:wrathmoor"),
    ("trace", "region:wrathmoor", "alderland"),
    ("compare", "region:wrathmoor", "alderland"),
    ("export",),
    ("export", "-f", "nq"),
    ("export", "-f", "jsonld"),
    ("describe",),
    ("draw", "network"),
    ("draw", "network", "-f", "dot"),
    ("stats", "--terms"),
    *(
        ("sparql", "SELECT ?name { region:wrathmoor rdfs:label ?name }", "-f", form)
        for form in ("csv", "tsv", "markdown")
    ),
]


@pytest.mark.parametrize(
    "arguments",
    [*ON_TERMINALS, *(pytest.param(each, marks=pytest.mark.slow) for each in RARELY_ON_TERMINALS)],
    ids=lambda arguments: ascii(" ".join(arguments))[:60],
)
def test_on_a_terminal_nothing_steers_it(arguments: tuple[str, ...], hostile: Path) -> None:
    seen = on_terminal(hostile, *arguments)
    assert "Traceback" not in seen
    assert steering(seen) == []


@pytest.mark.slow
def test_on_a_terminal_formats_say_the_same_by_escapes(hostile: Path) -> None:
    query = "SELECT ?name { region:wrathmoor rdfs:label ?name }"
    seen = on_terminal(hostile, "sparql", query, "-f", "json")
    found = json.loads(seen[seen.index('{"head"') :])
    assert found["results"]["bindings"][0]["name"]["value"] == f"Wrathmoor{STEERS}"
    seen = on_terminal(hostile, "sparql", "DESCRIBE region:wrathmoor")
    graph = rdflib.Graph().parse(data="".join(seen.partition("@prefix")[1:]), format="turtle")
    labels = set(graph.objects(None, rdflib.RDFS.label))
    assert rdflib.Literal(f"Wrathmoor{STEERS}", lang="en") in labels
