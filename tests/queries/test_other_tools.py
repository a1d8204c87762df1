"""The files of `queries/` in tools that know nothing of Pactgraph: grlc, which makes an API of a folder of
queries, and Comunica, which runs them over files. Both are installed by whoever runs this:

    python3 -m venv GRLC && GRLC/bin/pip install grlc
    mkdir COMUNICA && cd COMUNICA && npm install @comunica/query-sparql-file@4.3

and named by $PACTGRAPH_GRLC (that Python) and $PACTGRAPH_COMUNICA (that folder).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from golden_cases import QUERIES, golden_cases
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse_query_results
from real_stores import Stores

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.sparql.binding import bind
from pactgraph.query.stored.answering import answer_stored, with_sorted_lists
from pactgraph.query.stored.catalogue import Catalogue, StoredQuery
from pactgraph.query.stored.parameters import values
from pactgraph.rdf.table import Table
from pactgraph.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

GRLC = """
import json, sys
from grlc.server import app
client = app.test_client()
for name, accept, arguments in json.load(sys.stdin):
    answer = client.get(f"/api-local/{name}", query_string=arguments, headers={"Accept": accept})
    print(json.dumps([answer.status_code, answer.get_data(as_text=True)]), file=sys.stderr)
"""
COMUNICA = """
const { QueryEngine } = require('@comunica/query-sparql-file');
const [data, ...queries] = process.argv.slice(2);
(async () => {
  const engine = new QueryEngine();
  for (const file of queries) {
    const query = require('fs').readFileSync(file, 'utf8');
    const result = await engine.query(query, { sources: [data] });
    const type = result.resultType === 'quads' ? 'application/n-triples' : 'application/sparql-results+json';
    const { data: stream } = await engine.resultToString(result, type);
    let text = '';
    for await (const part of stream) text += part;
    console.log(JSON.stringify(text));
  }
})().catch((fault) => { console.error(fault); process.exit(1); });
"""
JSON = "application/sparql-results+json"


class World:
    """The small world, with the embedded engine's answers."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace.open(root)
        self.engine = OxigraphEngine(self.workspace.store)
        self.names = Names(self.engine, self.workspace.prefixes)
        self.queries: list[StoredQuery] = list(Catalogue(self.workspace.queries, self.workspace.prefixes))

    def cases(self) -> list[tuple[StoredQuery, dict[str, str]]]:
        """Each query with each set of values that a golden file has for it."""
        return [(query, typed) for query in self.queries for typed in golden_cases(query.name)]

    def same(self, query: StoredQuery, typed: dict[str, str], text: str, *, ordered: bool = True) -> bool:
        """Whether a tool's answer, in JSON or Turtle, is the embedded engine's."""
        expected, _ = answer_stored(self.engine, query, typed, self.names)
        if isinstance(expected, bool):
            return bool(json.loads(text)["boolean"]) == expected
        if not isinstance(expected, Table):
            found = Store()
            found.load(text, format=RdfFormat.TURTLE)
            return {str(quad.triple) for quad in found} == set(map(str, expected))
        answer = json.loads(text)
        text = json.dumps({"head": {"vars": answer["head"]["vars"]}, "results": answer["results"]})
        read: Any = parse_query_results(text, format=QueryResultsFormat.JSON)
        assert isinstance(read, QuerySolutions)
        columns = tuple(variable.value for variable in read.variables)
        table = Table(columns, tuple(tuple(row[column] for column in columns) for row in read))
        told, wanted = (list(each.rows) for each in (with_sorted_lists(table, query.header.lists), expected))
        if not ordered:
            told, wanted = sorted(told, key=str), sorted(wanted, key=str)
        return columns == expected.columns and told == wanted


@pytest.fixture(scope="module")
def small(small_world: Path) -> World:
    found = World(small_world)
    assert [query.name for query in sorted(found.queries)] == QUERIES
    return found


def test_grlc_serves_the_files_as_they_are(small: World, stores: Stores, tmp_path: Path) -> None:
    """The store holds an export: one that `pactgraph push` has filled has one more graph for GRAPH ?g."""
    python = os.environ.get("PACTGRAPH_GRLC")
    if not python:
        pytest.skip("set PACTGRAPH_GRLC to a Python that has grlc: see the head of this file")
    store = stores.empty("oxigraph")
    content = small.workspace.store.dump(format=RdfFormat.N_QUADS)
    headers = {"Content-Type": "application/n-quads"}
    urllib.request.urlopen(urllib.request.Request(store.data, content, headers, method="POST")).close()
    for query in small.queries:
        shutil.copy(small.workspace.root / query.file, tmp_path)
    (tmp_path / "config.ini").write_text(
        f"[defaults]\nsparql_endpoint = {store.query}\n[local]\nlocal_sparql_dir = {tmp_path}\n"
    )
    cases = small.cases()
    asked = []
    for query, typed in cases:
        terms = values(query.parameters, typed, small.names)
        arguments = {
            each.name: terms[each.variable].value for each in query.parameters if each.variable in terms
        }
        asked.append((query.name, "text/turtle" if query.form == "CONSTRUCT" else JSON, arguments))
    done = subprocess.run(
        [python, "-c", GRLC],
        input=json.dumps(asked),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    answers = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("[")]
    assert len(answers) == len(cases), done.stderr[-2000:]
    for (query, typed), (status, text) in zip(cases, answers, strict=True):
        assert status == 200, (query.name, typed, text)
        if query.form == "CONSTRUCT":
            text = text.encode("latin-1").decode()  # grlc reads Turtle so, where the store names no charset
        assert small.same(query, typed, text), (query.name, typed, text)


COMUNICA_ERRS = {"commitments-of", "coverage", "member-numbers", "mutuality", "signatories-of"}
"""Queries for which Comunica 4.3 ends with an error of its own or gives other rows than all other engines."""


def test_comunica_runs_the_files_over_an_export(small: World, tmp_path: Path) -> None:
    """Values stand in the place of parameters, as a reader of the file would put them. Rows are compared as
    sets: Comunica has an order of its own for cells without value."""
    folder = os.environ.get("PACTGRAPH_COMUNICA")
    node = shutil.which("node")
    if not folder or node is None:
        pytest.skip("set PACTGRAPH_COMUNICA to a folder with Comunica: see the head of this file")
    data = tmp_path / "world.nq"
    small.workspace.store.dump(output=str(data), format=RdfFormat.N_QUADS)
    cases = small.cases()
    files = []
    for number, (query, typed) in enumerate(cases):
        text = bind(query.text, values(query.parameters, typed, small.names))
        files.append(tmp_path / f"{number}.rq")
        files[-1].write_text(text, encoding="utf-8")
    script = tmp_path / "run.js"
    script.write_text(COMUNICA, encoding="utf-8")
    answers: list[str | None] = []
    while len(answers) < len(files):  # an error ends the process: the next begins with the query after it
        command = [node, str(script), str(data), *map(str, files[len(answers) :])]
        settings = os.environ | {"NODE_PATH": str(Path(folder, "node_modules"))}
        done = subprocess.run(command, capture_output=True, text=True, env=settings, check=False)
        answers += [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) < len(files):
            answers.append(None)
    wrong = {
        query.name
        for (query, typed), text in zip(cases, answers, strict=True)
        if text is None or not small.same(query, typed, text, ordered=False)
    }
    assert wrong == COMUNICA_ERRS
