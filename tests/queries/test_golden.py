"""Every stored query, on the small world, gives exactly the rows of its golden files.

A golden file is `golden/<query>[.<case>].tsv`: a line `# --parameter value ...`, a line of columns, and a
line per row, all tab-separated. Cells are prefixed names and literals as in Turtle; dates and whole numbers
stand bare, a cell without a value is empty. The triples of a CONSTRUCT have no order: they are sorted by
their text. `pytest --update-golden` writes the rows of the files anew; read the difference before it is
committed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from pactgraph.query.engines.engine import Engine, answer
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.sparql.binding import bind
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.parameters import values
from pactgraph.rdf.namespaces import RECORD, XSD, file_graph, pact
from pactgraph.rdf.table import Table, Term
from pactgraph.workspace.files import source_files
from pactgraph.workspace.loading import load
from pactgraph.workspace.rules import read_rules
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.tsv"))
QUERIES = sorted(path.stem for path in (REPOSITORY / "queries").glob("*/*.rq"))
OF_THE_VOCABULARY = {"kinds", "names-of.concept", "relations", "strengths"}
"""Golden files with answers that the ontology gives alone."""
BARE = re.compile(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"\^\^xsd:date|"(-?[0-9]+)"\^\^xsd:integer')
Rows = list[list[str]]


class Asking:
    """A workspace with its engine, and the stored queries of the repository."""

    def __init__(self, root: Path, store: Store | None = None) -> None:
        workspace = Workspace.open(root)
        self.prefixes = workspace.prefixes
        self.engine = OxigraphEngine(workspace.store if store is None else store)
        self.names = Names(self.engine, self.prefixes)
        self.catalogue = Catalogue(workspace.queries, self.prefixes)

    def ask(self, name: str, parameters: dict[str, str], of: Engine | None = None) -> tuple[list[str], Rows]:
        """The columns and the rows of a stored query's answer, as text: of this world, or of another engine
        for things that this world knows by name."""
        query = self.catalogue[name]
        if of is None:
            found, _ = answer_stored(self.engine, query, parameters, self.names)
        else:
            bound = values(query.parameters, parameters, self.names)
            found = answer(of, bind(query.text, bound), list(query.tokens))
        if isinstance(found, Table):
            return list(found.columns), [[self.cell(term) for term in row] for row in found.rows]
        assert isinstance(found, list)
        rows = [[self.cell(term) for term in (t.subject, t.predicate, t.object)] for t in found]
        return ["subject", "property", "value"], sorted(rows)

    def cell(self, term: Term | None) -> str:
        """A term as golden files write it."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            return self.prefixes.curie(term)
        assert isinstance(term, Literal)
        text = '"' + term.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if term.language is not None:
            return f"{text}@{term.language}"
        if term.datatype.value == XSD + "string":
            return text
        text = f"{text}^^{self.prefixes.curie(term.datatype)}"
        bare = BARE.fullmatch(text)
        return text if bare is None else bare[1] or bare[2]


def read_golden(path: Path) -> tuple[str, dict[str, str], list[str], Rows]:
    """Query name, parameters, columns and rows of a golden file."""
    header, columns, *rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert header.startswith("#"), path.name
    words = header.removeprefix("#").split()
    assert all(word.startswith("--") for word in words[::2]), path.name
    parameters = {word.removeprefix("--"): value for word, value in zip(words[::2], words[1::2], strict=True)}
    return path.stem.partition(".")[0], parameters, columns.split("\t"), [row.split("\t") for row in rows]


@pytest.fixture(scope="module")
def world(small_world: Path) -> Asking:
    return Asking(small_world)


@pytest.fixture(scope="module")
def vocabulary(small_world: Path) -> Engine:
    """An engine over the ontology and its schemes alone."""
    files = [file for file in source_files(small_world) if file.layer == "vocabulary"]
    return OxigraphEngine(load(files, read_rules(small_world)).store)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_answer_is_golden(world: Asking, path: Path, request: pytest.FixtureRequest) -> None:
    name, parameters, columns, rows = read_golden(path)
    answered = world.ask(name, parameters)
    if request.config.getoption("--update-golden"):
        header = path.read_text(encoding="utf-8").partition("\n")[0]
        lines = ["\t".join(cells) for cells in (answered[0], *answered[1])]
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return
    assert answered == (columns, rows)


def test_every_stored_query_has_a_golden_file() -> None:
    assert {read_golden(path)[0] for path in GOLDEN} == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_header_describes_the_columns(world: Asking, name: str) -> None:
    query = world.catalogue[name]
    if query.form == "SELECT":
        columns = {tuple(read_golden(path)[2]) for path in GOLDEN if read_golden(path)[0] == name}
        assert {frozenset(found) for found in columns} == {frozenset(query.header.columns)}
        assert len(columns) == 1


@pytest.mark.parametrize(
    "path", [path for path in GOLDEN if path.stem not in OF_THE_VOCABULARY], ids=lambda path: path.stem
)
def test_nothing_is_answered_where_nothing_is_stated(world: Asking, vocabulary: Engine, path: Path) -> None:
    name, parameters, _, _ = read_golden(path)
    assert world.ask(name, parameters, vocabulary)[1] == []


def test_queries_with_parameters_have_a_case_without_rows() -> None:
    with_parameters = {read_golden(path)[0] for path in GOLDEN if read_golden(path)[1]}
    empty = {read_golden(path)[0] for path in GOLDEN if not read_golden(path)[3]}
    always = {"about", "as-told-by", "membership-changes", "names-of", "passages", "said-in", "told-by"}
    assert with_parameters - empty <= always


def test_a_statement_without_a_passage_is_unsupported(small_world: Path) -> None:
    store = Workspace.open(small_world).store
    subject = NamedNode(RECORD + "commitment/wind-school")
    place = NamedNode(RECORD + "place/corvo")
    own = file_graph("lantern-release-2020")
    store.extend(Quad(subject, pact("place"), place, graph) for graph in (own, DefaultGraph()))
    columns, rows = Asking(small_world, store).ask("unsupported", {})
    assert columns == ["problem", "subject", "property", "value"]
    assert rows == [['"no passage"', "commitment:wind-school", "pact:place", "place:corvo"]]


def test_a_passage_without_a_statement_is_unsupported(small_world: Path) -> None:
    store = Workspace.open(small_world).store
    passage = next(quad.subject for quad in store.quads_for_pattern(None, pact("passageOf"), None))
    assert isinstance(passage, NamedNode)
    statements = [quad.triple for quad in store.quads_for_pattern(None, None, None, passage)]
    store.remove_graph(passage)
    assert statements
    asking = Asking(small_world, store)
    assert asking.ask("unsupported", {})[1] == [['"no statement"', asking.cell(passage), "", ""]]


def test_cells_are_written_as_documented(world: Asking) -> None:
    triple = Triple(NamedNode(RECORD + "region/alderland"), pact("since"), Literal("2020-02-30"))
    assert world.cell(triple.subject) == "region:alderland"
    assert world.cell(triple.object) == '"2020-02-30"'
    assert world.cell(Literal("2020-02-10", datatype=NamedNode(XSD + "date"))) == "2020-02-10"
    assert world.cell(Literal('a "b"', language="en")) == '"a \\"b\\""@en'
    assert world.cell(Literal("3.0", datatype=NamedNode(XSD + "decimal"))) == '"3.0"^^xsd:decimal'


def test_sectors_are_no_deeper_than_queries_reach(vocabulary: Engine) -> None:
    """Queries that take in narrower sectors follow `skos:broader` three times."""
    assert isinstance(vocabulary, OxigraphEngine)
    broader = "<http://www.w3.org/2004/02/skos/core#broader>"
    assert not vocabulary.ask(
        f"ASK {{ ?a {broader} ?b . ?b {broader} ?c . ?c {broader} ?d . ?d {broader} ?e }}"
    )
